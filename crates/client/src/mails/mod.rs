//! The mails that the service on this computer wrote, where nobody delivers them.

mod get;
mod list;
mod read;
