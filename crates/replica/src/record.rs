//! A user in one piece, as they are in the file and in memory: two values a row to bind and to read instead of fourteen, and
//! nothing to ask the file for when a list is shown.
//!
//! What is written here is read by the same fields in the same order. Whoever changes them adds a migration that empties the
//! copy, as `0004_keep_users_in_one_piece.sql` does: the feed fills it again.

use jiff::Timestamp;
use postcard::experimental::serialized_size;
use roster_contract::{Invitation, User, UtcTime};
use roster_domain::{Language, Permission, Rights, Role, Subject, UserId, UserStatus, permissions_list};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

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
        let bytes = Vec::with_capacity(serialized_size(&fields).map_err(damaged)?);
        let bytes = postcard::to_extend(&fields, bytes).map_err(damaged)?;
        Ok(Self(bytes.into_boxed_slice()))
    }

    /// Takes over what is in the file, if it can be read as a user.
    pub fn from_file(bytes: Vec<u8>) -> Result<Self, ReplicaError> {
        let record = Self(bytes.into_boxed_slice());
        let fields: Fields<'_> = postcard::from_bytes(&record.0).map_err(damaged)?;
        fields.check()?;
        Ok(record)
    }

    /// The first of several users of the file, each their id and then their record, and those after them.
    pub fn split_off(users: &[u8]) -> Result<(UserId, Self, &[u8]), ReplicaError> {
        let (id, from_here) = users.split_first_chunk().ok_or_else(|| damaged(Incomplete))?;
        let (fields, rest) = postcard::take_from_bytes::<Fields<'_>>(from_here).map_err(damaged)?;
        fields.check()?;
        let record = Self(from_here[..from_here.len() - rest.len()].into());
        Ok((UserId::from_uuid(Uuid::from_bytes(*id)), record, rest))
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

/// The file ends within a user.
#[derive(Debug, thiserror::Error)]
#[error("a user's id is incomplete")]
struct Incomplete;

impl Fields<'_> {
    /// Whether [`Self::user`] gives a user.
    fn check(&self) -> Result<(), ReplicaError> {
        named::<Language>(self.language)?;
        named::<Role>(self.role)?;
        named::<UserStatus>(self.status)?;
        let times = [Some(self.created_at), Some(self.updated_at), self.last_active_at];
        for time in times.into_iter().flatten() {
            instant(time)?;
        }
        if let Some(invitation) = self.invitation {
            serde_json::from_str::<Invitation>(invitation)?;
        }
        Ok(())
    }

    /// The user as the rules see them.
    pub fn subject(&self, id: UserId) -> Result<Subject, ReplicaError> {
        let role: Role = named(self.role)?;
        Ok(Subject {
            id,
            rights: Rights::new(role, self.billing_manager),
            status: named(self.status)?,
        })
    }

    /// What a list is sorted by that shows the latest first, in microseconds since 1970 (UTC): when an invitation runs out, else when the
    /// user was created. One that was sent later runs out later, unless the service's `--invitation-ttl` was changed in between.
    pub fn listed_at(&self) -> i64 {
        let runs_out = self
            .invitation
            .and_then(|json| serde_json::from_str::<RunsOut>(json).ok());
        runs_out.map_or(self.created_at, |invitation| {
            Timestamp::from(invitation.expires_at).as_microsecond()
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

/// The part of an invitation that its list is sorted by.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RunsOut {
    expires_at: UtcTime,
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

#[cfg(test)]
mod tests {
    use roster_domain::Delivery;

    use super::*;

    fn user() -> User {
        let at = |seconds| Timestamp::from_second(seconds).expect("a time").into();
        User {
            id: UserId::from_uuid(Uuid::from_u128(1)),
            first_name: "Zoë".to_owned(),
            last_name: "É".to_owned(),
            login_email: "z@example.com".to_owned(),
            communication_email: "z@example.org".to_owned(),
            language: Language::PtBr,
            role: Role::Administrator,
            permissions: vec![Permission::BillingManager],
            status: UserStatus::Pending,
            version: 300,
            created_at: at(1),
            updated_at: at(-1),
            last_active_at: Some(at(0)),
            invitation: Some(Invitation {
                sent_at: None,
                expires_at: at(2),
                expired: true,
                delivery: Delivery::Failed,
                delivery_error: Some("550".to_owned()),
                invited_by: None,
            }),
        }
    }

    #[test]
    fn a_record_is_the_user_it_was_made_of() {
        for user in [
            user(),
            User {
                permissions: Vec::new(),
                last_active_at: None,
                invitation: None,
                ..user()
            },
        ] {
            let record = Record::of(&user).expect("a record");
            assert_eq!(record.user(user.id), user);
            assert_eq!(record.version(), 300);
            let read = Record::from_file(record.bytes().to_vec());
            assert_eq!(read.expect("a record"), record);
            let two = [user.id.as_uuid().as_bytes(), record.bytes(), b"what follows"].concat();
            let (id, first, rest) = Record::split_off(&two).expect("a user and more");
            assert_eq!((id, first, rest), (user.id, record, b"what follows".as_slice()));
        }
    }

    /// Files hold records as they are written today. Where this fails, a migration has to empty the copy.
    #[test]
    fn records_are_written_as_they_were() {
        let user = User {
            invitation: None,
            ..user()
        };
        let record = Record::of(&user).expect("a record");
        let expected = b"\xD8\x04\x04Zo\xC3\xAB\x02\xC3\x89\x0Dz@example.com\x0Dz@example.org\x05pt-BR\x0Dadministrator\x01\x07pending\
            \x80\x89\x7A\xFF\x88\x7A\x01\x00\x00";
        assert_eq!(
            record.bytes().escape_ascii().to_string(),
            expected.escape_ascii().to_string()
        );
    }

    #[test]
    fn what_is_no_record_is_damage() {
        let whole = Record::of(&user()).expect("a record").bytes().to_vec();
        let replace = |text: &str, by: &[u8]| {
            let at = whole.windows(text.len()).position(|part| part == text.as_bytes());
            let at = at.expect("it is in the record");
            let mut bytes = whole.clone();
            bytes.splice(at..at + text.len(), by.iter().copied());
            bytes
        };
        for bytes in [
            Vec::new(),
            whole[..whole.len() - 1].to_vec(),
            replace("pt-BR", b"pt-PT"),
            replace("pending", b"penning"),
            replace("administrator", b"administrates"),
            replace("\"failed\"", b"\"fooled\""),
            replace("Zoë", b"Zo\xC3\xC3"),
        ] {
            let read = Record::from_file(bytes.clone());
            assert!(
                matches!(read, Err(ReplicaError::Damaged(_))),
                "{}",
                bytes.escape_ascii()
            );
        }
    }
}
