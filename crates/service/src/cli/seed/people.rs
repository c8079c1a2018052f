//! Makes people up, the same ones for the same seed.

use jiff::SignedDuration;
use roster_domain::{Language, LoginEmail, Role};

use super::names::REGIONS;

/// One in so many is an administrator.
const ADMINISTRATORS: u64 = 200;
/// One in so many has never been seen since they entered.
const NEVER_SEEN: u64 = 12;

/// The made-up people of a seed: of each generation the same ones, under other addresses.
#[derive(Debug, Clone, Copy)]
pub struct People {
    seed: u64,
    generation: u32,
}

/// One of them.
#[derive(Debug, Clone)]
pub struct Person {
    pub first_name: &'static str,
    pub last_name: String,
    pub login_email: LoginEmail,
    pub communication_email: String,
    pub language: Language,
    pub role: Role,
    /// How long ago they were invited.
    pub joined: SignedDuration,
    /// How long ago they were last active.
    pub last_seen: Option<SignedDuration>,
}

impl People {
    pub fn new(seed: u64, generation: u32) -> Self {
        Self { seed, generation }
    }

    /// The person of an index: it does not depend on how many others there are.
    pub fn person(&self, index: u32) -> Person {
        let mut chance = Chance(self.seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (u64::from(index) << 20));
        let region = chance.one_of(REGIONS);
        let (first_name, last_name) = (*chance.one_of(region.first), *chance.one_of(region.last));
        let name = format!("{}.{}", latin(first_name), latin(last_name))
            .trim_matches('.')
            .to_owned();
        let name = if name.is_empty() { "user".to_owned() } else { name };
        let domain = if self.generation == 1 {
            format!("seed{}.example", self.seed)
        } else {
            format!("seed{}-{}.example", self.seed, self.generation)
        };
        let login_email =
            LoginEmail::parse(&format!("{name}.{index}@{domain}")).expect("made-up addresses are addresses");
        let joined = SignedDuration::from_mins(chance.below(3 * 365 * 24 * 60).cast_signed());
        let seen = SignedDuration::from_mins(chance.below(90 * 24 * 60).cast_signed());
        Person {
            first_name,
            last_name: last_name.to_owned(),
            communication_email: format!("{name}.{index}@mail.{domain}"),
            login_email,
            language: region.language,
            role: if chance.below(ADMINISTRATORS) == 0 {
                Role::Administrator
            } else {
                Role::User
            },
            joined,
            last_seen: (chance.below(NEVER_SEEN) > 0).then_some(seen),
        }
    }
}

/// The letters of a name that an address made up from it can carry everywhere.
fn latin(name: &str) -> String {
    roster_domain::search::fold(name)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect()
}

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): small, and the same on every machine. Not for secrets.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn one_of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        let index = self.below(items.len() as u64);
        &items[usize::try_from(index).expect("an index below a length is one")]
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use roster_domain::{CommunicationEmail, PersonName};

    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_people() {
        let told = |seed| {
            (0..50)
                .map(|index| format!("{:?}", People::new(seed, 1).person(index)))
                .collect::<Vec<_>>()
        };
        assert_eq!(told(7), told(7));
        assert_ne!(told(7), told(8));
    }

    #[test]
    fn a_later_generation_has_the_same_people_under_other_addresses() {
        let [first, second] = [1, 2].map(|generation| People::new(3, generation).person(17));
        assert_eq!(
            (first.first_name, &first.last_name),
            (second.first_name, &second.last_name)
        );
        assert_ne!(first.login_email.key(), second.login_email.key());
    }

    #[test]
    fn their_names_and_addresses_are_such_as_people_may_have() {
        for index in 0..3_000 {
            let person = People::new(5, 1).person(index);
            for name in [person.first_name, &person.last_name] {
                assert_eq!(
                    PersonName::parse(name).map(PersonName::into_string).as_deref(),
                    Ok(name)
                );
            }
            assert!(
                CommunicationEmail::parse(&person.communication_email).is_ok(),
                "{}",
                person.communication_email
            );
        }
    }

    #[test]
    fn no_two_people_share_a_login() {
        let everyone = [(1, 1), (1, 2), (2, 1)].map(|(seed, generation)| People::new(seed, generation));
        let logins = everyone
            .iter()
            .flat_map(|people| (0..2_000).map(|index| people.person(index).login_email.key().to_owned()));
        assert_eq!(logins.collect::<HashSet<_>>().len(), 6_000);
    }
}
