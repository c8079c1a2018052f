use roster_domain::{Language, Rights, Role, UserId, UserStatus};

use super::{UserRecord, search_text};
use crate::Micros;

/// A user as far as lists and the change feed show them, wherever that is kept.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'a> {
    pub id: UserId,
    pub first_name: &'a str,
    pub last_name: &'a str,
    pub login_email: &'a str,
    pub communication_email: &'a str,
    pub language: Language,
    pub rights: Rights,
    pub status: UserStatus,
    pub version: i64,
    pub billing_version: i64,
    pub revision: i64,
    pub billing_revision: i64,
    pub created_at: Micros,
    pub updated_at: Micros,
    pub billing_updated_at: Micros,
    pub last_active_at: Option<Micros>,
}

impl Listed<'_> {
    pub fn role(&self) -> Role {
        self.rights.role
    }

    /// What a search looks for its words in.
    pub fn search_text(&self) -> String {
        search_text(
            self.first_name,
            self.last_name,
            self.login_email,
            self.communication_email,
        )
    }
}

impl UserRecord {
    /// The user as lists show them.
    pub fn listed(&self) -> Listed<'_> {
        Listed {
            id: self.id,
            first_name: &self.first_name,
            last_name: &self.last_name,
            login_email: &self.login_email,
            communication_email: &self.communication_email,
            language: self.language,
            rights: self.rights(),
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
