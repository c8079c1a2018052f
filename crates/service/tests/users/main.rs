//! The routes of users and of invitations, through the real router, on both databases.
#![allow(clippy::unwrap_used, reason = "a test whose scene cannot be set has failed")]

#[path = "../support/mod.rs"]
mod support;

mod bad_input;
mod copy_link;
mod create;
mod create_many;
mod get;
mod hang_ups;
mod idempotency;
mod list;
mod list_queries;
mod mail_quota;
mod order_of_refusals;
mod quota;
mod races;
mod remove;
mod resend;
mod restore;
mod undo_removal;
mod update;
mod visibility;
