//! The desktop's encrypted local copy of what its administrator may see.
//!
//! An SQLCipher file holds the records; every one of them is in memory too, searched and sorted there, so that any window of
//! a list of 100,000 users is there in a moment. Until all are read, what was looked at last is shown from the file. The service's change feed is what fills it ([`Replica::apply`]); a reply to
//! one's own write may come ahead of it ([`Replica::put`], [`Replica::take_out`]).
//!
//! What was changed and not yet decided by the service is in a file of its own, under a key of its own: see [`pending`].

mod ahead;
mod apply;
mod closing;
mod entry;
mod error;
mod files;
mod find;
mod glance;
mod index;
mod key;
mod load;
mod login;
mod open;
mod order;
pub mod pending;
mod progress;
mod query;
mod ready;
mod record;
mod tally;

pub use apply::Applied;
pub use error::{OpenError, ReplicaError};
pub use files::{erase_files, set_aside};
pub use find::Match;
pub use key::ReplicaKey;
pub use open::Replica;
pub use query::{Counts, Query, Window};
