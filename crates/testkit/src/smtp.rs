use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::Certificate;

/// How long [`SmtpServer::wait_for`] waits. Only a test that fails ever waits as long.
const PATIENCE: Duration = Duration::from_mins(1);

/// How an [`SmtpServer`] behaves. By default it accepts everything, from everyone, at once.
#[derive(Debug, Clone, Default)]
pub struct SmtpOptions {
    /// The port to listen on, to come back on one that was in use before; otherwise a free one.
    pub port: Option<u16>,
    /// Refuses every recipient with this code, or the one recipient named: 4xx for now, 5xx for good (RFC 5321, 4.2.1).
    pub reject_recipient: Option<(u16, Option<String>)>,
    /// Answers the first few mails with 451, after having read them.
    pub fail_first: u32,
    /// Refuses a client that gives no name with a domain and no address, at its first recipient.
    pub strict_helo: bool,
    /// Answers this command (`EHLO`, `MAIL`, `RCPT`, `DATA`, or `.` for the end of a mail) with this line, one byte a character.
    pub refuse: Option<(&'static str, &'static str)>,
    /// Waits this long before it accepts a mail.
    pub slow: Duration,
    /// Takes mails only from a client that signs in as this user with this password.
    pub auth: Option<(String, String)>,
    /// Offers STARTTLS; without a certificate of its own, with one that nobody should trust.
    pub starttls: bool,
    /// Speaks TLS from the first byte (RFC 8314).
    pub implicit_tls: bool,
    /// What it proves its name with.
    pub certificate: Option<Certificate>,
    /// How it treats the first connection, and no other.
    pub misbehaviour: Option<Misbehaviour>,
}

/// How a server treats a client that it does not serve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misbehaviour {
    /// Greets with 554.
    Refuses,
    /// Takes the connection and says nothing.
    SaysNothing,
    /// Says what is no SMTP.
    SaysGarbage,
    /// Breaks off while the mail is on its way.
    HangsUpInData,
    /// Takes the mail and breaks off before it says so.
    DropsTheReply,
    /// Takes the mail and never says so.
    KeepsTheReply,
}

impl Misbehaviour {
    fn name(self) -> &'static str {
        match self {
            Self::Refuses => "refuse",
            Self::SaysNothing => "silent",
            Self::SaysGarbage => "garbage",
            Self::HangsUpInData => "hang-up-in-data",
            Self::DropsTheReply => "drop-the-reply",
            Self::KeepsTheReply => "keep-the-reply",
        }
    }
}

impl SmtpOptions {
    fn arguments(&self) -> Vec<String> {
        let mut arguments = vec![
            format!("--port={}", self.port.unwrap_or(0)),
            format!("--fail-first={}", self.fail_first),
            format!("--slow={}", self.slow.as_millis()),
        ];
        match &self.reject_recipient {
            Some((code, Some(address))) => arguments.push(format!("--reject-rcpt={code}={address}")),
            Some((code, None)) => arguments.push(format!("--reject-rcpt={code}")),
            None => {}
        }
        if let Some((user, password)) = &self.auth {
            arguments.push(format!("--auth={user}:{password}"));
        }
        if let Some(misbehaviour) = self.misbehaviour {
            arguments.push(format!("--misbehave={}", misbehaviour.name()));
        }
        if self.strict_helo {
            arguments.push("--strict-helo".to_owned());
        }
        if let Some((command, reply)) = self.refuse {
            arguments.push(format!("--refuse={command}={reply}"));
        }
        if self.starttls {
            arguments.push("--starttls".to_owned());
        }
        if self.implicit_tls {
            arguments.push("--implicit-tls".to_owned());
        }
        if let Some(certificate) = &self.certificate {
            arguments.push(format!("--certificate={}", certificate.chain().display()));
            arguments.push(format!("--key={}", certificate.key().display()));
        }
        arguments
    }
}

/// A mail as the server took it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Message {
    /// How the client introduced itself (EHLO).
    pub hello: String,
    /// The envelope's sender: where failures are reported to, which is not what the header `From` says.
    pub from: String,
    /// The envelope's recipients.
    pub to: Vec<String>,
    /// Header and body as they came over the wire, RFC 5322.
    pub raw: String,
}

/// A line that the server's process prints.
#[derive(Deserialize)]
#[serde(tag = "event", rename_all = "lowercase")]
enum Line {
    Listening {
        port: u16,
    },
    /// A mail is there in full, and not accepted yet.
    Arriving,
    Message(Message),
    /// The answer to a line written to it.
    Asked,
}

/// A real SMTP server in a process of its own, which keeps what it accepts. It ends when this is dropped.
#[derive(Debug)]
pub struct SmtpServer {
    process: Child,
    port: u16,
    /// How many mails came in full, accepted or not yet.
    arrived: watch::Receiver<usize>,
    messages: watch::Receiver<Vec<Message>>,
    questions: Mutex<Questions>,
    /// How many lines written to it were answered.
    answered: watch::Receiver<usize>,
}

/// What is written to the process. It ends when this does, which it also does when the tests are killed.
#[derive(Debug)]
struct Questions {
    input: ChildStdin,
    asked: usize,
}

impl Questions {
    /// Writes a line; gives how many there were.
    fn ask(&mut self) -> usize {
        self.asked += 1;
        // Fails only for a process that has ended: then everything it said was read.
        let _ = self.input.write_all(b"\n");
        self.asked
    }
}

impl SmtpServer {
    /// Starts it, and returns when it listens.
    ///
    /// # Errors
    /// When Node or the server's npm packages are missing, or the port asked for is in use.
    pub fn start(options: &SmtpOptions) -> Result<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/smtp-server");
        let mut process = Command::new("node")
            .arg("server.mjs")
            .args(options.arguments())
            .current_dir(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("could not start node")?;
        let mut output = BufReader::new(process.stdout.take().context("its output is not captured")?);
        let port = match listening(&mut output) {
            Ok(port) => port,
            Err(error) => {
                let _ = process.kill();
                let status = process.wait()?;
                return Err(error.context(format!(
                    "{} ended with {status}; are its npm packages there? `cargo xtask setup` installs them",
                    folder.join("server.mjs").display()
                )));
            }
        };
        let (arrive, arrived) = watch::channel(0);
        let (accept, messages) = watch::channel(Vec::new());
        let (answer, answered) = watch::channel(0);
        let input = process.stdin.take().context("its input is not captured")?;
        thread::spawn(move || collect(output, &arrive, &accept, &answer));
        Ok(Self {
            process,
            port,
            arrived,
            messages,
            questions: Mutex::new(Questions { input, asked: 0 }),
            answered,
        })
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Where to send mails to: `smtp://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// The mails accepted so far, oldest first: also one whose client has only just been told so.
    pub async fn messages(&self) -> Vec<Message> {
        let asked = self.questions.lock().expect("nobody panics with it").ask();
        let mut answered = self.answered.clone();
        // It fails when the server has ended: then everything it said was read.
        let _ = answered.wait_for(|count| *count >= asked).await;
        self.messages.borrow().clone()
    }

    /// Waits until a mail came in full, which a slow server then holds in its hands for a while.
    ///
    /// # Errors
    /// When a minute was not enough, or the server has ended.
    pub async fn wait_for_arrival(&self) -> Result<()> {
        let mut arrived = self.arrived.clone();
        let waited = timeout(PATIENCE, arrived.wait_for(|count| *count > 0)).await;
        waited.context("no mail came")?.context("the SMTP server has ended")?;
        Ok(())
    }

    /// Waits until at least `count` mails were accepted, and gives all there are.
    ///
    /// # Errors
    /// When a minute was not enough, or the server has ended.
    pub async fn wait_for(&self, count: usize) -> Result<Vec<Message>> {
        let mut messages = self.messages.clone();
        match timeout(PATIENCE, messages.wait_for(|all| all.len() >= count)).await {
            Ok(Ok(all)) => Ok(all.clone()),
            Ok(Err(_)) => bail!(
                "the SMTP server has ended, with {} of {count} mails",
                self.messages.borrow().len()
            ),
            Err(_) => bail!(
                "waited {PATIENCE:?} for {count} mails; there are {:#?}",
                *self.messages.borrow()
            ),
        }
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        // Fails only for a process that has ended, which is what is wanted.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn listening(output: &mut BufReader<ChildStdout>) -> Result<u16> {
    let mut line = String::new();
    output.read_line(&mut line)?;
    match serde_json::from_str(&line).with_context(|| format!("it printed `{}`", line.trim()))? {
        Line::Listening { port } => Ok(port),
        Line::Arriving | Line::Message(_) | Line::Asked => bail!("it took a mail before it said that it listens"),
    }
}

/// Reads to the end, which comes with the process's; then the sender is dropped, and whoever waits is told.
fn collect(
    output: BufReader<ChildStdout>,
    arrived: &watch::Sender<usize>,
    messages: &watch::Sender<Vec<Message>>,
    answered: &watch::Sender<usize>,
) {
    for line in output.lines().map_while(Result::ok) {
        match serde_json::from_str(&line) {
            Ok(Line::Arriving) => arrived.send_modify(|count| *count += 1),
            Ok(Line::Message(message)) => messages.send_modify(|all| all.push(message)),
            Ok(Line::Asked) => answered.send_modify(|count| *count += 1),
            Ok(Line::Listening { .. }) | Err(_) => {}
        }
    }
}

#[cfg(test)]
mod tests;
