use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Mode, SyncStatus, UserRow};

/// Names an account on this computer: somebody at some service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(transparent)]
pub struct AccountKey(#[specta(type = String)] pub Uuid);

impl std::fmt::Display for AccountKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

/// An account that one has signed in to on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountEntry {
    pub key: AccountKey,
    pub account_name: String,
    pub user_name: String,
    pub login_email: String,
    pub mode: Mode,
    /// The service's address; absent for the one in this process.
    pub server_url: Option<String>,
    /// Whether it is the one the window shows.
    pub is_current: bool,
    /// When not, its session has ended, and one signs in anew.
    pub signed_in: bool,
    /// One has signed out of it oneself.
    pub left: bool,
    /// Present exactly while one is signed in.
    pub sync: Option<SyncStatus>,
}

/// Someone found in one of the accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FoundPerson {
    pub account: AccountKey,
    pub account_name: String,
    pub row: UserRow,
}

/// Who was found in all of the accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FoundPeople {
    pub people: Vec<FoundPerson>,
    /// Whether all users of the accounts that were searched are on this computer; else there may be others who match.
    pub complete: bool,
    /// Whether more match than are given.
    pub more: bool,
    /// The names of accounts that could not be searched: nobody is signed in to them, or they may not be read now.
    pub not_searched: Vec<String>,
}
