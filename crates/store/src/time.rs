use jiff::Timestamp;

/// A time as the database holds it: microseconds since 1970 in UTC. SQLite has no time type of its own, and its text
/// form of times does not sort (`08:00:00Z` comes before `08:00:00.5Z` as text).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, sqlx::Type, serde::Deserialize)]
#[sqlx(transparent)]
#[serde(transparent)]
pub struct Micros(pub i64);

impl From<Timestamp> for Micros {
    fn from(instant: Timestamp) -> Self {
        Self(instant.as_microsecond())
    }
}

impl From<Micros> for Timestamp {
    /// # Panics
    /// When the database holds a time outside the years -9999 to 9999, which no code of ours writes.
    fn from(micros: Micros) -> Self {
        Self::from_microsecond(micros.0).expect("a time in the database is one that jiff wrote")
    }
}

impl Micros {
    /// The instant.
    pub fn timestamp(self) -> Timestamp {
        self.into()
    }
}
