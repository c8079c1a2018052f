//! A user in one piece, as they are in the file and in memory: two values a row to bind and to read instead of fourteen, half the
//! bytes, and nothing to ask the file for when a list is shown.
//!
//! What is written here is read by the same fields in the same order. Whoever changes them adds a migration that empties the
//! copy, as `0004_keep_users_in_one_piece.sql` does: the feed fills it again.

use jiff::Timestamp;
use roster_contract::User;
use roster_domain::{Permission, Rights, Role, Subject, UserId, UserStatus, permissions_list};
use serde::{Deserialize, Serialize};

use crate::ReplicaError;

/// A user but for their id, as Postcard's wire format has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record(Box<[u8]>);

/// What is in it. Of enums their names, which stay what they are when another value joins them; times in microseconds since
/// 1970 (UTC).
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Fields<'a> {
    version: i64,
    pub first_name: &'a str,
    pub last_name: &'a str,
    pub login_email: &'a str,
    pub communication_email: &'a str,
    language: &'a str,
    role: &'a str,
    billing_manager: bool,
    status: &'a str,
    pub created_at: i64,
    updated_at: i64,
    pub last_active_at: Option<i64>,
    /// As the service wrote it (JSON): shown with its user, never searched by itself.
    invitation: Option<&'a str>,
}

impl Record {
    pub fn of(user: &User) -> Result<Self, ReplicaError> {
        let micros = |at| Timestamp::from(at).as_microsecond();
        let invitation = user.invitation.as_ref().map(serde_json::to_string).transpose()?;
        let fields = Fields {
            version: user.version,
            first_name: &user.first_name,
            last_name: &user.last_name,
            login_email: &user.login_email,
            communication_email: &user.communication_email,
            language: user.language.as_str(),
            role: user.role.as_str(),
            billing_manager: user.permissions.contains(&Permission::BillingManager),
            status: user.status.as_str(),
            created_at: micros(user.created_at),
            updated_at: micros(user.updated_at),
            last_active_at: user.last_active_at.map(micros),
            invitation: invitation.as_deref(),
        };
        let bytes = postcard::to_allocvec(&fields).map_err(damaged)?;
        Ok(Self(bytes.into_boxed_slice()))
    }

    /// Takes over what is in the file, if it can be read as a user.
    pub fn from_file(id: UserId, bytes: Vec<u8>) -> Result<Self, ReplicaError> {
        let record = Self(bytes.into_boxed_slice());
        let fields: Fields<'_> = postcard::from_bytes(&record.0).map_err(damaged)?;
        fields.user(id)?;
        Ok(record)
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    pub fn fields(&self) -> Fields<'_> {
        postcard::from_bytes(&self.0).expect("it was written here, or read when it was taken over")
    }

    pub fn version(&self) -> i64 {
        self.fields().version
    }

    pub fn user(&self, id: UserId) -> User {
        let user = self.fields().user(id);
        user.expect("it was written here, or read when it was taken over")
    }
}

impl Fields<'_> {
    /// The user as the rules see them.
    pub fn subject(&self, id: UserId) -> Result<Subject, ReplicaError> {
        let role: Role = named(self.role)?;
        Ok(Subject {
            id,
            rights: Rights::new(role, self.billing_manager),
            status: named(self.status)?,
        })
    }

    fn user(&self, id: UserId) -> Result<User, ReplicaError> {
        let status: UserStatus = named(self.status)?;
        Ok(User {
            id,
            first_name: self.first_name.to_owned(),
            last_name: self.last_name.to_owned(),
            login_email: self.login_email.to_owned(),
            communication_email: self.communication_email.to_owned(),
            language: named(self.language)?,
            role: named(self.role)?,
            permissions: permissions_list(self.billing_manager),
            status,
            version: self.version,
            created_at: instant(self.created_at)?.into(),
            updated_at: instant(self.updated_at)?.into(),
            last_active_at: self.last_active_at.map(instant).transpose()?.map(Into::into),
            invitation: self.invitation.map(serde_json::from_str).transpose()?,
        })
    }
}

fn named<T>(text: &str) -> Result<T, ReplicaError>
where
    T: std::str::FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    text.parse().map_err(damaged)
}

pub(crate) fn instant(micros: i64) -> Result<Timestamp, ReplicaError> {
    Timestamp::from_microsecond(micros).map_err(damaged)
}

fn damaged(error: impl std::error::Error + Send + Sync + 'static) -> ReplicaError {
    ReplicaError::Damaged(Box::new(error))
}
