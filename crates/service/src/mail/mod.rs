//! Mails: written here, one folder a mail, and sent by the [`worker`] from the queue that the writes fill.

mod attempt;
mod back_off;
mod folder;
mod invitation;
mod letter;
mod record;
#[cfg(test)]
pub mod samples;
mod sender;
mod smtp;
mod transport;
mod url;
mod worker;

pub use sender::{InvalidSender, Sender};
pub use url::{InvalidMailUrl, MailUrl};
pub use worker::{MailSettings, MailWorker};
