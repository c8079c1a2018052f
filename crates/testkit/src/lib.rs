//! Fixed clock, seeded randomness and throw-away servers for Roster's tests. Nothing of it is in the shipped programs.

mod clock;
mod measurement;
#[cfg(unix)]
mod postgres;
mod randomness;
mod smtp;
#[cfg(unix)]
mod watchdog;

pub use clock::FixedClock;
pub use measurement::Measurement;
#[cfg(unix)]
pub use postgres::{ThrowawayPostgres, shared_postgres};
pub use randomness::SeededRandom;
pub use smtp::{Message, SmtpOptions, SmtpServer};
