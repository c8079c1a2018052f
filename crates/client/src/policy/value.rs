/// A value as each system's own form of a policy has it: TOML, a property list, the registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    Flag(bool),
    /// The registry has no flags: there, 0 is off and 1 is on.
    Number(i64),
    /// A date, a list, a table: nothing that Roster has a use for.
    Other,
}

/// One place where a policy is looked for, and what is there.
#[derive(Debug)]
pub(super) struct Source {
    /// As people are told of it: the file's path, or the registry's key.
    pub name: String,
    /// Every name with its value; or why they are not known.
    pub members: Result<Vec<(String, Value)>, Unusable>,
}

/// Why nothing is known of what a policy says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unusable {
    #[error("cannot be read: {0}")]
    Unreadable(String),
    #[error("is not a file")]
    NoFile,
    #[error("is larger than 64 KiB")]
    TooLarge,
    /// Whoever can write it could send everybody's passwords elsewhere.
    #[error(
        "is not used, because others than root can write to {0}. Make root its owner, and let nobody else write to it"
    )]
    #[cfg_attr(not(unix), expect(dead_code, reason = "Windows guards its registry itself"))]
    Unguarded(String),
    #[error("is not {0}")]
    Malformed(String),
}
