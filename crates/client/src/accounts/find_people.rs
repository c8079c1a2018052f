use std::sync::Arc;

use roster_domain::search;
use roster_replica::{Match, Replica};

use crate::desktop::Desktop;
use crate::session::Session;
use crate::users::row::Viewpoint;
use crate::view::{CommandError, FoundPeople, FoundPerson, UserRow};

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
    /// Looks for a person in all accounts that one is signed in to: first those whose name or address begins with what is
    /// searched for. An empty search finds nobody; at most 100 are given.
    ///
    /// An account that cannot be read is left out: it says so by itself once it is in view.
    pub async fn find_people(&self, search: String, limit: u32) -> Result<FoundPeople, CommandError> {
        let limit = limit.min(MOST_PEOPLE) as usize;
        let mut found = Vec::new();
        let mut complete = true;
        for session in self.state(|state| state.sessions.clone()) {
            if self.look_at_clock(&session).is_some() {
                continue;
            }
            match self.find_in(&session, &search, limit).await {
                Ok(in_account) => {
                    found.extend(in_account.people);
                    complete &= in_account.complete;
                }
                Err(error) => tracing::warn!(detail = error.detail, "an account was not searched"),
            }
        }
        // Stable: namesakes stay in the order of their accounts.
        found.sort_by(|a, b| (!a.at_beginning, &a.last, &a.first).cmp(&(!b.at_beginning, &b.last, &b.first)));
        Ok(FoundPeople {
            people: found.into_iter().take(limit).map(|found| found.person).collect(),
            complete,
        })
    }

    async fn find_in(&self, session: &Arc<Session>, search: &str, limit: usize) -> Result<FoundIn, CommandError> {
        let look = |replica: Arc<Replica>| async move {
            let complete = replica.is_complete().await?;
            let matches = replica.find(search, limit).await?;
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
