//! The pages of the change feed.

use roster_contract::Changes;
use serde::Deserialize;
use tokio::task::JoinHandle;
use url::form_urlencoded;

use crate::desktop::Desktop;
use crate::http::{Call, CallError, Unread};
use crate::session::Session;

/// The first page is small, so that there is something to look at.
const FIRST_PAGE: u32 = 500;
const PAGE: u32 = 5_000;

/// A page as it came. The next one is asked for by its head alone: the service makes that one while the records are read.
#[derive(Debug)]
pub(super) struct Page {
    pub head: Head,
    pub records: Records,
}

/// The records of a page, which are read on a thread of their own while the page before is still written.
#[derive(Debug)]
pub(super) struct Records(JoinHandle<Result<Changes, CallError>>);

/// What a page says of itself.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Head {
    pub cursor: String,
    pub has_more: bool,
    pub reset: bool,
}

impl Page {
    /// Asks for the page after a cursor; without one, for the first.
    pub async fn after(desktop: &Desktop, session: &Session, cursor: Option<&str>) -> Result<Self, CallError> {
        let call = feed(cursor);
        let Unread { part: head, whole } = desktop.over_one_network(session.api.call_for_part(&call)).await?;
        check_head(&head, cursor)?;
        let records = Records(tokio::task::spawn_blocking(move || whole.read()));
        Ok(Self { head, records })
    }
}

impl Records {
    pub async fn read(self) -> Result<Changes, CallError> {
        let read = self.0.await;
        let page = read.unwrap_or_else(|error| Err(CallError::NotRoster(error.to_string())))?;
        if page.items.iter().any(|change| change.deleted == change.user.is_some()) {
            return wrong("contradicts itself");
        }
        Ok(page)
    }
}

fn feed(cursor: Option<&str>) -> Call {
    let mut query = form_urlencoded::Serializer::new(String::new());
    match cursor {
        Some(cursor) => query
            .append_pair("limit", &PAGE.to_string())
            .append_pair("after", cursor),
        None => query.append_pair("limit", &FIRST_PAGE.to_string()),
    };
    Call::get(format!("/changes?{}", query.finish()))
}

/// What no service that works would send, and what would keep the desktop asking for ever.
fn check_head(page: &Head, asked: Option<&str>) -> Result<(), CallError> {
    match page {
        Head { reset: true, .. } if asked.is_none() => wrong("starts again where it starts"),
        Head { reset: true, .. } => Ok(()),
        _ if page.has_more && asked == Some(page.cursor.as_str()) => wrong("leads back to itself"),
        _ => Ok(()),
    }
}

fn wrong<T>(what: &str) -> Result<T, CallError> {
    Err(CallError::NotRoster(format!("a page of changes that {what}")))
}
