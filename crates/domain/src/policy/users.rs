use super::{Actor, Denial, Subject, administrate, require_status};
use crate::UserStatus;

/// Names, communication email and language; one's own too.
pub fn edit_information(actor: &Actor, subject: &Subject) -> Result<(), Denial> {
    administrate(actor)?;
    require_status(subject, &[UserStatus::Pending, UserStatus::Active])
}

/// Takes an active user's access away.
pub fn remove_user(actor: &Actor, subject: &Subject) -> Result<(), Denial> {
    administrate(actor)?;
    if actor.id == subject.id {
        return Err(Denial::OwnAccount);
    }
    require_status(subject, &[UserStatus::Active])
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
