//! Many users in one value: fetched row by row, each would wake up whoever waits for the next, and SQLite would hand over every
//! column by itself.

use roster_domain::{Language, Rights, Role, UserId, UserStatus};
use serde::Deserialize;

use super::Listed;
use crate::{Micros, StoreError};

/// A user as lists and the change feed show them, in the order of [`packed_users!`].
#[derive(Debug, Clone, Deserialize)]
pub struct ListedUser {
    pub id: UserId,
    first_name: String,
    last_name: String,
    login_email: String,
    communication_email: String,
    language: Language,
    role: Role,
    billing_manager: u8,
    pub status: UserStatus,
    version: i64,
    billing_version: i64,
    pub revision: i64,
    billing_revision: i64,
    created_at: Micros,
    updated_at: Micros,
    billing_updated_at: Micros,
    last_active_at: Option<Micros>,
}

/// The columns of a [`ListedUser`] as one array of JSON.
macro_rules! packed_columns {
    ($array:literal, $id:literal) => {
        concat!(
            $array,
            "(",
            $id,
            ", first_name, last_name, login_email, communication_email, language, role, \
             CASE WHEN billing_manager THEN 1 ELSE 0 END, status, version, billing_version, revision, billing_revision, \
             created_at, updated_at, billing_updated_at, last_active_at)"
        )
    };
}

/// All users whom a part of a statement gives, as one array of JSON, in no order.
macro_rules! packed_users {
    ($tx:expr, $from:literal $(, $bind:expr)* $(,)?) => {{
        let json: String = if $tx.is_postgres() {
            fetch_scalar!(
                $tx,
                concat!(
                    "SELECT COALESCE(CAST(json_agg(",
                    packed_columns!("json_build_array", "id"),
                    ") AS TEXT), '[]') FROM (SELECT * ",
                    $from,
                    ") found"
                )
                $(, $bind)*
            )
        } else {
            fetch_scalar!(
                $tx,
                concat!(
                    "SELECT json_group_array(",
                    packed_columns!("json_array", "hex(id)"),
                    ") FROM (SELECT * ",
                    $from,
                    ") found"
                )
                $(, $bind)*
            )
        };
        unpack(&json)
    }};
}

/// Reads what [`packed_users!`] fetches.
pub(super) fn unpack(json: &str) -> Result<Vec<ListedUser>, StoreError> {
    serde_json::from_str(json).map_err(|error| StoreError::Corrupt(format!("a user: {error}")))
}

impl ListedUser {
    pub fn listed(&self) -> Listed<'_> {
        Listed {
            id: self.id,
            first_name: &self.first_name,
            last_name: &self.last_name,
            login_email: &self.login_email,
            communication_email: &self.communication_email,
            language: self.language,
            rights: Rights {
                role: self.role,
                billing_manager: self.billing_manager != 0,
            },
            status: self.status,
            version: self.version,
            billing_version: self.billing_version,
            revision: self.revision,
            billing_revision: self.billing_revision,
            created_at: self.created_at,
            updated_at: self.updated_at,
            billing_updated_at: self.billing_updated_at,
            last_active_at: self.last_active_at,
        }
    }
}
