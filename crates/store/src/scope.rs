use roster_domain::AccountId;

/// Of which accounts a transaction sees and changes rows. PostgreSQL holds it to that by row-level security, whatever its
/// statements forget; SQLite, which is for one organisation's computer, takes every scope alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Of none: for what belongs to no account, such as failed attempts and kept replies.
    NoAccount,
    /// Of this one.
    Account(AccountId),
    /// Of all, for what cannot know the account yet or serves every account: finding whose a login, a token or a link is, the
    /// mail queue, upkeep. It reads no audit log and writes hardly anything; the migration that keeps accounts apart lists
    /// what.
    Platform,
}

impl std::fmt::Display for Scope {
    /// As the policies of the database know it.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoAccount => formatter.write_str("none"),
            Self::Account(account) => account.fmt(formatter),
            Self::Platform => formatter.write_str("platform"),
        }
    }
}
