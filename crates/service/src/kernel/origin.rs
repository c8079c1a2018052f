use std::net::IpAddr;

use axum::http::request::Parts;

use crate::app::App;
use crate::kernel::client_address;

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

    /// The address of a request's sender.
    pub fn of(parts: &Parts, app: &App) -> Self {
        let address = client_address::of(parts, app);
        Self(address.map_or_else(|| "unknown".to_owned(), |address| address.to_string()))
    }

    /// The address, where it is one.
    pub fn address(&self) -> Option<&str> {
        self.0.parse::<IpAddr>().ok().map(|_| self.as_str())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}
