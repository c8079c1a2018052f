use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// An instant in UTC, written as RFC 3339 says (`2026-11-23T20:41:31.5Z`).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type, utoipa::ToSchema,
)]
#[serde(transparent)]
#[schema(value_type = String, format = DateTime, example = "2026-11-23T20:41:31.5Z")]
pub struct UtcTime(#[specta(type = String)] pub Timestamp);

impl From<Timestamp> for UtcTime {
    fn from(instant: Timestamp) -> Self {
        Self(instant)
    }
}

impl From<UtcTime> for Timestamp {
    fn from(time: UtcTime) -> Self {
        time.0
    }
}

impl std::fmt::Display for UtcTime {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}
