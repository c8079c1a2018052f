//! How long the service waits for what others send, and how much of it there may be at once.

use std::time::Duration;

/// What one who connects may take up. None of it is for an operator to set but the number of connections: the rest is far above
/// what anybody needs who means well.
#[derive(Debug, Clone)]
pub struct Limits {
    /// How long the head of a request may take, from its first byte on; of the first, from the connection on.
    pub head: Duration,
    /// How long a connection stays open without a request.
    pub idle: Duration,
    /// How long a body may stand still. In as long, at least [`Self::least_of_body`] bytes have to come.
    pub body: Duration,
    pub least_of_body: usize,
    /// How long an answer may wait for its reader to take any of it.
    pub answer: Duration,
    /// How many bytes of bodies are held at once of those who have a session.
    pub bytes_in_all: usize,
    pub bytes_per_address: usize,
    /// How many of those who have none, and of those of whom it is not known yet.
    pub unknown_bytes_in_all: usize,
    pub unknown_bytes_per_address: usize,
    /// How many connections may be open at once: fewer where the process may not have as many open files.
    pub connections_in_all: usize,
    /// How many of them from one address; from trusted proxies all.
    pub connections_per_address: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            // Longer than proxies and desktops keep a connection: else requests would meet one that closes.
            idle: Duration::from_mins(2),
            body: Duration::from_secs(30),
            least_of_body: 1024,
            answer: Duration::from_mins(1),
            bytes_in_all: 64 * 1024 * 1024,
            bytes_per_address: 24 * 1024 * 1024,
            unknown_bytes_in_all: 16 * 1024 * 1024,
            unknown_bytes_per_address: 1024 * 1024,
            connections_in_all: 20_000,
            connections_per_address: 1_000,
        }
    }
}
