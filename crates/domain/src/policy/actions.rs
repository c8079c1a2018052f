use serde::Serialize;

use super::{
    Actor, Denial, Guardians, RightsEdit, Subject, copy_invitation_link, delete_invitation, edit_communication_email,
    edit_information, edit_rights, keep_guardians, remove_user, resend_invitation, restore_user, sees_permissions,
};
use crate::{Permission, Rights, Role, UserStatus};

/// Whether something may be done, or else why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct Verdict {
    pub allowed: bool,
    /// Present exactly when it is not allowed.
    pub denial: Option<Denial>,
}

impl<T> From<Result<T, Denial>> for Verdict {
    fn from(decision: Result<T, Denial>) -> Self {
        Self {
            allowed: decision.is_ok(),
            denial: decision.err(),
        }
    }
}

/// What one user may do to another, for the UI to offer or to explain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Actions {
    /// Names, communication email, language.
    pub edit: Verdict,
    /// Writing to them elsewhere.
    pub edit_communication_email: Verdict,
    /// Giving them the other role.
    pub edit_role: Verdict,
    /// Giving them the permission, or taking it away.
    pub edit_permissions: Verdict,
    /// Whether their permissions may be shown at all; when not, they are absent, not disabled.
    pub permissions_visible: bool,
    pub remove: Verdict,
    pub restore: Verdict,
    pub delete_invitation: Verdict,
    pub resend_invitation: Verdict,
    pub copy_invitation_link: Verdict,
}

/// Asks every rule, the account's last guardians included, what `actor` may do to `subject`.
///
/// `guardians` are the account's as far as the actor may see them: to one who holds no `billingManager`, none is a
/// billing manager.
pub fn actions(actor: &Actor, subject: &Subject, guardians: Guardians) -> Actions {
    Actions {
        edit: edit_information(actor, subject).into(),
        edit_communication_email: edit_communication_email(actor, subject).into(),
        edit_role: try_rights(actor, subject, guardians, &other_role(subject.rights)).into(),
        edit_permissions: try_rights(actor, subject, guardians, &other_permissions(actor, subject.rights)).into(),
        permissions_visible: sees_permissions(actor, subject.id),
        remove: try_remove(actor, subject, guardians).into(),
        restore: restore_user(actor, subject, None, None).into(),
        delete_invitation: delete_invitation(actor, subject).into(),
        resend_invitation: resend_invitation(actor, subject).into(),
        copy_invitation_link: copy_invitation_link(actor, subject).into(),
    }
}

fn try_rights(actor: &Actor, subject: &Subject, guardians: Guardians, edit: &RightsEdit) -> Result<(), Denial> {
    let rights = edit_rights(actor, subject, edit)?;
    keep_guardians(guardians, guardians.after(subject, Some((subject.status, rights))))
}

fn try_remove(actor: &Actor, subject: &Subject, guardians: Guardians) -> Result<(), Denial> {
    remove_user(actor, subject)?;
    keep_guardians(
        guardians,
        guardians.after(subject, Some((UserStatus::Removed, subject.rights))),
    )
}

fn other_role(rights: Rights) -> RightsEdit {
    let role = if rights.is_administrator() {
        Role::User
    } else {
        Role::Administrator
    };
    RightsEdit {
        role: Some(role),
        permissions: None,
    }
}

/// One who does not hold the permission can only try to give it: to them, nobody has it to be taken away.
fn other_permissions(actor: &Actor, rights: Rights) -> RightsEdit {
    let gives = !actor.rights.billing_manager || !rights.billing_manager;
    RightsEdit {
        role: None,
        permissions: Some(crate::permissions_list(gives)),
    }
}

const _: () = assert!(
    Permission::ALL.len() == 1,
    "a new permission needs its own verdict in `Actions`"
);
