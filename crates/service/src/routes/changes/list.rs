//! `GET /changes`: what changed for the caller since a cursor, each record once in its latest state.

use std::collections::HashMap;

use axum::extract::RawQuery;
use axum::http::HeaderMap;
use axum::response::Response;
use roster_contract::{Change, ChangeType, Changes, User};
use roster_domain::{UserId, UserStatus};
use roster_store::changes::{self, ChangePlace, ChangeRecord, Changed, Viewer};
use roster_store::{StoreError, invitations};

use crate::kernel::packed;
use crate::kernel::query::Query;
use crate::kernel::reading::Reading;
use crate::kernel::refusal::Refusal;
use crate::roll::Roll;
use crate::routes::changes::cursor::Cursor;
use crate::views;

const DEFAULT_LIMIT: i64 = 1_000;
const MAX_LIMIT: i64 = 5_000;

pub async fn list(mut reading: Reading, RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, Refusal> {
    let mut query = Query::parse(query.as_deref().unwrap_or_default())?;
    let (after, limit) = (
        query.text("after"),
        query.number("limit", 1..=MAX_LIMIT, DEFAULT_LIMIT)?,
    );
    query.finish()?;
    let (user, account) = (&reading.caller.user, &reading.caller.account);
    let now = Cursor::start(user, account);
    let cursor = match after {
        None => Some(now.clone()),
        Some(text) => go_on(&mut reading, &text).await?,
    };
    let page = match cursor {
        Some(cursor) => page(&mut reading, cursor, now, limit).await?,
        None => Changes {
            items: Vec::new(),
            revision: reading.caller.account.revision,
            cursor: now.to_text(),
            has_more: false,
            reset: true,
        },
    };
    packed::json(&headers, page).await
}

/// The cursor, if what was read up to there still holds for the caller.
async fn go_on(reading: &mut Reading, text: &str) -> Result<Option<Cursor>, StoreError> {
    let Some(cursor) = Cursor::parse(text) else {
        return Ok(None);
    };
    let goes_on = cursor.goes_on_for(&reading.caller.user, &reading.caller.account)
        && cursor.is_of_this_history(&mut reading.tx).await?;
    Ok(goes_on.then_some(cursor))
}

async fn page(reading: &mut Reading, cursor: Cursor, now: Cursor, limit: i64) -> Result<Changes, StoreError> {
    let reached = reading.caller.account.revision;
    let asked = Asked {
        after: cursor.place(),
        no_deletions_to: cursor.no_deletions_to(),
        // One more than is shown, to know whether there are more.
        limit: limit + 1,
    };
    let mut found = match from_memory(reading, &asked).await? {
        Some(found) => found,
        None => from_database(reading, &asked).await?,
    };
    let limit = usize::try_from(limit).expect("a limit is a small number");
    let has_more = found.len() > limit;
    found.truncate(limit);
    let last = found.last().map(place).filter(|_| has_more);
    let cursor = match last {
        Some(place) => cursor.at(place, now),
        None => cursor.after_all(now),
    };
    Ok(Changes {
        items: found,
        revision: last.map_or(reached, |place| place.revision),
        cursor: cursor.to_text(),
        has_more,
        reset: false,
    })
}

/// What is asked of the feed.
struct Asked {
    after: ChangePlace,
    /// Deletions up to there do not concern the replica.
    no_deletions_to: i64,
    limit: i64,
}

fn viewer(reading: &Reading) -> Viewer {
    let user = &reading.caller.user;
    Viewer {
        id: user.id,
        billing_manager: user.billing_manager,
        own_record_only: !user.rights().is_administrator(),
    }
}

async fn from_memory(reading: &mut Reading, asked: &Asked) -> Result<Option<Vec<Change>>, StoreError> {
    let (viewer, actor, now) = (viewer(reading), reading.caller.actor(), reading.now);
    if viewer.own_record_only {
        return Ok(None);
    }
    let limit = usize::try_from(asked.limit).expect("a limit is a small number");
    let look = |roll: &Roll| -> Vec<Change> {
        let changed = roll.changed(&viewer, asked.after, limit).into_iter();
        changed
            .map(|changed| {
                user_changed(
                    changed.place,
                    views::listed(&changed.user, changed.invitation, &actor, now),
                )
            })
            .collect()
    };
    let Some(mut found) = reading.look_at_roll(look).await? else {
        return Ok(None);
    };
    let account = reading.caller.account.id;
    let deleted = changes::deletions(
        &mut reading.tx,
        account,
        asked.after,
        asked.no_deletions_to,
        asked.limit,
    )
    .await?;
    if !deleted.is_empty() {
        found.extend(deleted.into_iter().map(user_deleted));
        found.sort_by_key(place);
        found.truncate(limit);
    }
    Ok(Some(found))
}

async fn from_database(reading: &mut Reading, asked: &Asked) -> Result<Vec<Change>, StoreError> {
    let (viewer, account) = (viewer(reading), reading.caller.account.id);
    let Asked {
        after,
        no_deletions_to,
        limit,
    } = *asked;
    let found = changes::list(&mut reading.tx, account, &viewer, after, no_deletions_to, limit).await?;
    show(reading, found).await
}

async fn show(reading: &mut Reading, found: Vec<ChangeRecord>) -> Result<Vec<Change>, StoreError> {
    let pending = found.iter().filter_map(|change| match &change.changed {
        Changed::User(user) if user.status == UserStatus::Pending => Some(user.id),
        Changed::User(_) | Changed::Deleted(_) => None,
    });
    let pending: Vec<_> = pending.collect();
    let open = invitations::open_of_each(&mut reading.tx, &pending).await?;
    let open: HashMap<_, _> = open
        .into_iter()
        .map(|invitation| (invitation.user_id, invitation))
        .collect();
    let actor = reading.caller.actor();
    let shown = found.into_iter().map(|ChangeRecord { place, changed }| match changed {
        Changed::Deleted(_) => user_deleted(place),
        Changed::User(user) => user_changed(place, views::user(&user, open.get(&user.id), &actor, reading.now)),
    });
    Ok(shown.collect())
}

fn user_changed(place: ChangePlace, user: User) -> Change {
    Change {
        revision: place.revision,
        kind: ChangeType::User,
        id: user.id,
        deleted: false,
        user: Some(user),
    }
}

fn user_deleted(place: ChangePlace) -> Change {
    Change {
        revision: place.revision,
        kind: ChangeType::User,
        id: UserId::from_uuid(place.id),
        deleted: true,
        user: None,
    }
}

fn place(change: &Change) -> ChangePlace {
    ChangePlace {
        revision: change.revision,
        id: change.id.as_uuid(),
    }
}
