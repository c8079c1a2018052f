use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// More than one person at work ever has under way.
const MANY: usize = 4;

/// How many writes are under way that someone waits for the reply to. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Writes(Arc<AtomicUsize>);

/// A write under way, until it is dropped.
#[derive(Debug)]
#[must_use]
pub struct UnderWay(Arc<AtomicUsize>);

impl Writes {
    pub fn begin(&self) -> UnderWay {
        self.0.fetch_add(1, Ordering::Relaxed);
        UnderWay(self.0.clone())
    }

    /// Whether there are so many that what nobody waits for had better wait itself.
    pub fn are_many(&self) -> bool {
        self.0.load(Ordering::Relaxed) >= MANY
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
