//! Mails over SMTP (RFC 5321), on connections that are kept for a while.
//!
//! lettre's connections, but not its pool: a pooled connection whose command was cut short by a time-out would give the
//! rest of its answer to the next mail, and an error does not tell whether the server refused this mail or all of us.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::{ClientId, Extension};
use secrecy::ExposeSecret;
use tokio::time::{Instant, timeout};

use crate::mail::letter::Sealed;
use crate::mail::transport::Handover;
use crate::mail::url::SmtpUrl;
use crate::texts::harmless;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);
/// For a mail as a whole. RFC 5321, section 4.5.3.2, would wait longer at every step, which a small mail does not need.
pub const MAIL_TIMEOUT: Duration = Duration::from_mins(1);
const QUIT_TIMEOUT: Duration = Duration::from_secs(2);
/// Servers hang up on the idle after minutes; a worker with work comes back within seconds.
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);
/// The server's words are shown to administrators, and some servers are talkative.
const MAX_WORDS: usize = 500;

/// A mail server.
pub struct Smtp {
    server: SmtpUrl,
    /// For a mail as a whole.
    patience: Duration,
    idle: Mutex<Vec<(AsyncSmtpConnection, Instant)>>,
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
    pub fn new(server: SmtpUrl, patience: Duration) -> Self {
        Self {
            server,
            patience,
            idle: Mutex::default(),
        }
    }

    /// Sends a mail, on a connection that is free or on a new one. A connection on which anything went wrong is not used
    /// again.
    pub async fn hand_over(&self, mail: &Sealed) -> Handover {
        let spoken = timeout(self.patience, async {
            let mut connection = match self.take_idle().await {
                Some(connection) => connection,
                None => timeout(CONNECT_TIMEOUT, self.connect())
                    .await
                    .map_err(|_| unanswered())??,
            };
            let handover = send(&mut connection, &mail.envelope, &mail.bytes).await;
            if handover == Handover::Sent {
                self.idle
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push((connection, Instant::now()));
            }
            Ok(handover)
        });
        match spoken.await {
            Ok(Ok(handover)) => handover,
            Ok(Err(reason)) => Handover::Retry(reason),
            Err(_) => Handover::Retry(unanswered()),
        }
    }

    /// Says goodbye on the connections that are free.
    pub async fn close(&self) {
        let idle = std::mem::take(&mut *self.idle.lock().unwrap_or_else(PoisonError::into_inner));
        for (mut connection, _) in idle {
            let _ = timeout(QUIT_TIMEOUT, connection.quit()).await;
        }
    }

    async fn take_idle(&self) -> Option<AsyncSmtpConnection> {
        loop {
            let (mut connection, since) = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()?;
            if since.elapsed() < IDLE_TIMEOUT && connection.test_connected().await {
                return Some(connection);
            }
        }
    }

    /// A connection that is ready for a mail. Whatever fails here is no fault of the mail's.
    async fn connect(&self) -> Result<AsyncSmtpConnection, String> {
        let (host, hello) = (self.server.host_text(), ClientId::default());
        let tls = || TlsParameters::new(host.clone());
        let implicit = if self.server.implicit_tls {
            Some(tls().map_err(words)?)
        } else {
            None
        };
        let address = (host.as_str(), self.server.port);
        let mut connection = AsyncSmtpConnection::connect_tokio1(address, None, &hello, implicit, None)
            .await
            .map_err(words)?;
        if connection.can_starttls() {
            connection
                .starttls(tls().map_err(words)?, &hello)
                .await
                .map_err(words)?;
        }
        if let Some((user, password)) = &self.server.credentials {
            if !connection.is_encrypted() && !self.server.is_loopback() {
                connection.abort().await;
                return Err(
                    "the mail server offers no encryption, so the password was not sent; use smtps://".to_owned(),
                );
            }
            let credentials = Credentials::new(user.clone(), password.expose_secret().to_owned());
            connection.auth(DEFAULT_MECHANISMS, &credentials).await.map_err(words)?;
        }
        Ok(connection)
    }
}

async fn send(connection: &mut AsyncSmtpConnection, envelope: &Envelope, bytes: &[u8]) -> Handover {
    let international = envelope
        .to()
        .iter()
        .chain(envelope.from())
        .any(|address| !address.to_string().is_ascii());
    if international && !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
        return Handover::Refused("the mail server does not take international addresses (SMTPUTF8)".to_owned());
    }
    match connection.send(envelope, bytes).await {
        Ok(_) => Handover::Sent,
        Err(error) if error.is_permanent() && !wants_sign_in(&error) => Handover::Refused(words(error)),
        Err(error) => Handover::Retry(words(error)),
    }
}

/// 530, 534, 535 and 538 (RFC 4954) speak of how we sign in: an operator's matter, and no reason to give a mail up.
fn wants_sign_in(error: &Error) -> bool {
    error
        .status()
        .is_some_and(|code| matches!(code.to_string().as_str(), "530" | "534" | "535" | "538"))
}

fn unanswered() -> String {
    "the mail server does not answer".to_owned()
}

/// The server's own words with their code; or what kept us from hearing any.
fn words(error: Error) -> String {
    let words = match (error.status(), std::error::Error::source(&error)) {
        (Some(code), Some(said)) => format!("{code} {said}"),
        _ => format!("the mail server cannot be used: {}", innermost(&error)),
    };
    harmless(words.trim()).chars().take(MAX_WORDS).collect()
}

/// The cause of all the others. lettre's errors each repeat what is inside them, and one may be inside another of its kind.
fn innermost(error: &Error) -> &dyn std::error::Error {
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause
}
