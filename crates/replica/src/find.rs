//! Looking for a person, whatever list they are in.

use memchr::memmem::Finder;
use roster_contract::User;
use roster_domain::{UserId, search};

use crate::index::{Entry, Index};
use crate::{Replica, ReplicaError};

/// Someone who was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Whether a name or an address of theirs begins with what was searched for, rather than has it somewhere.
    pub at_beginning: bool,
    pub user: User,
}

impl Replica {
    /// The people whose name or address has that in it, in any case and with or without accents: first those where it is at
    /// the beginning, each by last and first name; at most `limit`. An empty search finds nobody.
    pub async fn find(&self, search: &str, limit: usize) -> Result<Vec<Match>, ReplicaError> {
        let needle = search::fold(search.trim());
        let found = self.with_index(move |index| index.find(&needle, limit)).await?;
        let ids: Vec<UserId> = found.iter().map(|(_, id)| *id).collect();
        let mut users = self.users(&ids).await?;
        let found = found.into_iter().filter_map(|(at_beginning, id)| {
            Some(Match {
                at_beginning,
                user: users.remove(&id)?,
            })
        });
        Ok(found.collect())
    }
}

impl Index {
    fn find(&self, needle: &str, limit: usize) -> Vec<(bool, UserId)> {
        if needle.is_empty() || limit == 0 {
            return Vec::new();
        }
        let finder = Finder::new(needle);
        let found = self.entries.iter().filter(|entry| entry.contains(&finder));
        let mut found: Vec<(bool, &Entry)> = found.map(|entry| (entry.begins_with(needle), entry)).collect();
        if found.len() > limit {
            // One letter finds most of the account: only those that are shown are put in order.
            found.select_nth_unstable_by(limit, |a, b| rank(a).cmp(&rank(b)));
            found.truncate(limit);
        }
        found.sort_unstable_by(|a, b| rank(a).cmp(&rank(b)));
        let ids = found.into_iter().map(|(begins, entry)| (begins, entry.subject.id));
        ids.collect()
    }
}

fn rank<'a>((at_beginning, entry): &(bool, &'a Entry)) -> (bool, &'a str, &'a str, UserId) {
    (!at_beginning, entry.last(), entry.first(), entry.subject.id)
}
