//! Fixed clock, seeded randomness and throw-away servers for Roster's tests. Nothing of it is in the shipped programs.

mod clock;
mod measurement;
mod randomness;

pub use clock::FixedClock;
pub use measurement::Measurement;
pub use randomness::SeededRandom;
