use std::sync::Arc;

use memchr::memmem;

use crate::SlotSet;

/// Each takes 12 KB with 100,000 slots.
const MOST: usize = 32;

/// What was looked for lately and what was found, the latest last. Kept up with every change, so that scrolling goes on in what
/// was found, and typing on begins there.
#[derive(Debug, Default)]
pub(crate) struct Searches(Vec<Search>);

#[derive(Debug)]
struct Search {
    part: Box<str>,
    found: Arc<SlotSet>,
}

impl Searches {
    /// What was found the last time this very part was looked for.
    pub fn same(&mut self, part: &str) -> Option<Arc<SlotSet>> {
        let at = self.0.iter().position(|search| &*search.part == part)?;
        self.0[at..].rotate_left(1);
        self.0.last().map(|search| search.found.clone())
    }

    /// The fewest slots among which all of those must be whose text has the part.
    pub fn among(&self, part: &str) -> Option<Arc<SlotSet>> {
        let wider = self.0.iter().filter(|search| part.contains(&*search.part));
        let narrowest = wider.min_by_key(|search| search.found.len())?;
        Some(narrowest.found.clone())
    }

    pub fn keep(&mut self, part: &str, found: Arc<SlotSet>) {
        // Another thread may have looked for it at the same time.
        self.0.retain(|search| &*search.part != part);
        if self.0.len() == MOST {
            self.0.remove(0);
        }
        self.0.push(Search {
            part: part.into(),
            found,
        });
    }

    /// A slot has another text now, or none.
    pub fn follow(&mut self, slot: u32, text: Option<&str>) {
        for Search { part, found } in &mut self.0 {
            let has = text.is_some_and(|text| memmem::find(text.as_bytes(), part.as_bytes()).is_some());
            if has == found.contains(slot) {
                continue;
            }
            let found = Arc::make_mut(found);
            if has {
                found.insert(slot);
            } else {
                found.remove(slot);
            }
        }
    }
}
