//! The central account database, on SQLite or PostgreSQL.
//!
//! [`Store`] opens a database and [`Tx`] is one transaction of it; they alone know that there are two engines. Everything
//! else is plain functions over `&mut Tx`, one file a noun. Every write first calls [`accounts::hold`].

#[macro_use]
mod both;
pub mod accounts;
pub mod administrators;
pub mod attempts;
pub mod audit;
pub mod backup;
pub mod changes;
mod database_requirements;
mod database_url;
mod db;
pub mod devices;
mod error;
pub mod guardians;
pub mod history;
pub mod idempotency;
pub mod invitations;
mod mail_lock;
pub mod mail_quotas;
pub mod mail_workers;
pub mod mails;
mod migrations;
mod passing_errors;
pub mod password_resets;
pub mod passwords;
pub mod platform;
mod postgres;
pub mod removals;
mod scope;
mod service_role;
pub mod sessions;
mod sqlite;
pub mod sqlite_file;
mod statement;
pub mod terms;
mod time;
pub mod tombstones;
pub mod users;
mod watch;

pub use database_url::{DatabaseUrl, InvalidDatabaseUrl};
pub use db::{Store, Tx};
pub use error::{OpenError, StoreError};
pub use mail_lock::MailLock;
pub use postgres::PostgresTx;
pub use scope::Scope;
pub use sqlite::{SqliteTx, SqliteWrite, SqliteWriter};
pub use time::Micros;
pub use watch::{RevisionWatch, Revisions};
