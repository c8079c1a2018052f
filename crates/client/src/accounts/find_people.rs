use std::collections::HashMap;
use std::sync::Arc;

use roster_domain::search;
use roster_replica::{Match, Replica};

use crate::desktop::Desktop;
use crate::session::Session;
use crate::users::row::Viewpoint;
use crate::view::{AccountKey, CommandError, FoundPeople, FoundPerson, UserRow};

/// More people than one looks through.
const MOST_PEOPLE: u32 = 100;

/// Someone found, with what they are sorted by.
struct Found {
    at_beginning: bool,
    last: String,
    first: String,
    person: FoundPerson,
}

/// Who was found in one account.
struct FoundIn {
    people: Vec<Found>,
    /// Whether all of its users are here.
    complete: bool,
}

impl Desktop {
    /// Looks for a person in all accounts: first those whose name or address begins with what is searched for. An empty search
    /// finds nobody; at most 100 are given, of each account in which someone is found as many as there is room for.
    pub async fn find_people(&self, search: String, limit: u32) -> Result<FoundPeople, CommandError> {
        let limit = limit.min(MOST_PEOPLE) as usize;
        let (mut found, mut complete, mut not_searched) = (Vec::new(), true, Vec::new());
        for account in self.settings.get().accounts {
            match self.search_account(account.key, &search, limit).await {
                Some(in_account) => {
                    found.extend(in_account.people);
                    complete &= in_account.complete;
                }
                // Of one that was left nobody expects anything.
                None if account.left => {}
                None => not_searched.push(account.account_name),
            }
        }
        // Stable: namesakes stay in the order of their accounts.
        found.sort_by(|a, b| (!a.at_beginning, &a.last, &a.first).cmp(&(!b.at_beginning, &b.last, &b.first)));
        let more = found.len() > limit;
        Ok(FoundPeople {
            people: shared_out(found, limit),
            complete,
            more,
            not_searched,
        })
    }

    /// None where nobody is signed in, or nothing may be read now.
    async fn search_account(&self, key: AccountKey, search: &str, limit: usize) -> Option<FoundIn> {
        let session = self.state(|state| state.session_of(key).cloned())?;
        if self.look_at_clock(&session).is_some() {
            return None;
        }
        match self.find_in(&session, search, limit).await {
            Ok(found) => Some(found),
            Err(error) => {
                tracing::warn!(detail = error.detail, "an account was not searched");
                None
            }
        }
    }

    async fn find_in(&self, session: &Arc<Session>, search: &str, limit: usize) -> Result<FoundIn, CommandError> {
        let look = |replica: Arc<Replica>| async move {
            let complete = replica.is_complete().await?;
            // One more than can be given, to know whether there are more.
            let matches = replica.find(search, limit + 1).await?;
            Ok((complete, matches, Viewpoint::of(self, session, &replica).await?))
        };
        let (complete, matches, viewpoint) = session.read(look).await?;
        let account_name = session.me().account.name;
        let people = matches.into_iter().map(|Match { at_beginning, user }| {
            let row = viewpoint.row(user);
            found(at_beginning, session, &account_name, row)
        });
        Ok(FoundIn {
            people: people.collect(),
            complete,
        })
    }
}

/// As many as there is room for, in their order. Each account first has an equal share of the room, so that one with many who match
/// leaves the others in view.
fn shared_out(found: Vec<Found>, limit: usize) -> Vec<FoundPerson> {
    let mut of_account: HashMap<AccountKey, usize> = HashMap::new();
    for one in &found {
        *of_account.entry(one.person.account).or_default() += 1;
    }
    let share = limit / of_account.len().max(1);
    // What is left of the room once each account has had its share, or all of its own.
    let mut left = limit - of_account.values().map(|count| share.min(*count)).sum::<usize>();
    let mut taken_of: HashMap<AccountKey, usize> = HashMap::new();
    let has_room = |one: &Found| {
        let taken = taken_of.entry(one.person.account).or_default();
        let within_share = *taken < share;
        let has_room = within_share || left > 0;
        if has_room && !within_share {
            left -= 1;
        }
        *taken += usize::from(has_room);
        has_room
    };
    found.into_iter().filter(has_room).map(|one| one.person).collect()
}

fn found(at_beginning: bool, session: &Session, account_name: &str, row: UserRow) -> Found {
    Found {
        at_beginning,
        last: search::fold(&row.user.last_name),
        first: search::fold(&row.user.first_name),
        person: FoundPerson {
            account: session.account,
            account_name: account_name.to_owned(),
            row,
        },
    }
}
