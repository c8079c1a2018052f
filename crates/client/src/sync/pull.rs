use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use roster_contract::{Changes, Me, UserPage};
use roster_domain::{UserId, UserStatus, full_name};
use roster_replica::{Replica, ReplicaError};
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::SyncError;
use super::feed::{Head, Page, Records};
use super::rebuild::{Cause, rebuild};
use super::untold::{ask_of_untold, learn_ahead};
use crate::desktop::Desktop;
use crate::events::DesktopEvent;
use crate::http::{Call, CallError};
use crate::session::Session;
use crate::view::{Accepted, CacheTag, Mode, SyncProgress};

/// The page after a cursor, or why it did not come; between them whom replies had told of before it was asked for.
type Next = (String, Vec<UserId>, Result<Page, CallError>);

/// What became of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    In,
    /// The copy begins anew first.
    NotYet,
}

/// How often lists are read and drawn again while a first copy comes in: each time takes from what reads it.
const PACE: Duration = Duration::from_millis(400);

/// When it was last said that there is more to look at.
#[derive(Debug, Default)]
struct Pace(Option<Instant>);

impl Pace {
    /// Whether to say so now: the first time, and when long enough has passed since.
    fn is_due(&mut self) -> bool {
        let now = Instant::now();
        let is_due = self.0.is_none_or(|last| now.duration_since(last) >= PACE);
        if is_due {
            self.0 = Some(now);
        }
        is_due
    }
}

/// Fetches the feed's pages until there are no more, and takes each in while the next is on its way.
pub(super) async fn pull(desktop: &Arc<Desktop>, session: &Arc<Session>) -> Result<(), SyncError> {
    let mut total = None;
    let mut next: Option<Next> = None;
    let mut telling = Pace::default();
    loop {
        let replica = session.replica().await;
        let cursor = replica.cursor().await?;
        let (page, ahead) = match next.take() {
            Some((after, ahead, page)) if cursor.as_deref() == Some(&after) => (page?, ahead),
            // It goes on from what was read of a copy that was made anew meanwhile.
            Some(_) | None => {
                let ahead = replica.ahead().await?;
                (Page::after(desktop, session, cursor.as_deref()).await?, ahead)
            }
        };
        let Page { head, records } = page;
        if head.reset {
            rebuild(desktop, session, Cause::Reset).await?;
            continue;
        }
        let ahead_of_more = replica.ahead().await?;
        // The service is asked one thing at a time.
        let line = Mutex::new(());
        // In one task, so that it ends as a whole, and asking first: the service makes the one page while the other is read
        // and written.
        let (came, taken) = tokio::join!(
            biased;
            ask_for_more(desktop, session, &head, ahead_of_more, &line),
            take_in(desktop, session, &replica, records, total, &mut telling, &line),
        );
        match taken {
            Ok(Taken::In) => {}
            Ok(Taken::NotYet) => continue,
            // It was made anew under another pass.
            Err(SyncError::Replica(ReplicaError::Closed)) if !session.ended.is_cancelled() => continue,
            Err(error) => return Err(error),
        }
        // Only now: a copy that the service wants to be dropped is not read for any longer on the strength of its saying so.
        desktop.in_contact(session);
        desktop.keep_term(session).await;
        if head.has_more && total.is_none() && !replica.is_complete().await? {
            // Not sooner: there is something to look at by now.
            total = ask_how_many(session).await;
            desktop.is_syncing(session, progress(&replica, total).await?);
        }
        if !head.has_more && !ask_of_untold(desktop, session, &replica, ahead).await? {
            return Ok(());
        }
        next = came;
    }
}

async fn ask_for_more(
    desktop: &Desktop,
    session: &Session,
    page: &Head,
    ahead: Vec<UserId>,
    line: &Mutex<()>,
) -> Option<Next> {
    if !page.has_more {
        return None;
    }
    let _line = line.lock().await;
    let more = Page::after(desktop, session, Some(&page.cursor)).await;
    Some((page.cursor.clone(), ahead, more))
}

/// Takes a page in, and says so at once: there is something new to look at.
async fn take_in(
    desktop: &Desktop,
    session: &Arc<Session>,
    replica: &Replica,
    records: Records,
    total: Option<u32>,
    telling: &mut Pace,
    line: &Mutex<()>,
) -> Result<Taken, SyncError> {
    let page = records.read().await?;
    let before = replica.revision().await?;
    let complete = replica.is_complete().await?;
    if concerns_viewer(session, &page, before, complete) {
        let _line = line.lock().await;
        // Before the page is taken in: with it goes the only sign that there was something to ask.
        let me: Me = session.api.call(&Call::get("/me")).await?;
        if learn_ahead(desktop, session, replica, me).await? {
            return Ok(Taken::NotYet);
        }
    }
    let accepted = if complete {
        accepted_in(replica, &page).await?
    } else {
        Vec::new()
    };
    replica.apply(&page).await?;
    if !accepted.is_empty() && desktop.is_in_view(session) {
        desktop.tell(DesktopEvent::InvitationsAccepted(accepted));
    }
    let completes = !complete && !page.has_more;
    let is_news = !page.items.is_empty() && (complete || telling.is_due());
    if completes || is_news {
        tell(desktop, session);
    }
    // Of a first copy it is said as soon as it is known how many there are.
    if page.has_more && (complete || total.is_some()) {
        desktop.is_syncing(session, progress(replica, total).await?);
    }
    Ok(Taken::In)
}

/// Whose invitation was open as far as the copy knows, and who are active by this page.
async fn accepted_in(replica: &Replica, page: &Changes) -> Result<Vec<Accepted>, ReplicaError> {
    let mut accepted = Vec::new();
    let active = page.items.iter().filter_map(|change| change.user.as_ref());
    for user in active.filter(|user| user.status == UserStatus::Active) {
        let before = replica.user(user.id).await?;
        if before.is_some_and(|before| before.status == UserStatus::Pending) {
            accepted.push(Accepted {
                id: user.id,
                full_name: full_name(&user.first_name, &user.last_name),
                login_email: user.login_email.clone(),
            });
        }
    }
    Ok(accepted)
}

fn tell(desktop: &Desktop, session: &Session) {
    let mut tags = vec![CacheTag::Users, CacheTag::Administrators];
    if session.server.mode == Mode::Embedded {
        // A delivery's outcome is a change of the invited.
        tags.push(CacheTag::Mails);
    }
    desktop.invalidate_for(session, &tags);
}

/// Whether the page has one's own record in another state than it is known in; or whether it may hide a change of the
/// account itself, which the feed has no record of: when it reaches revisions that none of its records is of, and at the
/// end of the first passage, where many are of no record any more.
fn concerns_viewer(session: &Session, page: &Changes, before: i64, complete: bool) -> bool {
    let me = session.me().user;
    let own = page.items.iter().rfind(|change| change.id == me.id);
    if own.is_some_and(|change| change.user.as_ref() != Some(&me)) {
        return true;
    }
    if !complete {
        return !page.has_more;
    }
    let told: HashSet<i64> = page.items.iter().map(|change| change.revision).collect();
    let told = told.into_iter().filter(|revision| *revision > before).count();
    i64::try_from(told).is_ok_and(|told| page.revision - before > told)
}

async fn progress(replica: &Replica, total: Option<u32>) -> Result<Option<SyncProgress>, ReplicaError> {
    if replica.is_complete().await? {
        return Ok(None);
    }
    let counts = replica.counts().await?;
    Ok(Some(SyncProgress {
        done: counts.active + counts.pending + counts.removed,
        total,
    }))
}

/// The feed does not say how much there is to come; the list does.
async fn ask_how_many(session: &Session) -> Option<u32> {
    match session.api.call::<UserPage>(&Call::get("/users?limit=1")).await {
        Ok(page) => u32::try_from(page.total).ok(),
        Err(error) => {
            tracing::debug!(%error, "how many users there are is not known");
            None
        }
    }
}
