//! A conversation with a mail server, command by command: an error tells whom the server refuses.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use lettre::address::Envelope;
use secrecy::{ExposeSecret, SecretString};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};

use crate::mail::smtp::blame::{self, Refused};
use crate::mail::smtp::reply::{Line, Reply};
use crate::mail::smtp::tls::{self, Proof};
use crate::mail::smtp::trouble::Trouble;
use crate::mail::transport::Handover;

/// The most that one reply may say. RFC 5321, section 4.5.3.1.5, has 512 bytes a line.
const MAX_REPLY: u64 = 64 * 1024;

/// What a conversation goes over.
pub trait Stream: AsyncRead + AsyncWrite + Send + Sync + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Sync + Unpin> Stream for S {}

/// A connection on which the server has said hello.
pub struct Connection {
    stream: BufReader<Box<dyn Stream>>,
    /// What the server offers, each with its parameters, in capitals.
    offers: Vec<String>,
}

impl Connection {
    /// Waits for the server's greeting and introduces the service.
    pub async fn begin(stream: Box<dyn Stream>, hello: &str) -> Result<Self, Trouble> {
        let mut connection = Self {
            stream: BufReader::new(stream),
            offers: Vec::new(),
        };
        let greeting = connection.reply().await?;
        if !greeting.is_positive() {
            return Err(connection.refused(Refused::Session, greeting).await);
        }
        connection.introduce(hello).await?;
        Ok(connection)
    }

    /// Gives the service's name, and hears what the server offers.
    async fn introduce(&mut self, hello: &str) -> Result<(), Trouble> {
        let reply = self.command(&format!("EHLO {hello}")).await?;
        if reply.is_positive() {
            // The first line is the server's greeting with its domain, not an extension (RFC 5321, section 4.1.1.1).
            let offers = reply.lines.iter().skip(1);
            self.offers = offers.map(|offer| offer.trim().to_uppercase()).collect();
            return Ok(());
        }
        self.offers.clear();
        // Servers from before RFC 1869 know no EHLO.
        if matches!(reply.code, 500 | 502) && self.command(&format!("HELO {hello}")).await?.is_positive() {
            return Ok(());
        }
        Err(self.refused(Refused::Session, reply).await)
    }

    /// Whether the server offers something.
    pub fn offers(&self, keyword: &str) -> bool {
        let mut words = self.offers.iter().filter_map(|offer| offer.split_whitespace().next());
        words.any(|word| word == keyword)
    }

    /// Encrypts what follows (RFC 3207).
    pub async fn start_tls(mut self, host: &str, proof: Proof, hello: &str) -> Result<Self, Trouble> {
        let reply = self.command("STARTTLS").await?;
        if !reply.is_positive() {
            return Err(Trouble::Tls(format!("encryption could not begin: {}", reply.words())));
        }
        // What came before the encryption is not to be taken for what comes under it.
        if !self.stream.buffer().is_empty() {
            return Err(Trouble::garbage());
        }
        let stream = tls::encrypt(self.stream.into_inner(), host, proof).await?;
        let mut connection = Self {
            stream: BufReader::new(Box::new(stream)),
            offers: Vec::new(),
        };
        connection.introduce(hello).await?;
        Ok(connection)
    }

    /// Signs in (RFC 4954).
    pub async fn sign_in(&mut self, user: &str, password: &SecretString) -> Result<(), Trouble> {
        let password = password.expose_secret();
        let reply = if self.signs_in_by("PLAIN") {
            let both = BASE64.encode(format!("\0{user}\0{password}"));
            self.command(&format!("AUTH PLAIN {both}")).await?
        } else if self.signs_in_by("LOGIN") {
            let mut reply = self.command("AUTH LOGIN").await?;
            for answer in [user, password] {
                if reply.code == 334 {
                    reply = self.command(&BASE64.encode(answer)).await?;
                }
            }
            reply
        } else {
            self.quit().await;
            let words = "the mail server offers no way to sign in with a user and a password (AUTH PLAIN or LOGIN)";
            return Err(Trouble::NotEnough(words.to_owned()));
        };
        if reply.code == 235 {
            Ok(())
        } else {
            Err(self.refused(Refused::SignIn, reply).await)
        }
    }

    fn signs_in_by(&self, mechanism: &str) -> bool {
        // Some old servers write AUTH=PLAIN.
        let mechanisms = self.offers.iter().filter_map(|offer| offer.strip_prefix("AUTH"));
        mechanisms
            .flat_map(|all| all.split([' ', '=']))
            .any(|offered| offered == mechanism)
    }

    /// Hands a mail over.
    pub async fn send(&mut self, envelope: &Envelope, bytes: &[u8]) -> Result<Handover, Trouble> {
        let mut parameters = String::new();
        let mut addresses = envelope.to().iter().chain(envelope.from());
        if addresses.any(|address| !address.to_string().is_ascii()) {
            if !self.offers("SMTPUTF8") {
                let words = "the mail server does not take international addresses (SMTPUTF8)";
                return Ok(Handover::Refused(words.to_owned()));
            }
            parameters.push_str(" SMTPUTF8");
        }
        if !bytes.is_ascii() && self.offers("8BITMIME") {
            parameters.push_str(" BODY=8BITMIME");
        }
        let sender = envelope.from().map(ToString::to_string).unwrap_or_default();
        let reply = self.command(&format!("MAIL FROM:<{sender}>{parameters}")).await?;
        if !reply.is_positive() {
            return Ok(judge(&reply, blame::at_the_sender(&reply)));
        }
        for recipient in envelope.to() {
            let reply = self.command(&format!("RCPT TO:<{recipient}>")).await?;
            if !reply.is_positive() {
                return Ok(judge(&reply, blame::of_us(&reply)));
            }
        }
        let reply = self.command("DATA").await?;
        if reply.code != 354 {
            return Ok(judge(&reply, blame::of_us(&reply)));
        }
        self.stream.write_all(&stuffed(bytes)).await?;
        self.stream.flush().await?;
        let reply = self.reply().await?;
        if reply.is_positive() {
            Ok(Handover::Sent)
        } else {
            Ok(judge(&reply, blame::of_us(&reply)))
        }
    }

    /// Whether the server still answers.
    pub async fn is_there(&mut self) -> bool {
        self.command("NOOP").await.is_ok_and(|reply| reply.is_positive())
    }

    /// Takes leave.
    pub async fn quit(&mut self) {
        let _ = self.command("QUIT").await;
    }

    async fn refused(&mut self, whom: Refused, reply: Reply) -> Trouble {
        self.quit().await;
        Trouble::Refused(whom, reply)
    }

    async fn command(&mut self, command: &str) -> Result<Reply, Trouble> {
        self.stream.write_all(format!("{command}\r\n").as_bytes()).await?;
        self.stream.flush().await?;
        self.reply().await
    }

    async fn reply(&mut self) -> Result<Reply, Trouble> {
        let mut lines = Vec::new();
        let mut code_of_all = None;
        let mut stream = (&mut self.stream).take(MAX_REPLY);
        loop {
            let mut line = Vec::new();
            stream.read_until(b'\n', &mut line).await?;
            if !line.ends_with(b"\n") && stream.limit() > 0 {
                // Half a line says nothing, such as that a mail was taken.
                return Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof).into());
            }
            let Line { code, text, is_last } = Line::parse(&line).ok_or_else(Trouble::garbage)?;
            if !line.ends_with(b"\n") || *code_of_all.get_or_insert(code) != code {
                return Err(Trouble::garbage());
            }
            lines.push(text);
            if is_last {
                return Ok(Reply { code, lines });
            }
        }
    }
}

/// What a refusal means for a mail: what the server has against us is no reason to give it up.
fn judge(reply: &Reply, of_us: Option<Refused>) -> Handover {
    match of_us {
        Some(whom) => Handover::RefusesUs(whom, reply.clone()),
        None if reply.is_permanent() => Handover::Refused(reply.words()),
        None => Handover::Retry(reply.words()),
    }
}

/// A mail as it goes after DATA (RFC 5321, section 4.5.2): a line that begins with a dot gets another, and one dot ends it.
fn stuffed(bytes: &[u8]) -> Vec<u8> {
    let mut stuffed = Vec::with_capacity(bytes.len() + 16);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(b".") {
            stuffed.push(b'.');
        }
        stuffed.extend_from_slice(line);
    }
    if !stuffed.ends_with(b"\r\n") {
        stuffed.extend_from_slice(b"\r\n");
    }
    stuffed.extend_from_slice(b".\r\n");
    stuffed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_at_the_beginning_of_a_line_is_doubled_and_one_ends_the_mail() {
        assert_eq!(stuffed(b".a\r\n..b\r\nc."), b"..a\r\n...b\r\nc.\r\n.\r\n");
        assert_eq!(stuffed(b"a\r\n"), b"a\r\n.\r\n");
    }
}
