//! Looking for a person, whatever list they are in.

use roster_contract::User;
use roster_domain::{UserId, search};

use crate::entry::Entry;
use crate::index::{Index, Users};
use crate::{Replica, ReplicaError};

/// Someone who was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Whether a name or an address of theirs begins with each word that was searched for, rather than has it somewhere.
    pub at_beginning: bool,
    pub user: User,
}

impl Replica {
    /// The people who have each word of that in a name or an address, in any case and with or without accents: first those where
    /// each is at the beginning of one, each by last and first name; at most `limit`. An empty search finds nobody.
    pub async fn find(&self, search: &str, limit: usize) -> Result<Vec<Match>, ReplicaError> {
        let words = search::words(search);
        self.with_index(move |index| index.find(&words, limit)).await
    }
}

/// Where someone found stands among the others.
type Rank<'a> = (bool, &'a [u8], &'a [u8], UserId);

impl Index {
    fn find(&self, words: &[String], limit: usize) -> Vec<Match> {
        let found = self.users.texts.find_each(words).filter(|_| limit > 0);
        let Some(found) = found else {
            return Vec::new();
        };
        let ranked = found.iter().map(|slot| (rank(&self.users, slot, words), slot));
        let mut ranked: Vec<(Rank<'_>, u32)> = ranked.collect();
        if ranked.len() > limit {
            // One letter finds most of the account: only those that are shown are put in order.
            ranked.select_nth_unstable(limit);
            ranked.truncate(limit);
        }
        ranked.sort_unstable();
        let matches = ranked.into_iter().map(|((not_at_beginning, ..), slot)| Match {
            at_beginning: !not_at_beginning,
            user: self.users.at(slot).user(),
        });
        matches.collect()
    }
}

fn rank<'a>(users: &'a Users, slot: u32, words: &[String]) -> Rank<'a> {
    let (user, text) = (users.at(slot), users.text(slot));
    let not_at_beginning = !Entry::begins_with(text, words);
    (not_at_beginning, user.last(text), user.first(text), user.id())
}
