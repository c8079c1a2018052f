//! Mails: written here, the invitation and the notices each in a folder, and sent by the [`worker`] from the queue that the writes fill.

mod attempt;
pub mod back_off;
mod fact;
mod folder;
mod helo;
mod in_hand;
mod invitation;
mod letter;
pub mod notice;
mod pulse;
mod record;
#[cfg(test)]
pub mod samples;
mod sender;
mod smtp;
mod transport;
mod url;
mod worker;

pub use helo::{Helo, InvalidHelo};
pub use invitation::INVITATION_MAIL;
pub use sender::{InvalidSender, Sender};
pub use smtp::MAIL_TIMEOUT;
pub use url::{InvalidMailUrl, MailUrl};
pub use worker::{CLAIM, MailSettings, MailWorker};
