//! The mail worker, against real SMTP servers and folders, on both databases.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

#[path = "../support/mod.rs"]
mod support;

#[path = "../pages/invited.rs"]
mod invited;

mod claims;
mod folder;
mod misbehaviour;
mod notices;
mod overtaken;
mod poison;
mod post_office;
mod refusals;
mod secrets;
mod smtp;
mod trouble;
mod turns;
