//! `GET /changes`: what changed for the caller since a cursor, each record once in its latest state.

use std::collections::HashMap;

use axum::extract::RawQuery;
use axum::http::HeaderMap;
use axum::response::Response;
use roster_contract::{Change, ChangeType, Changes};
use roster_domain::UserStatus;
use roster_store::changes::{self, ChangeRecord, Changed, Viewer};
use roster_store::{StoreError, invitations};

use crate::kernel::packed;
use crate::kernel::query::Query;
use crate::kernel::reading::Reading;
use crate::kernel::refusal::Refusal;
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
    let now = Cursor::start(&mut reading.tx, user, account).await?;
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
    let (user, account) = (&reading.caller.user, &reading.caller.account);
    let viewer = Viewer {
        id: user.id,
        billing_manager: user.billing_manager,
        own_record_only: !user.rights().is_administrator(),
    };
    let (reached, deletions_from) = (account.revision, cursor.no_deletions_to());
    // One more than is shown, to know whether there are more.
    let mut found = changes::list(
        &mut reading.tx,
        account.id,
        &viewer,
        cursor.place(),
        deletions_from,
        limit + 1,
    )
    .await?;
    let limit = usize::try_from(limit).expect("a limit is a small number");
    let has_more = found.len() > limit;
    found.truncate(limit);
    let last = found.last().map(|change| change.place).filter(|_| has_more);
    let cursor = match last {
        Some(place) => cursor.at(place, now),
        None => cursor.after_all(now),
    };
    Ok(Changes {
        items: show(reading, found).await?,
        revision: last.map_or(reached, |place| place.revision),
        cursor: cursor.to_text(),
        has_more,
        reset: false,
    })
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
    let viewer = reading.caller.actor();
    let shown = found.into_iter().map(|ChangeRecord { place, changed }| {
        let (id, user) = match changed {
            Changed::Deleted(id) => (id, None),
            Changed::User(user) => (
                user.id,
                Some(views::user(&user, open.get(&user.id), &viewer, reading.now)),
            ),
        };
        Change {
            revision: place.revision,
            kind: ChangeType::User,
            id,
            deleted: user.is_none(),
            user,
        }
    });
    Ok(shown.collect())
}
