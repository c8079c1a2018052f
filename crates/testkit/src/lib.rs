//! Fixed clock, seeded randomness and throw-away servers for Roster's tests. Nothing of it is in the shipped programs.

#[cfg(feature = "window")]
mod accessibility;
mod certificate;
mod clock;
#[cfg(unix)]
mod forwarder;
#[cfg(all(test, unix))]
mod killed;
mod left_out;
mod measurement;
#[cfg(unix)]
mod nginx;
#[cfg(unix)]
mod pgbouncer;
#[cfg(unix)]
mod postgres;
#[cfg(unix)]
mod process_group;
#[cfg(all(unix, feature = "window"))]
mod program;
mod randomness;
#[cfg(all(unix, feature = "window"))]
mod screen;
#[cfg(all(unix, feature = "window"))]
mod server;
#[cfg(unix)]
mod session;
mod smtp;
#[cfg(unix)]
mod watchdog;
#[cfg(all(unix, feature = "window"))]
mod webdriver;
#[cfg(all(unix, feature = "window"))]
mod window;

#[cfg(feature = "window")]
pub use accessibility::{Violation, violations};
pub use certificate::Certificate;
pub use clock::FixedClock;
#[cfg(unix)]
pub use forwarder::Forwarder;
pub use left_out::left_out;
pub use measurement::Measurement;
#[cfg(unix)]
pub use nginx::Nginx;
#[cfg(unix)]
pub use pgbouncer::{PgBouncer, PoolMode};
#[cfg(unix)]
pub use postgres::{ThrowawayPostgres, shared_postgres};
#[cfg(all(unix, feature = "window"))]
pub use program::Program;
pub use randomness::SeededRandom;
#[cfg(all(unix, feature = "window"))]
pub use screen::{Area, Screen};
#[cfg(all(unix, feature = "window"))]
pub use server::{LOGIN, PASSWORD, Server};
#[cfg(unix)]
pub use session::DesktopSession;
pub use smtp::{Message, Misbehaviour, SmtpOptions, SmtpServer};
#[cfg(all(unix, feature = "window"))]
pub use webdriver::WebDriver;
#[cfg(all(unix, feature = "window"))]
pub use window::Window;
