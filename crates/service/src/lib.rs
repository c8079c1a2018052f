//! Roster's central service: the only authority over an account, decides every write.
//!
//! - `kernel/`: what every request goes through: who is asking, what they sent, one transaction a write, the reply.
//! - `routes/NOUN/VERB.rs`: one use case a file. A handler extracts, decides with `roster_domain::policy`, stores, replies.
//! - `mail/`, `pages/`: what the invited see. `embedded.rs`: the same service inside the desktop.

mod ambient;
mod app;
mod kernel;
pub mod mail;
mod password_hasher;
mod revisions;
mod routes;
mod texts;
mod views;

pub use ambient::{OsRandom, SystemClock};
pub use app::{App, Settings};
pub use kernel::origin::Origin;
pub use routes::router;
