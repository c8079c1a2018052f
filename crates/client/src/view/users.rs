use roster_contract::{RestoreUser, SortKey, UpdateUser, User};
use roster_domain::{Actions, Language, UserId, UserStatus};
use serde::{Deserialize, Serialize};

use super::{PendingChange, PendingMark};

/// A user with what may be done to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct UserRow {
    pub user: User,
    pub full_name: String,
    /// Whether it is oneself.
    pub is_self: bool,
    pub actions: Actions,
    /// The changes of theirs that are not in force.
    pub pending: Vec<PendingMark>,
}

/// Which users a list shows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UserQuery {
    pub status: UserStatus,
    /// Words of names and addresses, in any case and with or without accents; empty for all.
    pub search: String,
    pub sort: SortKey,
    pub descending: bool,
    pub offset: u32,
    /// At most 500 are given.
    pub limit: u32,
}

/// The part of a list that is in view.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct UserWindow {
    pub rows: Vec<UserRow>,
    /// How many users the query finds.
    pub total: u32,
    /// Invitations that are not in force and that the query finds: all of them, whatever part is in view, and only in the
    /// list of pending users. They are not counted.
    pub creations: Vec<PendingChange>,
}

/// How many users there are in each list, whatever is searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct UserCounts {
    pub active: u32,
    pub pending: u32,
    pub removed: u32,
    /// Whether all users are on this computer. Until the first sync is through, there are more than this says.
    pub complete: bool,
}

/// An edit of one user, based on one version of their record.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct UserEdit {
    pub id: UserId,
    #[specta(type = u32)]
    pub version: i64,
    pub changes: UpdateUser,
}

/// Inviting a removed user anew.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct UserRestoration {
    pub id: UserId,
    pub restore: RestoreUser,
}

/// Who is to be invited, as it is typed in the form's first step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewUserInformation {
    pub first_name: String,
    pub last_name: String,
    pub login_email: String,
    pub communication_email: String,
}

/// What became of undoing a removal.
#[derive(Debug, Clone, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum RemovalUndone {
    /// The service had not heard of the removal, and will not.
    Withdrawn,
    /// They have their access back.
    Undone { row: Box<UserRow> },
}

/// What the form for a new user offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct NewUserPreview {
    /// When not, the permission is absent from the form, not disabled.
    pub can_assign_billing_manager: bool,
    pub languages: Vec<Language>,
    pub default_language: Language,
}

/// Someone who has accepted their invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Accepted {
    pub id: UserId,
    pub full_name: String,
    pub login_email: String,
}
