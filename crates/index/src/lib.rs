//! An index in memory of the texts of numbered slots, by which those whose text has a given part are found in about a
//! millisecond among 100,000. Whoever uses it gives out the slots, small numbers without great gaps, and folds the texts.

mod searches;
mod slots;
mod text;

pub use slots::SlotSet;
pub use text::TextIndex;
