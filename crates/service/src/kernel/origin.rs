use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use axum::http::request::Parts;

/// Where a write came from, for the audit log: a network address, or the name of a part of Roster itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// The command line of `rosterd`.
    pub fn command_line() -> Self {
        Self("command-line".to_owned())
    }

    /// The service itself, such as its mail worker.
    pub fn service() -> Self {
        Self("service".to_owned())
    }

    /// The address at the other end of the request's connection.
    pub fn of(parts: &Parts) -> Self {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Self(peer.map_or_else(|| "unknown".to_owned(), |ConnectInfo(address)| address.ip().to_string()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}
