// A real SMTP server for the tests: keeps every mail it accepts, and misbehaves when told to.
//
//   node server.mjs [--port N] [--auth USER:PASSWORD] [--starttls | --implicit-tls] [--certificate FILE --key FILE]
//                   [--slow MILLISECONDS] [--fail-first N] [--reject-rcpt CODE[=ADDRESS]]
//
// Standard output is one line of JSON when it listens, {"event":"listening","port":N}, then one for each mail,
// {"event":"message","from":…,"to":[…],"raw":…}. It ends when its standard input does, so it cannot outlive its test.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { SMTPServer } from "smtp-server";

const { values: options } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    auth: { type: "string" },
    starttls: { type: "boolean", default: false },
    "implicit-tls": { type: "boolean", default: false },
    certificate: { type: "string" },
    key: { type: "string" },
    slow: { type: "string", default: "0" },
    "fail-first": { type: "string", default: "0" },
    "reject-rcpt": { type: "string" },
  },
});

const print = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** The refusal an SMTP client gets: 4xx asks it to try again later, 5xx tells it not to. */
function refusal(code, text) {
  return Object.assign(new Error(text), { responseCode: Number(code) });
}

let failuresLeft = Number(options["fail-first"]);
const [rejectCode, rejectAddress] = (options["reject-rcpt"] ?? "").split("=");

const server = new SMTPServer({
  banner: "test server",
  // A look-up would leave this computer.
  disableReverseLookup: true,
  closeTimeout: 100,
  // Its warning is about the built-in certificate, which nobody trusts: that is what a test wants of it.
  logger: false,
  secure: options["implicit-tls"],
  ...(options.certificate && { cert: readFileSync(options.certificate), key: readFileSync(options.key) }),
  hideSTARTTLS: !options.starttls,
  authOptional: !options.auth,
  allowInsecureAuth: !options.starttls,
  disabledCommands: options.auth ? [] : ["AUTH"],
  onAuth(given, _session, done) {
    const right = `${given.username}:${given.password}` === options.auth;
    done(right ? null : refusal(535, "Wrong user name or password"), { user: given.username });
  },
  onRcptTo(address, _session, done) {
    const rejected = rejectCode && (!rejectAddress || rejectAddress === address.address);
    done(rejected ? refusal(rejectCode, "This mailbox is refused by the test") : null);
  },
  onData(stream, session, done) {
    const parts = [];
    stream.on("data", (part) => parts.push(part));
    stream.on("end", () => setTimeout(() => done(take(parts, session)), Number(options.slow)));
  },
});

/** Keeps a mail by printing it, before the client is told that it was accepted. Gives the refusal, if any. */
function take(parts, session) {
  if (failuresLeft > 0) {
    failuresLeft -= 1;
    return refusal(451, "Try again later, says the test");
  }
  const { mailFrom, rcptTo } = session.envelope;
  const to = rcptTo.map(({ address }) => address);
  print({ event: "message", from: mailFrom.address, to, raw: Buffer.concat(parts).toString("utf8") });
  return null;
}

// A client that breaks off is an everyday event; a server that cannot listen is the end of it.
server.on("error", (error) => {
  console.error(`smtp-server: ${error.message}`);
  if (error.syscall === "listen") process.exit(1);
});
server.listen(Number(options.port), "127.0.0.1", () => {
  print({ event: "listening", port: server.server.address().port });
});

process.stdin.on("end", () => process.exit(0)).resume();
