//! Mails over SMTP (RFC 5321), on connections that are kept for a while.
//!
//! The conversation is our own: whom a server refuses is told by the command that it refuses, and by words that need not be
//! UTF-8. A connection whose command was cut short by a time-out is never used again: it would give the rest of its answer to
//! the next mail.

mod blame;
mod connection;
mod reply;
mod tls;
mod trouble;

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::net::{TcpStream, lookup_host};
use tokio::time::{Instant, timeout};

pub use blame::Refused;
pub use reply::Reply;
pub use tls::Proof;

use crate::mail::helo::Helo;
use crate::mail::letter::Sealed;
use crate::mail::smtp::connection::{Connection, Stream};
use crate::mail::smtp::trouble::{Trouble, of_network};
use crate::mail::transport::Handover;
use crate::mail::url::{Encryption, SmtpUrl};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);
/// For a mail as a whole. RFC 5321, section 4.5.3.2, would wait longer at every step, which a small mail does not need.
pub const MAIL_TIMEOUT: Duration = Duration::from_mins(1);
const QUIT_TIMEOUT: Duration = Duration::from_secs(2);
/// Servers hang up on the idle after minutes; a worker with work comes back within seconds.
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);

/// After how long it is said again that the server refuses the service.
const SAY_AGAIN: Duration = Duration::from_mins(10);

/// A mail server.
pub struct Smtp {
    server: SmtpUrl,
    helo: Helo,
    /// For a mail as a whole.
    patience: Duration,
    idle: Mutex<Vec<(Connection, Instant)>>,
    /// What the server last refused the service for, and when that was said.
    refused: Mutex<Option<(Refused, u16, Instant)>>,
    /// Whether it was said that mails go unencrypted, since encryption with this computer's own server fails.
    said_unencrypted: AtomicBool,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Smtp")
            .field("server", &self.server)
            .finish_non_exhaustive()
    }
}

impl Smtp {
    /// A server that is given up on, for the time being, when a mail takes longer than `patience`.
    pub fn new(server: SmtpUrl, helo: Helo, patience: Duration) -> Self {
        Self {
            server,
            helo,
            patience,
            idle: Mutex::default(),
            refused: Mutex::default(),
            said_unencrypted: AtomicBool::new(false),
        }
    }

    /// Sends a mail, on a connection that is free or on a new one. A connection on which anything went wrong is not used
    /// again.
    pub async fn hand_over(&self, mail: &Sealed) -> Handover {
        let handover = match timeout(self.patience, self.converse(mail)).await {
            Ok(Ok(handover)) => handover,
            Ok(Err(Trouble::Refused(whom, reply))) => Handover::RefusesUs(whom, reply),
            Ok(Err(trouble)) => Handover::Retry(trouble.words()),
            Err(_) => Handover::Retry(unanswered()),
        };
        if let Handover::RefusesUs(whom, reply) = &handover {
            self.say_refused(*whom, reply);
        }
        handover
    }

    /// Tells the operator that no mail gets out, in one line for all that wait.
    fn say_refused(&self, whom: Refused, reply: &Reply) {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        let is_said = refused
            .as_ref()
            .is_some_and(|(said, code, at)| (*said, *code) == (whom, reply.code) && at.elapsed() < SAY_AGAIN);
        if !is_said {
            *refused = Some((whom, reply.code, Instant::now()));
            tracing::warn!(
                reply = reply.words(),
                "the mail server refuses {whom}; mails wait and are tried again"
            );
        }
    }

    async fn converse(&self, mail: &Sealed) -> Result<Handover, Trouble> {
        let mut connection = match self.take_idle().await {
            Some(connection) => connection,
            None => timeout(CONNECT_TIMEOUT, self.connect())
                .await
                .map_err(|_| Trouble::NotEnough(unanswered()))??,
        };
        let handover = connection.send(&mail.envelope, &mail.bytes).await?;
        if handover == Handover::Sent {
            self.idle
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push((connection, Instant::now()));
        } else {
            let _ = timeout(QUIT_TIMEOUT, connection.quit()).await;
        }
        Ok(handover)
    }

    /// Says goodbye on the connections that are free.
    pub async fn close(&self) {
        let idle = std::mem::take(&mut *self.idle.lock().unwrap_or_else(PoisonError::into_inner));
        for (mut connection, _) in idle {
            let _ = timeout(QUIT_TIMEOUT, connection.quit()).await;
        }
    }

    async fn take_idle(&self) -> Option<Connection> {
        loop {
            let (mut connection, since) = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()?;
            if since.elapsed() < IDLE_TIMEOUT && connection.is_there().await {
                return Some(connection);
            }
        }
    }

    /// A connection that is ready for a mail. Whatever fails here is no fault of the mail's.
    async fn connect(&self) -> Result<Connection, Trouble> {
        let encryption = self.server.encryption;
        match self.open(encryption).await {
            Err(Trouble::Tls(reason)) if self.server.may_go_unencrypted() => {
                if !self.said_unencrypted.swap(true, Ordering::Relaxed) {
                    tracing::warn!(
                        reason,
                        "mails go to the mail server unencrypted, since encryption fails"
                    );
                }
                self.open(Encryption::None).await
            }
            opened => opened,
        }
    }

    /// Connects, encrypts and signs in.
    async fn open(&self, encryption: Encryption) -> Result<Connection, Trouble> {
        let host = self.server.host_text();
        let stream = self.reach(&host).await?;
        let hello = self
            .helo
            .said_from(stream.local_addr().ok().map(|address| address.ip()));
        let proof = self.server.proof();
        let stream: Box<dyn Stream> = if self.server.implicit_tls {
            Box::new(tls::encrypt(stream, &host, proof).await?)
        } else {
            Box::new(stream)
        };
        let mut connection = Connection::begin(stream, &hello).await?;
        let mut is_encrypted = self.server.implicit_tls;
        if !is_encrypted && encryption != Encryption::None && connection.offers("STARTTLS") {
            connection = connection.start_tls(&host, proof, &hello).await?;
            is_encrypted = true;
        }
        if !is_encrypted && encryption == Encryption::Required {
            connection.quit().await;
            return Err(Trouble::NotEnough(
                "the mail server offers no encryption, which ?tls=required in --mail-url asks for".to_owned(),
            ));
        }
        if let Some((user, password)) = &self.server.credentials {
            if !is_encrypted && !self.server.is_loopback() {
                connection.quit().await;
                return Err(Trouble::NotEnough(
                    "the mail server offers no encryption, so the password was not sent; use smtps://".to_owned(),
                ));
            }
            connection.sign_in(user, password).await?;
        }
        Ok(connection)
    }

    async fn reach(&self, host: &str) -> Result<TcpStream, Trouble> {
        let port = self.server.port;
        let unknown = || {
            Trouble::Server(format!(
                "the name {host} is not known, or names cannot be looked up now"
            ))
        };
        let addresses: Vec<SocketAddr> = lookup_host((host, port)).await.map_err(|_| unknown())?.collect();
        let stream = TcpStream::connect(&*addresses).await;
        let stream = stream.map_err(|error| Trouble::Server(format!("{host}, port {port}: {}", of_network(&error))))?;
        let _ = stream.set_nodelay(true);
        Ok(stream)
    }
}

fn unanswered() -> String {
    "the mail server does not answer".to_owned()
}
