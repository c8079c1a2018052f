use super::{Actor, Denial, Subject, administrate, require_status};
use crate::{Permission, Rights, Role, UserStatus};

/// A change of a user's rights as it was asked for: what is absent stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RightsEdit {
    pub role: Option<Role>,
    pub permissions: Option<Vec<Permission>>,
}

/// The rights of a user to be invited.
pub fn create_user(actor: &Actor, role: Role, requested: &[Permission]) -> Result<Rights, Denial> {
    administrate(actor)?;
    let billing_manager = grant(actor, requested)?;
    Ok(Rights { role, billing_manager })
}

/// The rights a user has after an edit.
///
/// One who does not hold a permission cannot see it, so that their edit, `[]` included, leaves it as it was. An edit of
/// one's own record passes as long as it changes none of one's rights: a form sends them all.
pub fn edit_rights(actor: &Actor, subject: &Subject, edit: &RightsEdit) -> Result<Rights, Denial> {
    administrate(actor)?;
    let billing_manager = match &edit.permissions {
        None => subject.rights.billing_manager,
        Some(requested) => {
            let granted = grant(actor, requested)?;
            if actor.rights.billing_manager {
                granted
            } else {
                subject.rights.billing_manager
            }
        }
    };
    let rights = Rights {
        role: edit.role.unwrap_or(subject.rights.role),
        billing_manager,
    };
    if actor.id == subject.id && rights != subject.rights {
        return Err(Denial::OwnRole);
    }
    require_status(subject, &[UserStatus::Pending, UserStatus::Active])?;
    Ok(rights)
}

/// The rights with which a removed user is invited anew: the role as before unless given, and no permission unless given
/// now, by one who holds it.
pub fn restore_user(
    actor: &Actor,
    subject: &Subject,
    role: Option<Role>,
    permissions: Option<&[Permission]>,
) -> Result<Rights, Denial> {
    administrate(actor)?;
    let billing_manager = grant(actor, permissions.unwrap_or_default())?;
    require_status(subject, &[UserStatus::Removed])?;
    Ok(Rights {
        role: role.unwrap_or(subject.rights.role),
        billing_manager,
    })
}

/// Whether `billingManager` is among what is requested; refused when the actor does not hold it.
fn grant(actor: &Actor, requested: &[Permission]) -> Result<bool, Denial> {
    let requested = requested.contains(&Permission::BillingManager);
    if requested && !actor.rights.billing_manager {
        return Err(Denial::PermissionNotHeld);
    }
    Ok(requested)
}
