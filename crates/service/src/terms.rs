//! Puts right, once the clock is corrected, what was written down while it was ahead.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use roster_domain::{AccountId, Term};
use roster_store::{Scope, StoreError, terms, users};
use tokio::time::{Instant, sleep};

use crate::app::App;
use crate::kernel::audit_entry::{Changes, Target, moment};
use crate::kernel::origin::Origin;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Effect, Outcome, Unit, UnitRequest};
use crate::mail::{CLAIM, back_off};

/// How often the clock is looked at.
const LOOK: Duration = Duration::from_secs(1);
/// How often it is done whatever the clock shows: the clock of another node may have been wrong.
const AGAIN: Duration = Duration::from_hours(1);

/// The beginning of 2025, in seconds of Unix time: this program is younger. A machine whose clock lost its time shows 1970 or 2000.
const EARLIEST: i64 = 1_735_689_600;

/// Puts everything right whenever the clock was put back, until the service shuts down.
pub async fn watch(app: App, mail_retry_base: SignedDuration) {
    let (mut latest, mut done_at) = (app.now(), Instant::now());
    loop {
        tokio::select! {
            () = app.shutdown.cancelled() => return,
            () = sleep(LOOK) => {}
        }
        let now = app.now();
        if !is_put_back(latest, now) && done_at.elapsed() < AGAIN {
            latest = latest.max(now);
            continue;
        }
        if is_put_back(latest, now) {
            tracing::warn!(from = %latest, to = %now, "the clock was put back");
        }
        match put_right(&app, mail_retry_base).await {
            Ok(()) => (latest, done_at) = (now, Instant::now()),
            Err(refusal) => tell(refusal),
        }
    }
}

/// Says that it was not done. It will be, an hour later at the latest.
pub fn tell(refusal: Refusal) {
    let problem = refusal.into_problem().code;
    tracing::warn!(
        ?problem,
        "what was written down by a clock that was ahead is not put right yet"
    );
}

/// Puts everything right, once. Nothing is done by a clock that is wrong itself: to one that lost its time, everything lies ahead.
pub async fn put_right(app: &App, mail_retry_base: SignedDuration) -> Result<(), Refusal> {
    let now = app.now();
    if now.as_second() < EARLIEST {
        tracing::warn!(%now, "the clock of this machine is wrong: nothing is put right by it");
        return Ok(());
    }
    let mut tx = app.store.begin_write(Scope::NoAccount).await?;
    terms::put_right(&mut tx, now).await?;
    tx.commit().await?;
    if put_mails_right(app, now, mail_retry_base).await? > 0 {
        app.mail_queued.notify_one();
    }
    let mut tx = app.store.begin_read(Scope::Platform).await?;
    let accounts = terms::accounts_ahead(&mut tx, now).await?;
    tx.commit().await?;
    for account in accounts {
        put_account_right(app, account, now).await?;
        put_invitations_right(app, account).await?;
    }
    Ok(())
}

fn is_put_back(latest: Timestamp, now: Timestamp) -> bool {
    latest.duration_since(now) > Term::CLOCK_TOLERANCE
}

async fn put_mails_right(app: &App, now: Timestamp, retry_base: SignedDuration) -> Result<u64, StoreError> {
    let mut tx = app.store.begin_write(Scope::Platform).await?;
    let mut changed = terms::put_mails_right(&mut tx, now, CLAIM).await?;
    for (tries, longest) in back_off::longest_waits(retry_base) {
        changed += terms::put_waiting_mails_right(&mut tx, now, tries, longest).await?;
    }
    tx.commit().await?;
    Ok(changed)
}

async fn put_account_right(app: &App, account: AccountId, now: Timestamp) -> Result<(), StoreError> {
    let mut tx = app.store.begin_write(Scope::Account(account)).await?;
    terms::put_right_in(&mut tx, account, now).await?;
    for user in terms::active_ahead(&mut tx, account, now).await? {
        users::set_last_active(&mut tx, account, user, now).await?;
    }
    tx.commit().await
}

/// The term of an invitation shows on its user: putting it right is a change of the account, and stands in its log.
async fn put_invitations_right(app: &App, account: AccountId) -> Result<(), Refusal> {
    let request = UnitRequest {
        app: app.clone(),
        account,
        origin: Origin::service(),
        effect: Effect::Change,
        key: None,
        tx: None,
    };
    request
        .decide(|unit| Box::pin(correct_invitations(unit)))
        .await
        .map(drop)
}

async fn correct_invitations(unit: &mut Unit) -> Result<Outcome, Refusal> {
    let ahead = terms::invitations_ahead(&mut unit.tx, unit.account, unit.now).await?;
    let nothing_to_do = ahead.is_empty();
    for invitation in ahead {
        let Some(user) = users::get(&mut unit.tx, unit.account, invitation.user_id).await? else {
            continue;
        };
        let before = Term {
            from: invitation.created_at.timestamp(),
            until: invitation.expires_at.timestamp(),
        };
        let after = before.at(unit.now);
        terms::set_invitation_term(&mut unit.tx, user.id, after).await?;
        users::touch(&mut unit.tx, user.id, unit.revision).await?;
        let expires_at = |term: Term| Some(moment(term.until.into()));
        let changes = Changes::default().field("expiresAt", expires_at(before), expires_at(after));
        unit.audit(None, "invitation.term-corrected", Some(Target::user(&user)), changes);
    }
    let reply = Reply::no_content();
    Ok(if nothing_to_do {
        Outcome::Unchanged(reply)
    } else {
        Outcome::Changed(reply)
    })
}
