// A real SMTP server for the tests: keeps every mail it accepts, and misbehaves when told to.
//
//   node server.mjs [--port N] [--auth USER:PASSWORD] [--starttls | --implicit-tls] [--certificate FILE --key FILE]
//                   [--strict-helo] [--refuse COMMAND=REPLY] [--slow MILLISECONDS] [--fail-first N] [--reject-rcpt CODE[=ADDRESS]] [--misbehave HOW]
//
// Standard output is one line of JSON when it listens, {"event":"listening","port":N}, then two for each mail: {"event":"arriving"}
// when it is there, and {"event":"message","hello":…,"from":…,"to":[…],"raw":…} when it is accepted.
// --refuse answers each COMMAND (EHLO, MAIL, RCPT, DATA, or . for the end of a mail) with that line, one byte a character.
// --strict-helo refuses a client whose name has no domain at its first recipient, as Postfix does.
// The first connection, and no other,
// is treated as --misbehave says. Each line of standard input is answered by {"event":"asked"}; the process ends when its standard
// input does, so it cannot outlive its test.
import { readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { createInterface } from "node:readline";
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
    "strict-helo": { type: "boolean", default: false },
    refuse: { type: "string" },
    slow: { type: "string", default: "0" },
    "fail-first": { type: "string", default: "0" },
    "reject-rcpt": { type: "string" },
    misbehave: { type: "string" },
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
  onRcptTo(address, session, done) {
    const hello = session.hostNameAppearsAs;
    if (options["strict-helo"] && !/^\[.+\]$|.\../.test(hello)) {
      return done(refusal(504, `5.5.2 <${hello}>: Helo command rejected: need fully-qualified hostname`));
    }
    const rejected = rejectCode && (!rejectAddress || rejectAddress === address.address);
    done(rejected ? refusal(rejectCode, "This mailbox is refused by the test") : null);
  },
  onData(stream, session, done) {
    const parts = [];
    stream.on("data", (part) => parts.push(part));
    stream.on("end", () => {
      print({ event: "arriving" });
      setTimeout(() => done(take(parts, session)), Number(options.slow));
    });
  },
});

/** Keeps a mail by printing it, before the client is told that it was accepted. Gives the refusal, if any. */
function take(parts, session) {
  if (failuresLeft > 0) {
    failuresLeft -= 1;
    return refusal(451, "Try again later, says the test");
  }
  const { mailFrom, rcptTo } = session.envelope;
  const hello = session.hostNameAppearsAs;
  const to = rcptTo.map(({ address }) => address);
  print({ event: "message", hello, from: mailFrom.address, to, raw: Buffer.concat(parts).toString("utf8") });
  return null;
}

// A client that breaks off is an everyday event; a server that cannot listen is the end of it.
server.on("error", (error) => {
  console.error(`smtp-server: ${error.message}`);
  if (error.syscall === "listen") process.exit(1);
});
const hasFront = options.misbehave || options.refuse;
server.listen(hasFront ? 0 : Number(options.port), "127.0.0.1", () => {
  const inner = server.server.address().port;
  if (!hasFront) return print({ event: "listening", port: inner });
  const front = createServer((client) => meet(client, inner));
  front.listen(Number(options.port), "127.0.0.1", () => print({ event: "listening", port: front.address().port }));
});

/** What stands between the first client and the server. */
const misbehaviours = {
  /** Greets with a refusal (RFC 5321, 3.1). */
  refuse: (client) => client.end("554 No SMTP service here, says the test\r\n"),
  /** Takes the connection and says nothing. */
  silent: () => {},
  /** Says what is no SMTP. */
  garbage: (client) => client.end(Buffer.from("\x00\xffHTTP/1.1 200 OK\r\n\r\n", "latin1")),
  /** Breaks off while the mail is on its way. */
  "hang-up-in-data"(client, upstream) {
    let inData = false;
    relay(client, upstream, {
      said(bytes) {
        if (inData) return breakOff(client, upstream);
        inData = bytes.toString("latin1").toUpperCase().endsWith("DATA\r\n");
        upstream.write(bytes);
      },
    });
  },
  /** Takes the mail and breaks off before it says so. */
  "drop-the-reply": (client, upstream) => keepTheReply(client, upstream, () => breakOff(client, upstream)),
  /** Takes the mail and never says so. */
  "keep-the-reply": (client, upstream) => keepTheReply(client, upstream, () => {}),
};

let misbehavioursLeft = 1;
function meet(client, inner) {
  client.on("error", () => {});
  if (options.refuse) return refuseCommand(client, reach(inner));
  if (misbehavioursLeft > 0) {
    misbehavioursLeft -= 1;
    const misbehave = misbehaviours[options.misbehave];
    return misbehave(client, misbehave.length > 1 ? reach(inner) : undefined);
  }
  relay(client, reach(inner));
}

/** Answers one command as it was told to, and lets all others through. */
function refuseCommand(client, upstream) {
  const [command, reply] = options.refuse.split(/=(.*)/s);
  const answer = Buffer.from(`${reply}\r\n`, "latin1");
  let end = "";
  relay(client, upstream, {
    said(bytes) {
      const text = bytes.toString("latin1");
      end = (end + text).slice(-5);
      const isIt = command === "." ? end === "\r\n.\r\n" : text.toUpperCase().startsWith(command);
      if (isIt) client.write(answer);
      if (!isIt) upstream.write(bytes);
    },
  });
}

function reach(inner) {
  return connect(inner, "127.0.0.1").on("error", () => {});
}

/** Passes on what each says to the other, or hands it to whoever is asked for. */
function relay(client, upstream, { said, answered } = {}) {
  client.on("data", said ?? ((bytes) => upstream.write(bytes)));
  upstream.on("data", answered ?? ((bytes) => client.write(bytes)));
  client.on("close", () => upstream.destroy());
  upstream.on("close", () => client.end());
}

function keepTheReply(client, upstream, instead) {
  let end = "";
  relay(client, upstream, {
    said(bytes) {
      end = (end + bytes.toString("latin1")).slice(-5);
      upstream.write(bytes);
    },
    answered(bytes) {
      if (end === "\r\n.\r\n") return instead();
      client.write(bytes);
    },
  });
}

function breakOff(client, upstream) {
  client.destroy();
  upstream.destroy();
}

// Each line is answered after all that was printed before: by then, whoever asks has read of every mail accepted so far.
createInterface({ input: process.stdin })
  .on("line", () => print({ event: "asked" }))
  .on("close", () => process.exit(0));
