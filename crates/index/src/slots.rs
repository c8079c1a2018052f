const BITS: u32 = u64::BITS;

/// A set of slots: one bit each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SlotSet {
    words: Vec<u64>,
    len: usize,
}

impl SlotSet {
    /// How many slots are in it.
    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub fn contains(&self, slot: u32) -> bool {
        let (word, bit) = place(slot);
        self.words.get(word).is_some_and(|word| word & bit != 0)
    }

    pub fn insert(&mut self, slot: u32) {
        let (word, bit) = place(slot);
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        self.len += usize::from(self.words[word] & bit == 0);
        self.words[word] |= bit;
    }

    pub fn remove(&mut self, slot: u32) {
        let (word, bit) = place(slot);
        if let Some(word) = self.words.get_mut(word) {
            self.len -= usize::from(*word & bit != 0);
            *word &= !bit;
        }
    }

    /// Takes out what is not in the other one.
    pub fn keep_only(&mut self, other: &Self) {
        self.words.truncate(other.words.len());
        for (word, theirs) in self.words.iter_mut().zip(&other.words) {
            *word &= theirs;
        }
        self.len = self.words.iter().map(|word| word.count_ones() as usize).sum();
    }

    /// The slots, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        (0..).zip(&self.words).flat_map(|(word, bits)| {
            let mut rest = *bits;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(word * BITS + bit)
            })
        })
    }
}

impl FromIterator<u32> for SlotSet {
    fn from_iter<I: IntoIterator<Item = u32>>(slots: I) -> Self {
        let mut set = Self::default();
        slots.into_iter().for_each(|slot| set.insert(slot));
        set
    }
}

fn place(slot: u32) -> (usize, u64) {
    ((slot / BITS) as usize, 1 << (slot % BITS))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_two_sets_share_is_left(one in prop::collection::btree_set(0..300u32, 0..100), other in prop::collection::btree_set(0..300u32, 0..100)) {
            let mut set: SlotSet = one.iter().copied().collect();
            set.keep_only(&other.iter().copied().collect());
            let shared: Vec<u32> = one.intersection(&other).copied().collect();
            prop_assert_eq!(set.len(), shared.len());
            prop_assert_eq!(set.iter().collect::<Vec<_>>(), shared);
        }

        #[test]
        fn it_holds_what_an_ordered_set_holds(moves in prop::collection::vec((any::<bool>(), 0..200u32), 0..300)) {
            let (mut set, mut model) = (SlotSet::default(), BTreeSet::new());
            for (put, slot) in moves {
                if put {
                    set.insert(slot);
                    model.insert(slot);
                } else {
                    set.remove(slot);
                    model.remove(&slot);
                }
            }
            prop_assert_eq!(set.len(), model.len());
            prop_assert_eq!(set.is_empty(), model.is_empty());
            prop_assert!((0..300).all(|slot| set.contains(slot) == model.contains(&slot)));
            prop_assert_eq!(set.iter().collect::<Vec<_>>(), model.into_iter().collect::<Vec<_>>());
        }
    }
}
