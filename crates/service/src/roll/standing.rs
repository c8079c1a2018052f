use roster_store::accounts::AccountRecord;

/// Where an account stood when something was read of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub revision: i64,
    /// Tells this history of the account from the one that a restored backup begins.
    pub mark: Option<String>,
    /// What counts the changes that no revision goes with.
    pub activity: i64,
}

impl Standing {
    /// Whether an account that stood there may have come to stand at `other` since.
    pub fn is_before(&self, other: &Self) -> bool {
        self.revision <= other.revision && self.activity <= other.activity && self != other
    }
}

impl From<&AccountRecord> for Standing {
    fn from(account: &AccountRecord) -> Self {
        Self {
            revision: account.revision,
            mark: account.mark.clone(),
            activity: account.activity,
        }
    }
}
