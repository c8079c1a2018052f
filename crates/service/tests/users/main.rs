//! The routes of users and of invitations, through the real router, on both databases.

#[path = "../support/mod.rs"]
mod support;

mod create;
