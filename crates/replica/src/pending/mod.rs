//! The changes that were made on this desktop and that the service has not decided yet.
//!
//! They are in an encrypted file of their own, so that making the copy of the account anew never touches them. Each of
//! [`PendingStore`]'s methods is one transaction, durable when it returns: between any two of them the process may end,
//! and what is in the file says how to go on.

mod change;
mod count;
mod decide;
mod forget;
mod list;
mod open;
mod revise;
mod row;
mod salvage;
mod send;
mod store;
mod withdraw;

pub use change::{PendingEdit, Seen, StoredChange};
pub use open::{Lost, Opened, PendingStore};
pub use revise::{Revised, Revision};
pub use withdraw::Withdrawn;
