//! What one person may see of another: the records of the store, put into the contract's words.

use jiff::Timestamp;
use roster_contract::{Account, Invitation, InvitedBy, User};
use roster_domain::{Actor, UserId, full_name, permissions_list, policy};
use roster_store::accounts::AccountRecord;
use roster_store::invitations::InvitationRecord;
use roster_store::users::{Listed, UserRecord};

/// A user for a viewer. What only billing managers may know leaves no trace for the others: neither the permission, nor
/// the version and time of its change (rule 3).
pub fn user(record: &UserRecord, invitation: Option<&InvitationRecord>, viewer: &Actor, now: Timestamp) -> User {
    listed(&record.listed(), invitation, viewer, now)
}

/// The same of a user as lists have them.
pub fn listed(record: &Listed<'_>, invitation: Option<&InvitationRecord>, viewer: &Actor, now: Timestamp) -> User {
    let sees = policy::sees_permissions(viewer, record.id);
    let updated_at = if sees {
        record.updated_at.max(record.billing_updated_at)
    } else {
        record.updated_at
    };
    User {
        id: record.id,
        first_name: record.first_name.to_owned(),
        last_name: record.last_name.to_owned(),
        login_email: record.login_email.to_owned(),
        communication_email: record.communication_email.to_owned(),
        language: record.language,
        role: record.role(),
        permissions: if sees {
            permissions_list(record.rights.billing_manager)
        } else {
            Vec::new()
        },
        status: record.status,
        version: if sees {
            record.version + record.billing_version
        } else {
            record.version
        },
        created_at: record.created_at.timestamp().into(),
        updated_at: updated_at.timestamp().into(),
        last_active_at: record.last_active_at.map(|at| at.timestamp().into()),
        invitation: invitation.map(|invitation| self::invitation(invitation, now)),
    }
}

/// The version of a record for a viewer: counts the edits that they can see.
pub fn version(record: &UserRecord, viewer: &Actor) -> i64 {
    if policy::sees_permissions(viewer, record.id) {
        record.version + record.billing_version
    } else {
        record.version
    }
}

/// How an invitation stands.
pub fn invitation(record: &InvitationRecord, now: Timestamp) -> Invitation {
    let inviter = record
        .invited_by
        .zip(record.inviter_first_name.as_deref())
        .zip(record.inviter_last_name.as_deref());
    Invitation {
        sent_at: record.sent_at.map(|at| at.timestamp().into()),
        expires_at: record.expires_at.timestamp().into(),
        expired: record.expires_at.timestamp() <= now,
        delivery: record.delivery,
        delivery_error: record.delivery_error.clone(),
        invited_by: inviter.map(|((id, first), last)| InvitedBy {
            id: UserId::from_uuid(id),
            name: full_name(first, last),
        }),
    }
}

/// An account.
pub fn account(record: &AccountRecord) -> Account {
    Account {
        id: record.id,
        name: record.name.clone(),
        language: record.language,
    }
}
