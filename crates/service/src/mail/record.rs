//! Writes down what became of a mail, where its account's administrators see it.

use jiff::{SignedDuration, Timestamp};
use roster_contract::ProblemCode;
use roster_domain::Delivery;
use roster_store::mails::{self, ClaimedMail, Finished};
use roster_store::{Scope, invitations, users};
use serde_json::json;

use crate::app::App;
use crate::kernel::audit_entry::{Changes, Target};
use crate::kernel::origin::Origin;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Effect, Outcome, Unit, UnitRequest};
use crate::mail::attempt::{Subject, Verdict};
use crate::mail::back_off;

/// Writes the verdict on a mail into the queue and, unless nothing visible changed, onto its invitation.
pub async fn record(
    app: &App,
    mail: ClaimedMail,
    subject: Option<Subject>,
    verdict: Verdict,
    retry_base: SignedDuration,
) -> Result<(), Refusal> {
    let (verdict, next_try) = while_there_is_time(app, &mail, verdict, retry_base);
    if mail.invitation().is_none() {
        return record_notice(app, &mail, verdict, next_try).await;
    }
    let shown = match (subject, verdict) {
        (Some(subject), Verdict::Sent) => Shown::new(subject, Delivery::Sent, None),
        (Some(subject), Verdict::Failed(reason)) => Shown::new(subject, Delivery::Failed, Some(reason)),
        (Some(subject), Verdict::Delayed(reason)) if !subject.shows(&reason) => {
            Shown::new(subject, Delivery::Queued, Some(reason))
        }
        (_, Verdict::Delayed(reason) | Verdict::Held(reason)) => {
            return put_back(app, &mail, next_try, Some(&reason)).await;
        }
        (_, _) => return cancel(app, &mail).await,
    };
    let request = UnitRequest {
        app: app.clone(),
        account: mail.account_id,
        origin: Origin::service(),
        effect: Effect::Change,
        key: None,
        tx: None,
    };
    let claimed = mail.clone();
    let noted = request
        .decide(move |unit| Box::pin(async move { show(unit, &mail, shown, next_try).await }))
        .await?;
    if noted.status() == SUPERSEDED.status() {
        send_again(app, &claimed).await
    } else {
        Ok(())
    }
}

/// What became of a notice shows nowhere but in the queue and the log.
async fn record_notice(app: &App, mail: &ClaimedMail, verdict: Verdict, next_try: Timestamp) -> Result<(), Refusal> {
    let (finished, error) = match verdict {
        Verdict::Sent => (Finished::Sent, None),
        Verdict::Failed(reason) => (Finished::Failed, Some(reason)),
        Verdict::Cancelled => (Finished::Cancelled, None),
        Verdict::Delayed(reason) | Verdict::Held(reason) => {
            return put_back(app, mail, next_try, Some(&reason)).await;
        }
    };
    let mut tx = app.store.begin_write(Scope::Account(mail.account_id)).await?;
    mails::finish(&mut tx, mail, finished, error.as_deref(), app.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// When a mail that was delayed is due again; when there is no time left for that, it has failed.
fn while_there_is_time(
    app: &App,
    mail: &ClaimedMail,
    verdict: Verdict,
    retry_base: SignedDuration,
) -> (Verdict, Timestamp) {
    let (now, queued_at) = (app.now(), mail.created_at.timestamp());
    let (Verdict::Delayed(reason) | Verdict::Held(reason)) = verdict else {
        return (verdict, now);
    };
    match back_off::next_try(queued_at, now, mail.attempts, retry_base, &*app.random) {
        Some(at) => (Verdict::Delayed(reason), at),
        None => (Verdict::Failed(reason), now),
    }
}

/// The mail was cancelled or claimed by another meanwhile; or a newer invitation took the place of the one whose link it
/// carried.
const SUPERSEDED: ProblemCode = ProblemCode::VersionConflict;

/// In the last of those cases the mail goes out once more, with the link that works.
async fn send_again(app: &App, mail: &ClaimedMail) -> Result<(), Refusal> {
    tracing::info!(mail = %mail.id, "a mail's invitation changed while it was under way");
    put_back(app, mail, app.now(), None).await?;
    app.mail_queued.notify_one();
    Ok(())
}

async fn cancel(app: &App, mail: &ClaimedMail) -> Result<(), Refusal> {
    let mut tx = app.store.begin_write(Scope::Account(mail.account_id)).await?;
    let cancelled = mails::finish(&mut tx, mail, Finished::Cancelled, None, app.now()).await?;
    tx.commit().await?;
    if cancelled { Ok(()) } else { send_again(app, mail).await }
}

/// Puts a mail back without a change that anybody sees.
async fn put_back(app: &App, mail: &ClaimedMail, at: Timestamp, error: Option<&str>) -> Result<(), Refusal> {
    let mut tx = app.store.begin_write(Scope::Account(mail.account_id)).await?;
    mails::put_back(&mut tx, mail, at, error).await?;
    tx.commit().await?;
    Ok(())
}

/// What an invitation is to show of its mail.
struct Shown {
    subject: Subject,
    delivery: Delivery,
    error: Option<String>,
}

impl Shown {
    fn new(subject: Subject, delivery: Delivery, error: Option<String>) -> Self {
        Self {
            subject,
            delivery,
            error,
        }
    }
}

async fn show(unit: &mut Unit, mail: &ClaimedMail, shown: Shown, next_try: Timestamp) -> Result<Outcome, Refusal> {
    let Shown {
        subject: Subject { user, invitation, .. },
        delivery,
        error,
    } = shown;
    let (now, error) = (unit.now, error.as_deref());
    let ours = match delivery {
        Delivery::Sent => mails::finish(&mut unit.tx, mail, Finished::Sent, None, now).await?,
        Delivery::Failed => mails::finish(&mut unit.tx, mail, Finished::Failed, error, now).await?,
        Delivery::Queued => mails::put_back(&mut unit.tx, mail, next_try, error).await?,
    };
    if !ours {
        return Err(SUPERSEDED.into());
    }
    let sent_at = (delivery == Delivery::Sent).then_some(now);
    invitations::set_delivery(&mut unit.tx, invitation.id, delivery, error, sent_at).await?;
    users::touch(&mut unit.tx, user.id, unit.revision).await?;
    let action = match delivery {
        Delivery::Sent => "invitation.sent",
        Delivery::Failed => "invitation.failed",
        Delivery::Queued => "invitation.delayed",
    };
    let changes = Changes::default()
        .field("delivery", Some(json!(invitation.delivery)), Some(json!(delivery)))
        .field(
            "deliveryError",
            Some(json!(invitation.delivery_error)),
            Some(json!(error)),
        );
    unit.audit(None, action, Some(Target::user(&user)), changes);
    Ok(Outcome::Changed(Reply::no_content()))
}
