//! Roster's central service: the only authority over an account, decides every write.
//!
//! - `kernel/`: what every request goes through: who is asking, what they sent, one transaction a write, the reply.
//! - `routes/NOUN/VERB.rs`: one use case a file. A handler extracts, decides with `roster_domain::policy`, stores, replies.
//! - `mail/`, `pages/`: what the invited see. `start/`, `cli/`, `embedded.rs`: the service on a server and in the desktop.

pub mod account_creation;
mod ambient;
mod app;
pub mod cli;
mod connections;
pub mod embedded;
mod kernel;
mod layers;
mod limits;
mod lookout;
pub mod mail;
mod metrics;
mod news;
mod pages;
mod password_hasher;
mod revisions;
mod roll;
mod routes;
#[cfg(test)]
mod samples;
pub mod start;
pub mod terms;
mod texts;
mod totals;
pub mod upkeep;
mod views;

pub use ambient::{OsRandom, SystemClock};
pub use app::{App, Settings};
pub use connections::serve;
pub use kernel::client_address::{NotAddresses, TrustedProxies};
pub use kernel::origin::Origin;
pub use limits::Limits;
pub use roll::Rolls;
pub use routes::router;
