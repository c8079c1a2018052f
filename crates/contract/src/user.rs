use roster_domain::{Delivery, Language, Permission, Role, UserId, UserStatus};
use serde::{Deserialize, Serialize};

use crate::{Problem, UtcTime, schemas};

/// A person of an account, as one particular viewer may see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct User {
    pub id: UserId,
    pub first_name: String,
    pub last_name: String,
    /// What they sign in with, as it was typed. Never changes.
    pub login_email: String,
    /// Where invitations, alerts and notices go. Never signs anyone in.
    pub communication_email: String,
    pub language: Language,
    pub role: Role,
    /// Only what the viewer may see: empty for a viewer who holds no `billingManager`, save on their own record.
    pub permissions: Vec<Permission>,
    pub status: UserStatus,
    /// Grows with every edit this viewer can see; quoted, it is the record's `ETag`.
    #[specta(type = u32)]
    pub version: i64,
    pub created_at: UtcTime,
    pub updated_at: UtcTime,
    pub last_active_at: Option<UtcTime>,
    /// The invitation in force: present exactly while `status` is `pending`.
    pub invitation: Option<Invitation>,
}

/// How the invitation of a pending user stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    pub sent_at: Option<UtcTime>,
    pub expires_at: UtcTime,
    pub expired: bool,
    pub delivery: Delivery,
    /// The mail server's words, when `delivery` is `failed` or a further try is due.
    pub delivery_error: Option<String>,
    pub invited_by: Option<InvitedBy>,
}

/// Who wrote an invitation; absent when it came from the command line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, utoipa::ToSchema)]
pub struct InvitedBy {
    pub id: UserId,
    pub name: String,
}

/// `POST /users`: invites a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateUser {
    #[schema(schema_with = schemas::name)]
    pub first_name: String,
    #[schema(schema_with = schemas::name)]
    pub last_name: String,
    #[schema(schema_with = schemas::address)]
    pub login_email: String,
    #[schema(schema_with = schemas::address)]
    pub communication_email: String,
    pub language: Language,
    pub role: Role,
    #[serde(default)]
    pub permissions: Vec<Permission>,
}

/// `PATCH /users/ID`: what is absent stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct UpdateUser {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schemas::name, required = false)]
    pub first_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schemas::name, required = false)]
    pub last_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schemas::address, required = false)]
    pub communication_email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub language: Option<Language>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub role: Option<Role>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub permissions: Option<Vec<Permission>>,
}

/// `POST /users/ID/restore`: the role is as before unless given; a permission is held only if given here by a holder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct RestoreUser {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub role: Option<Role>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub permissions: Option<Vec<Permission>>,
}

/// One page of `GET /users`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserPage {
    pub items: Vec<User>,
    /// Where the next page begins; opaque. Absent on the last page.
    pub next_cursor: Option<String>,
    /// How many users match, over all pages.
    pub total: i64,
}

/// `POST /users/bulk`: 1 to 1,000 rows, each deciding for itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkCreate {
    #[schema(min_items = 1, max_items = 1000)]
    pub users: Vec<CreateUser>,
}

/// The outcomes of `POST /users/bulk`, in the order of its rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BulkResults {
    pub results: Vec<BulkResult>,
}

/// What became of one row: the user created, or the problem that `POST /users` would have answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BulkResult {
    pub status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<User>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// What a list of users can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum SortKey {
    LastName,
    FirstName,
    LoginEmail,
    CreatedAt,
    LastActiveAt,
}

impl SortKey {
    pub const ALL: [Self; 5] = [
        Self::LastName,
        Self::FirstName,
        Self::LoginEmail,
        Self::CreatedAt,
        Self::LastActiveAt,
    ];

    /// The name in the query parameter `sort`, where a leading `-` asks for descending order.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LastName => "lastName",
            Self::FirstName => "firstName",
            Self::LoginEmail => "loginEmail",
            Self::CreatedAt => "createdAt",
            Self::LastActiveAt => "lastActiveAt",
        }
    }
}
