use roster_store::users::{Column, Listed, Place, PlaceValue};

/// What the users of a roll are ordered by; those who are equal in it, by their id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Column(Column),
    /// The revision of the last change that anyone may notice.
    Changed,
    /// The revision of the last change that billing managers may notice.
    ChangedForHolders,
}

/// How many keys there are.
pub const KEYS: usize = 7;

impl Key {
    /// All different and below [`KEYS`].
    pub fn number(self) -> usize {
        match self {
            Self::Column(Column::LastName) => 0,
            Self::Column(Column::FirstName) => 1,
            Self::Column(Column::LoginEmail) => 2,
            Self::Column(Column::CreatedAt) => 3,
            Self::Column(Column::LastActiveAt) => 4,
            Self::Changed => 5,
            Self::ChangedForHolders => 6,
        }
    }

    /// Where a user stands in the order.
    pub fn place_of(self, user: &Listed<'_>) -> Place {
        let revision = match self {
            Self::Column(column) => return column.place_of(user),
            Self::Changed => user.revision,
            Self::ChangedForHolders => user.revision.max(user.billing_revision),
        };
        Place {
            value: PlaceValue::Number(revision),
            id: user.id,
        }
    }
}
