use jiff::{SignedDuration, Timestamp};

use super::{Actor, Denial, Subject, administrate, require_status};
use crate::{UserId, UserStatus};

/// How long whoever removed a user can undo it.
pub const REMOVAL_UNDO_TTL: SignedDuration = SignedDuration::from_secs(60);

/// Names, communication email and language; one's own too.
pub fn edit_information(actor: &Actor, subject: &Subject) -> Result<(), Denial> {
    administrate(actor)?;
    require_status(subject, &[UserStatus::Pending, UserStatus::Active])
}

/// Where a user is written to. One's own is changed in one's profile, which takes the password: who has nothing but the session
/// could else have the link for a new password sent to themselves.
pub fn edit_communication_email(actor: &Actor, subject: &Subject) -> Result<(), Denial> {
    administrate(actor)?;
    if actor.id == subject.id {
        return Err(Denial::OwnEmail);
    }
    edit_information(actor, subject)
}

/// Takes an active user's access away.
pub fn remove_user(actor: &Actor, subject: &Subject) -> Result<(), Denial> {
    administrate(actor)?;
    if actor.id == subject.id {
        return Err(Denial::OwnAccount);
    }
    require_status(subject, &[UserStatus::Active])
}

/// Who removed a user, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removal {
    pub by: UserId,
    pub at: Timestamp,
}

/// Gives a removed user their access back as it was: for [`REMOVAL_UNDO_TTL`], and to whoever removed them. `removal` is absent
/// where it is not known any more. A clock that was put back since gives no more time than that either.
pub fn undo_removal(actor: &Actor, subject: &Subject, removal: Option<&Removal>, now: Timestamp) -> Result<(), Denial> {
    administrate(actor)?;
    require_status(subject, &[UserStatus::Removed])?;
    let removal = removal.ok_or(Denial::TooLate)?;
    if removal.by != actor.id {
        return Err(Denial::RemovedByAnother);
    }
    if now.duration_since(removal.at).abs() < REMOVAL_UNDO_TTL {
        Ok(())
    } else {
        Err(Denial::TooLate)
    }
}

/// Deletes the invitation of a pending user.
pub fn delete_invitation(actor: &Actor, subject: &Subject) -> Result<(), Denial> {
    administrate(actor)?;
    require_status(subject, &[UserStatus::Pending])
}

/// Sends a pending user a new link.
pub fn resend_invitation(actor: &Actor, subject: &Subject) -> Result<(), Denial> {
    administrate(actor)?;
    require_status(subject, &[UserStatus::Pending])
}

/// Mints a new link of a pending user for the administrator to hand over.
pub fn copy_invitation_link(actor: &Actor, subject: &Subject) -> Result<(), Denial> {
    administrate(actor)?;
    require_status(subject, &[UserStatus::Pending])
}
