//! `GET /users`: the account's users, searched, sorted and page by page.

use std::collections::HashMap;
use std::str::FromStr;

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use roster_contract::{Problem, SortKey, User, UserPage};
use roster_domain::{UserId, UserStatus};
use roster_store::invitations::{self, InvitationRecord};
use roster_store::users::{self, Column, Filter, Listed, Order, Place, UserRecord};
use roster_store::{StoreError, Tx};
use serde_json::json;

use crate::kernel::query::{Query, invalid};
use crate::kernel::reading::Reading;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::roll::Roll;
use crate::routes::users::cursor::Cursors;
use crate::views;

const DEFAULT_LIMIT: i64 = 50;
const MAX_LIMIT: i64 = 200;

/// Which page of which list.
#[derive(Debug)]
struct Listing {
    filter: Filter,
    order: Order,
    limit: usize,
    cursors: Cursors,
    after: Option<Place>,
}

pub async fn list(mut reading: Reading, RawQuery(query): RawQuery) -> Result<Response, Refusal> {
    reading.caller.administrate()?;
    let listing = Listing::read(Query::parse(query.as_deref().unwrap_or_default())?, &reading)?;
    let page = match from_memory(&mut reading, &listing).await? {
        Some(page) => page,
        None => from_database(&mut reading, &listing).await?,
    };
    Ok(Reply::json(StatusCode::OK, &page).into_response())
}

async fn from_memory(reading: &mut Reading, listing: &Listing) -> Result<Option<UserPage>, StoreError> {
    let (viewer, now) = (reading.caller.actor(), reading.now);
    let look = |roll: &Roll| {
        let page = roll.page(&listing.filter, listing.order, listing.after.as_ref(), listing.limit);
        let last = page.users.last().filter(|_| page.has_more);
        let shown = page.users.iter();
        UserPage {
            next_cursor: last.map(|(user, _)| listing.cursor_after(user)),
            items: shown
                .map(|(user, invitation)| views::listed(user, *invitation, &viewer, now))
                .collect(),
            total: i64::try_from(page.total).expect("there are not so many people"),
        }
    };
    reading.look_at_roll(look).await
}

async fn from_database(reading: &mut Reading, listing: &Listing) -> Result<UserPage, StoreError> {
    let (account, limit) = (reading.caller.account.id, listing.limit);
    let (totals, revision) = (reading.app.totals.clone(), reading.caller.account.revision);
    let total = totals
        .count(&mut reading.tx, account, revision, &listing.filter)
        .await?;
    // One more than is shown, to know whether there are more.
    let wanted = i64::try_from(limit + 1).expect("a limit is a small number");
    let after = listing.after.as_ref();
    let mut found = users::list(&mut reading.tx, account, &listing.filter, listing.order, after, wanted).await?;
    let has_more = found.len() > limit;
    found.truncate(limit);
    let last = found.last().filter(|_| has_more);
    Ok(UserPage {
        next_cursor: last.map(|last| listing.cursor_after(&last.listed())),
        items: show(reading, &found).await?,
        total,
    })
}

async fn show(reading: &mut Reading, records: &[UserRecord]) -> Result<Vec<User>, StoreError> {
    let invitations = invitations_of(&mut reading.tx, records).await?;
    let viewer = reading.caller.actor();
    let shown = records
        .iter()
        .map(|record| views::user(record, invitations.get(&record.id), &viewer, reading.now));
    Ok(shown.collect())
}

/// The invitations in force of those who are pending.
async fn invitations_of(tx: &mut Tx, records: &[UserRecord]) -> Result<HashMap<UserId, InvitationRecord>, StoreError> {
    let pending = records
        .iter()
        .filter(|record| record.status == UserStatus::Pending)
        .map(|record| record.id);
    let found = invitations::open_of_each(tx, &pending.collect::<Vec<_>>()).await?;
    Ok(found
        .into_iter()
        .map(|invitation| (invitation.user_id, invitation))
        .collect())
}

impl Listing {
    /// The cursor of the page that begins after a user.
    fn cursor_after(&self, user: &Listed<'_>) -> String {
        self.cursors.write(&self.order.column.place_of(user))
    }

    fn read(mut query: Query, reading: &Reading) -> Result<Self, Problem> {
        let text = query.search_text()?;
        let filter = Filter {
            status: query.value("status")?,
            role: query.value("role")?,
            language: query.value("language")?,
            text,
        };
        let Sort(order) = query.value("sort")?.unwrap_or(Sort(Order {
            column: Column::LastName,
            descending: false,
        }));
        let limit = query.number("limit", 1..=MAX_LIMIT, DEFAULT_LIMIT)?;
        let cursor = query.text("cursor");
        query.finish()?;
        let cursors = Cursors::of(&reading.app.secret_key, describe(reading, &filter, order));
        let bad_cursor = || invalid("cursor", "is none of this list: begin again without one");
        let after = cursor
            .map(|cursor| cursors.read(&cursor).ok_or_else(bad_cursor))
            .transpose()?;
        Ok(Self {
            filter,
            order,
            limit: usize::try_from(limit).expect("it is within its range"),
            cursors,
            after,
        })
    }
}

/// What has to be the same for a cursor to make sense.
fn describe(reading: &Reading, filter: &Filter, order: Order) -> String {
    let Filter {
        status,
        role,
        language,
        text,
    } = filter;
    let Order { column, descending } = order;
    json!([
        reading.caller.account.id,
        status,
        role,
        language,
        text,
        format!("{column:?}"),
        descending
    ])
    .to_string()
}

/// The value of `sort`: a column, with a `-` before it for descending order.
#[derive(Debug, Clone, Copy)]
struct Sort(Order);

impl FromStr for Sort {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (descending, name) = text.strip_prefix('-').map_or((false, text), |name| (true, name));
        let key = SortKey::ALL.into_iter().find(|key| key.as_str() == name).ok_or(())?;
        let column = match key {
            SortKey::LastName => Column::LastName,
            SortKey::FirstName => Column::FirstName,
            SortKey::LoginEmail => Column::LoginEmail,
            SortKey::CreatedAt => Column::CreatedAt,
            SortKey::LastActiveAt => Column::LastActiveAt,
        };
        Ok(Self(Order { column, descending }))
    }
}
