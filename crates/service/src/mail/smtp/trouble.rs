//! What keeps a mail from being handed over, in words for whoever reads them on an invitation.

use std::io::{self, ErrorKind};

use crate::mail::smtp::blame::Refused;
use crate::mail::smtp::reply::Reply;

/// Why there is no connection, or none any more.
#[derive(Debug)]
pub enum Trouble {
    /// The server cannot be reached, or does not speak as it should: what is wrong with it.
    Server(String),
    /// Encryption failed, for this reason.
    Tls(String),
    /// The server refuses the service itself.
    Refused(Refused, Reply),
    /// What it offers is not enough for us: the whole of what to say.
    NotEnough(String),
}

impl Trouble {
    pub fn garbage() -> Self {
        Self::Server("what it says is no SMTP".to_owned())
    }

    /// One sentence.
    pub fn words(&self) -> String {
        match self {
            Self::Server(reason) | Self::Tls(reason) => format!("the mail server cannot be used: {reason}"),
            Self::Refused(_, reply) => reply.words(),
            Self::NotEnough(words) => words.clone(),
        }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Server(of_network(&error))
    }
}

/// What went wrong on the network, without the system's numbers.
pub fn of_network(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::ConnectionRefused => "the connection was refused: nothing listens there",
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => {
            "there is no way to it over the network"
        }
        ErrorKind::TimedOut => "it does not answer",
        ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::BrokenPipe
        | ErrorKind::UnexpectedEof
        | ErrorKind::NotConnected => "it broke the connection off",
        _ => return format!("the connection failed ({})", error.kind()),
    }
    .to_owned()
}
