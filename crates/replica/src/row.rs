use jiff::Timestamp;
use roster_contract::{Invitation, User};
use roster_domain::{Permission, UserId, permissions_list};
use sqlx::query_builder::Separated;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, Sqlite};
use uuid::Uuid;

use crate::ReplicaError;

/// The columns in the order in which [`push`] binds and [`read`] reads them.
pub(crate) const COLUMNS: &str = "id, first_name, last_name, login_email, communication_email, language, role, \
     billing_manager, status, version, created_at, updated_at, last_active_at, invitation";

/// Binds one user's columns.
pub(crate) fn push(mut row: Separated<'_, Sqlite, &'static str>, user: &User, invitation: Option<String>) {
    row.push_bind(user.id.as_uuid())
        .push_bind(user.first_name.clone())
        .push_bind(user.last_name.clone())
        .push_bind(user.login_email.clone())
        .push_bind(user.communication_email.clone())
        .push_bind(user.language.as_str())
        .push_bind(user.role.as_str())
        .push_bind(user.permissions.contains(&Permission::BillingManager))
        .push_bind(user.status.as_str())
        .push_bind(user.version)
        .push_bind(Timestamp::from(user.created_at).as_microsecond())
        .push_bind(Timestamp::from(user.updated_at).as_microsecond())
        .push_bind(user.last_active_at.map(|at| Timestamp::from(at).as_microsecond()))
        .push_bind(invitation);
}

/// The invitation as it is stored with its user.
pub(crate) fn invitation(user: &User) -> Result<Option<String>, ReplicaError> {
    Ok(user.invitation.as_ref().map(serde_json::to_string).transpose()?)
}

/// A user as read from [`COLUMNS`].
pub(crate) struct UserRow(pub User);

impl FromRow<'_, SqliteRow> for UserRow {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Self(User {
            id: UserId::from_uuid(row.try_get::<Uuid, _>(0)?),
            first_name: row.try_get(1)?,
            last_name: row.try_get(2)?,
            login_email: row.try_get(3)?,
            communication_email: row.try_get(4)?,
            language: named(row.try_get(5)?)?,
            role: named(row.try_get(6)?)?,
            permissions: permissions_list(row.try_get(7)?),
            status: named(row.try_get(8)?)?,
            version: row.try_get(9)?,
            created_at: instant(row.try_get(10)?)?.into(),
            updated_at: instant(row.try_get(11)?)?.into(),
            last_active_at: row
                .try_get::<Option<i64>, _>(12)?
                .map(instant)
                .transpose()?
                .map(Into::into),
            invitation: row.try_get::<Option<&str>, _>(13)?.map(read_invitation).transpose()?,
        }))
    }
}

fn named<T>(text: &str) -> sqlx::Result<T>
where
    T: std::str::FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    text.parse().map_err(decode_error)
}

pub(crate) fn instant(micros: i64) -> sqlx::Result<Timestamp> {
    Timestamp::from_microsecond(micros).map_err(decode_error)
}

fn read_invitation(json: &str) -> sqlx::Result<Invitation> {
    serde_json::from_str(json).map_err(decode_error)
}

fn decode_error(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}
