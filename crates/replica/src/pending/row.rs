use jiff::Timestamp;
use roster_domain::PendingChangeId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row};

use super::StoredChange;
use crate::ReplicaError;

/// What a change is read from.
pub(super) const COLUMNS: &str = "id, made_at, state, edit, subject_name, subject_email, seen, theirs, idempotency_key, \
     first_sent_at, first_sent_after, tries, problem";

/// A change as read from [`COLUMNS`].
pub(super) struct ChangeRow(pub StoredChange);

impl FromRow<'_, SqliteRow> for ChangeRow {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Self(StoredChange {
            id: PendingChangeId::from_uuid(row.try_get("id")?),
            made_at: instant(row.try_get("made_at")?)?,
            state: row.try_get::<&str, _>("state")?.parse().map_err(decode_error)?,
            edit: read(row.try_get("edit")?)?,
            subject_name: row.try_get("subject_name")?,
            subject_email: row.try_get("subject_email")?,
            seen: optional(row, "seen")?,
            theirs: optional(row, "theirs")?,
            idempotency_key: row.try_get("idempotency_key")?,
            first_sent_at: row
                .try_get::<Option<i64>, _>("first_sent_at")?
                .map(instant)
                .transpose()?,
            first_sent_after: row.try_get("first_sent_after")?,
            tries: row.try_get("tries")?,
            problem: optional(row, "problem")?,
        }))
    }
}

/// A value as it is kept in a column.
pub(super) fn json<T: Serialize>(value: &T) -> Result<String, ReplicaError> {
    Ok(serde_json::to_string(value)?)
}

/// The same where there may be none.
pub(super) fn optional_json<T: Serialize>(value: Option<&T>) -> Result<Option<String>, ReplicaError> {
    value.map(json).transpose()
}

fn optional<T: DeserializeOwned>(row: &SqliteRow, column: &str) -> sqlx::Result<Option<T>> {
    row.try_get::<Option<&str>, _>(column)?.map(read).transpose()
}

fn read<T: DeserializeOwned>(json: &str) -> sqlx::Result<T> {
    serde_json::from_str(json).map_err(decode_error)
}

fn instant(micros: i64) -> sqlx::Result<Timestamp> {
    Timestamp::from_microsecond(micros).map_err(decode_error)
}

fn decode_error(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}
