//! The users of an account in memory, so that lists, searches and the change feed need not read 100,000 rows again and again.
//!
//! A [`Roll`] is what the database held at one revision. A request reads in its transaction where the account stands, as it has
//! to anyway; a roll that is behind first takes in what changed since, in the same transaction: what is shown is what the
//! database would have shown, whichever node wrote it. Where there is no roll (yet), the database is asked.

mod catch_up;
mod fill;
mod key;
mod kind;
mod order;
#[expect(clippy::module_inception, reason = "the file of what the module is about")]
mod roll;
mod rolls;
mod row;
mod standing;

pub use roll::Roll;
pub use rolls::Rolls;
