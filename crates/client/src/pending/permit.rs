use roster_contract::UpdateUser;
use roster_domain::{
    Actor, Denial, Guardians, RightsEdit, Subject, UserStatus, create_user, delete_invitation,
    edit_communication_email, edit_information, edit_rights, keep_guardians, remove_user, resend_invitation,
    restore_user,
};
use roster_replica::pending::PendingEdit;

/// Asks the rules what they say of a change by what is known here, so that what cannot be done is said at once, without
/// the service too. It is the service that decides in the end.
///
/// The subject is absent for a creation.
pub(super) fn permit(
    actor: &Actor,
    subject: Option<&Subject>,
    guardians: Guardians,
    edit: &PendingEdit,
) -> Result<(), Denial> {
    let Some(subject) = subject else {
        return match edit {
            PendingEdit::Create { user } => create_user(actor, user.role, &user.permissions).map(drop),
            _ => Ok(()),
        };
    };
    match edit {
        PendingEdit::Create { .. } => Ok(()),
        PendingEdit::Update { changes, .. } => permit_update(actor, subject, guardians, changes),
        PendingEdit::Remove { .. } => {
            remove_user(actor, subject)?;
            let after = guardians.after(subject, Some((UserStatus::Removed, subject.rights)));
            keep_guardians(guardians, after)
        }
        PendingEdit::Restore { restore, .. } => {
            restore_user(actor, subject, restore.role, restore.permissions.as_deref()).map(drop)
        }
        PendingEdit::ResendInvitation { .. } => resend_invitation(actor, subject),
        PendingEdit::DeleteInvitation { .. } => delete_invitation(actor, subject),
    }
}

fn permit_update(actor: &Actor, subject: &Subject, guardians: Guardians, changes: &UpdateUser) -> Result<(), Denial> {
    edit_information(actor, subject)?;
    if changes.communication_email.is_some() {
        edit_communication_email(actor, subject)?;
    }
    let edit = RightsEdit {
        role: changes.role,
        permissions: changes.permissions.clone(),
    };
    let rights = edit_rights(actor, subject, &edit)?;
    keep_guardians(guardians, guardians.after(subject, Some((subject.status, rights))))
}
