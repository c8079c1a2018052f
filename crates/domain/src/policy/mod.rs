//! Who may do what: pure functions from what is known to a decision, with a typed refusal.
//!
//! The service enforces these; the desktop asks the same functions what to offer. A refusal is reported in this order:
//! administrator, permission, one's own rights or record, the user's status, the account's last guardians.

mod actions;
mod denial;
mod guardians;
mod rights;
mod users;

pub use actions::{Actions, Verdict, actions};
pub use denial::Denial;
pub use guardians::{Guardians, keep_guardians};
pub use rights::{RightsEdit, create_user, edit_rights, restore_user};
pub use users::{
    REMOVAL_UNDO_TTL, Removal, copy_invitation_link, delete_invitation, edit_communication_email, edit_information,
    remove_user, resend_invitation, undo_removal,
};

use crate::{Rights, UserId, UserStatus};

/// An active user who asks for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    pub id: UserId,
    pub rights: Rights,
}

/// A user of the same account to whom something is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    pub id: UserId,
    pub rights: Rights,
    pub status: UserStatus,
}

/// Only an administrator reaches the account's settings, user management included.
pub fn administrate(actor: &Actor) -> Result<(), Denial> {
    if actor.rights.is_administrator() {
        Ok(())
    } else {
        Err(Denial::AdministratorRequired)
    }
}

/// Whether `viewer` may see which permissions the user `of` holds: as a holder, or because it is their own record.
pub fn sees_permissions(viewer: &Actor, of: UserId) -> bool {
    viewer.rights.billing_manager || viewer.id == of
}

fn require_status(subject: &Subject, allowed: &[UserStatus]) -> Result<(), Denial> {
    if allowed.contains(&subject.status) {
        Ok(())
    } else {
        Err(Denial::WrongStatus)
    }
}

#[cfg(test)]
mod tests;
