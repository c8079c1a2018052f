//! The account's users: lists from the replica, changes through the service.

pub(crate) mod check;
mod copy_invitation_link;
mod count;
mod create;
mod delete_invitation;
mod find_login_owner;
mod get;
mod list;
mod preview_new;
mod remove;
mod resend_invitation;
mod restore;
pub(crate) mod row;
mod undo_removal;
mod update;
