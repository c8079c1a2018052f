use roster_domain::{Language, Role, UserStatus};
use roster_store::users::{Filter, Listed};

/// What lists are narrowed by, beside a text: status, role and language in one number, so that 100,000 are counted in advance
/// and passed over in no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind(u8);

/// More than there are kinds.
pub const KINDS: usize = 64;

/// A set of kinds: a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kinds(u64);

impl Kind {
    fn new(status: UserStatus, role: Role, language: Language) -> Self {
        let number = (status as u8 * 2 + role as u8) * 8 + language as u8;
        Self(number)
    }

    pub fn number(self) -> usize {
        usize::from(self.0)
    }
}

impl From<&Listed<'_>> for Kind {
    fn from(user: &Listed<'_>) -> Self {
        Self::new(user.status, user.role(), user.language)
    }
}

impl Kinds {
    pub fn contains(self, kind: Kind) -> bool {
        self.contains_number(kind.number())
    }

    /// The same of a kind by its number.
    pub fn contains_number(self, number: usize) -> bool {
        self.0 & (1 << number) != 0
    }
}

impl From<&Filter> for Kinds {
    fn from(filter: &Filter) -> Self {
        let mut kinds = 0;
        for status in narrowed(UserStatus::ALL, filter.status) {
            for role in narrowed(Role::ALL, filter.role) {
                for language in narrowed(Language::ALL, filter.language) {
                    kinds |= 1 << Kind::new(*status, *role, *language).0;
                }
            }
        }
        Self(kinds)
    }
}

fn narrowed<T: PartialEq + Copy>(all: &'static [T], to: Option<T>) -> impl Iterator<Item = &'static T> {
    all.iter().filter(move |value| to.is_none_or(|to| **value == to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_combination_has_a_kind_of_its_own_that_its_filters_contain() {
        let mut seen = Vec::new();
        for status in UserStatus::ALL {
            for role in Role::ALL {
                for language in Language::ALL {
                    let kind = Kind::new(*status, *role, *language);
                    assert!(kind.number() < KINDS && !seen.contains(&kind));
                    let filter = Filter {
                        status: Some(*status),
                        language: Some(*language),
                        ..Filter::default()
                    };
                    assert!(Kinds::from(&filter).contains(kind));
                    let other = Role::ALL.iter().find(|other| *other != role).copied();
                    let filter = Filter { role: other, ..filter };
                    assert!(!Kinds::from(&filter).contains(kind));
                    seen.push(kind);
                }
            }
        }
    }
}
