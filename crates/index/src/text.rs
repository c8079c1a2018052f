use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use memchr::memmem::Finder;

use crate::SlotSet;
use crate::searches::Searches;

/// Stands between texts. No byte of UTF-8 is like it, so that nothing is found across.
const END: u8 = 0xFF;

/// Of so many, one is looked into by itself, wherever its text lies.
const FEW: usize = 8;

/// Of so many bytes, one may lie waste before all are moved together.
const WASTE: usize = 4;

/// The texts of slots, in one stretch of memory: to read 8 MB from end to end takes a processor less time than to fetch a
/// quarter of 100,000 texts from where each may lie.
#[derive(Debug, Default)]
pub struct TextIndex {
    bytes: Vec<u8>,
    /// Where a slot's text is.
    spans: Vec<Option<Span>>,
    /// Every text that there is or was, as they follow each other.
    sequence: Vec<Placed>,
    wasted: usize,
    searches: Mutex<Searches>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    start: u32,
    end: u32,
}

#[derive(Debug, Clone, Copy)]
struct Placed {
    start: u32,
    slot: u32,
}

impl TextIndex {
    /// Gives a slot its text, in place of the one it had.
    pub fn put(&mut self, slot: u32, text: &str) {
        self.waste(slot);
        let at = slot as usize;
        if self.spans.len() <= at {
            self.spans.resize(at + 1, None);
        }
        self.append(slot, text.as_bytes());
        self.searches().follow(slot, Some(text));
        self.tidy();
    }

    /// Leaves a slot without a text.
    pub fn take(&mut self, slot: u32) {
        self.waste(slot);
        self.searches().follow(slot, None);
        self.tidy();
    }

    /// A slot's text; empty where it has none.
    pub fn text(&self, slot: u32) -> &str {
        std::str::from_utf8(self.bytes(slot)).expect("it is as it was put in")
    }

    /// The same as bytes, for whoever only compares it: to be a text it is looked through first.
    pub fn bytes(&self, slot: u32) -> &[u8] {
        let span = self.spans.get(slot as usize).copied().flatten();
        span.map_or(&[], |Span { start, end }| &self.bytes[start as usize..end as usize])
    }

    /// Gives back memory taken in advance, after many texts were put in.
    pub fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.spans.shrink_to_fit();
        self.sequence.shrink_to_fit();
    }

    /// The slots whose text has this part, where that is known from an earlier search.
    pub fn known(&self, part: &str) -> Option<Arc<SlotSet>> {
        self.searches().same(part)
    }

    /// The slots whose text has this part.
    pub fn find(&self, part: &str) -> Arc<SlotSet> {
        if let Some(found) = self.known(part) {
            return found;
        }
        let among = self.searches().among(part);
        let finder = Finder::new(part);
        let found = match among {
            Some(among) if among.len() * FEW < self.spans.len() => self.sift(&among, &finder),
            _ => self.scan(&finder),
        };
        let found = Arc::new(found);
        self.searches().keep(part, found.clone());
        found
    }

    /// The slots whose text has each of these parts; every slot, said by `None`, where there is no part.
    pub fn find_each(&self, parts: &[String]) -> Option<Arc<SlotSet>> {
        let (first, rest) = parts.split_first()?;
        let mut found = self.find(first);
        for part in rest {
            Arc::make_mut(&mut found).keep_only(&self.find(part));
        }
        Some(found)
    }

    fn sift(&self, among: &SlotSet, finder: &Finder<'_>) -> SlotSet {
        let has = |slot: &u32| finder.find(self.bytes(*slot)).is_some();
        among.iter().filter(has).collect()
    }

    /// From end to end; after each hit on with the next text.
    fn scan(&self, finder: &Finder<'_>) -> SlotSet {
        let mut found = SlotSet::default();
        let mut rest = self.sequence.as_slice();
        let mut position = 0;
        while let Some(hit) = self.bytes.get(position..).and_then(|bytes| finder.find(bytes)) {
            let hit = position + hit;
            let passed = passed(rest, hit);
            let Some(placed) = rest.get(passed.wrapping_sub(1)) else {
                break;
            };
            found.insert(placed.slot);
            rest = &rest[passed..];
            let Some(next) = rest.first() else { break };
            position = next.start as usize;
        }
        found
    }

    fn append(&mut self, slot: u32, text: &[u8]) {
        let start = offset(self.bytes.len());
        self.bytes.extend_from_slice(text);
        let end = offset(self.bytes.len());
        self.bytes.push(END);
        self.spans[slot as usize] = Some(Span { start, end });
        self.sequence.push(Placed { start, slot });
    }

    /// Writes over the text that a slot has.
    fn waste(&mut self, slot: u32) {
        let Some(Span { start, end }) = self.spans.get_mut(slot as usize).and_then(Option::take) else {
            return;
        };
        let text = &mut self.bytes[start as usize..end as usize];
        text.fill(END);
        self.wasted += text.len() + 1;
    }

    fn tidy(&mut self) {
        if self.wasted * WASTE <= self.bytes.len() {
            return;
        }
        let mut tidied = Self {
            bytes: Vec::with_capacity(self.bytes.len() - self.wasted),
            spans: vec![None; self.spans.len()],
            ..Self::default()
        };
        for placed in &self.sequence {
            let is_there = self.spans[placed.slot as usize].is_some_and(|span| span.start == placed.start);
            if is_there {
                tidied.append(placed.slot, self.bytes(placed.slot));
            }
        }
        std::mem::swap(&mut tidied.searches, &mut self.searches);
        *self = tidied;
    }

    fn searches(&self) -> MutexGuard<'_, Searches> {
        self.searches.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How many texts begin before a byte or there. Often the next one does: from there on in growing steps.
fn passed(sequence: &[Placed], byte: usize) -> usize {
    let before = |placed: &Placed| placed.start as usize <= byte;
    let mut end = 1;
    while sequence.get(end).is_some_and(before) {
        end *= 2;
    }
    let begin = end / 2;
    let end = end.min(sequence.len());
    begin + sequence[begin..end].partition_point(before)
}

fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("the texts of an account are shorter than 4 GB")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, Clone)]
    enum Step {
        Put(u32, String),
        Take(u32),
        Find(String),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            4 => (0..20u32, "[abé]{0,6}").prop_map(|(slot, text)| Step::Put(slot, text)),
            1 => (0..25u32).prop_map(Step::Take),
            4 => "[abé]{1,3}".prop_map(Step::Find),
        ]
    }

    proptest! {
        #[test]
        fn it_finds_what_looking_into_each_text_finds(steps in prop::collection::vec(step(), 0..200)) {
            let (mut index, mut model) = (TextIndex::default(), BTreeMap::new());
            for step in steps {
                match step {
                    Step::Put(slot, text) => {
                        index.put(slot, &text);
                        model.insert(slot, text);
                    }
                    Step::Take(slot) => {
                        index.take(slot);
                        model.remove(&slot);
                    }
                    Step::Find(part) => {
                        let having = model.iter().filter(|(_, text)| text.contains(&part));
                        let expected: Vec<u32> = having.map(|(slot, _)| *slot).collect();
                        prop_assert_eq!(index.find(&part).iter().collect::<Vec<_>>(), expected, "{}", part);
                    }
                }
                prop_assert!(model.iter().all(|(slot, text)| index.text(*slot) == text));
            }
        }
    }

    #[test]
    fn each_of_several_parts_has_to_be_there() {
        let mut index = TextIndex::default();
        for (slot, text) in [(0, "ada\nking"), (1, "ada\nbyron"), (2, "eve\nking")] {
            index.put(slot, text);
        }
        let find = |parts: &[&str]| {
            let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
            index.find_each(&parts).map(|found| found.iter().collect::<Vec<_>>())
        };
        assert_eq!(find(&["king", "ada"]), Some(vec![0]));
        assert_eq!(
            find(&["ada"]),
            Some(vec![0, 1]),
            "what was found of one part is kept as it was"
        );
        assert_eq!(find(&["king", "byron"]), Some(vec![]));
        assert_eq!(find(&[]), None);
    }

    #[test]
    fn more_searches_than_are_remembered_are_all_answered() {
        let mut index = TextIndex::default();
        (0..100).for_each(|slot| index.put(slot, &format!("<{slot}>")));
        for _ in 0..2 {
            for slot in 0..100 {
                assert_eq!(index.find(&format!("<{slot}>")).iter().collect::<Vec<_>>(), [slot]);
            }
        }
        assert!(index.known("<0>").is_none(), "it remembers without bound");
        assert!(index.known("<99>").is_some());
    }

    #[test]
    fn what_many_changes_leave_behind_is_given_back() {
        let mut index = TextIndex::default();
        for round in 0..1_000 {
            (0..10).for_each(|slot| index.put(slot, &format!("{slot} in round {round}")));
        }
        assert!(index.bytes.len() < 1_000, "{} bytes for ten texts", index.bytes.len());
        assert_eq!(index.find("in round 999").len(), 10);
        assert!(index.find("round 998").is_empty());
    }
}
