//! A user as a row of the database.

use jiff::Timestamp;
use roster_domain::{AccountId, Actor, Language, LoginEmail, Rights, Role, Subject, UserId, UserStatus};
use uuid::Uuid;

use crate::Micros;

/// A user as they are stored: everything, whoever may see it.
#[derive(Clone, PartialEq, Eq)]
pub struct UserRecord {
    pub id: UserId,
    pub account_id: AccountId,
    pub first_name: String,
    pub last_name: String,
    pub login_email: String,
    pub communication_email: String,
    pub language: Language,
    pub role: Role,
    pub billing_manager: bool,
    pub status: UserStatus,
    /// Whether they ever accepted an invitation: then their login email is used up for ever.
    pub entered: bool,
    /// In PHC string format; absent until a password is set.
    pub password_hash: Option<String>,
    /// Counts the edits anyone in the account may notice.
    pub version: i64,
    /// Counts the edits only billing managers may notice.
    pub billing_version: i64,
    /// The account's revision at the last change anyone may notice.
    pub revision: i64,
    /// The same for changes only billing managers may notice.
    pub billing_revision: i64,
    pub created_at: Micros,
    pub updated_at: Micros,
    pub billing_updated_at: Micros,
    pub last_active_at: Option<Micros>,
}

read_in_order!(UserRecord {
    id as Uuid,
    account_id as Uuid,
    first_name,
    last_name,
    login_email,
    communication_email,
    language as String,
    role as String,
    billing_manager,
    status as String,
    entered,
    password_hash,
    version,
    billing_version,
    revision,
    billing_revision,
    created_at,
    updated_at,
    billing_updated_at,
    last_active_at,
});

impl std::fmt::Debug for UserRecord {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("UserRecord")
            .field("id", &self.id)
            .field("status", &self.status)
            .field("role", &self.role)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

impl UserRecord {
    /// Their role and permission.
    pub fn rights(&self) -> Rights {
        Rights {
            role: self.role,
            billing_manager: self.billing_manager,
        }
    }

    /// The user as one who acts.
    pub fn actor(&self) -> Actor {
        Actor {
            id: self.id,
            rights: self.rights(),
        }
    }

    /// The user as one who is acted upon.
    pub fn subject(&self) -> Subject {
        Subject {
            id: self.id,
            rights: self.rights(),
            status: self.status,
        }
    }

    /// First and last name.
    pub fn full_name(&self) -> String {
        roster_domain::full_name(&self.first_name, &self.last_name)
    }
}

/// A user about to be written.
#[derive(Debug, Clone)]
pub struct NewUser {
    pub id: UserId,
    pub account: AccountId,
    pub first_name: String,
    pub last_name: String,
    pub login_email: LoginEmail,
    pub communication_email: String,
    pub language: Language,
    pub rights: Rights,
    pub status: UserStatus,
    pub password_hash: Option<String>,
    pub revision: i64,
    pub now: Timestamp,
}

impl NewUser {
    /// The record that [`insert`](super::insert) writes of them.
    pub fn record(&self) -> UserRecord {
        let now = Micros::from(self.now);
        UserRecord {
            id: self.id,
            account_id: self.account,
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            login_email: self.login_email.as_str().to_owned(),
            communication_email: self.communication_email.clone(),
            language: self.language,
            role: self.rights.role,
            billing_manager: self.rights.billing_manager,
            status: self.status,
            entered: self.status == UserStatus::Active,
            password_hash: self.password_hash.clone(),
            version: 1,
            billing_version: 0,
            revision: self.revision,
            billing_revision: self.revision,
            created_at: now,
            updated_at: now,
            billing_updated_at: now,
            last_active_at: None,
        }
    }
}
