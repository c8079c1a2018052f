//! What the service did, by its own log: every order once, or not at all and said so.

use roster_client::view::{PendingChange, PendingState};
use roster_contract::ProblemCode;
use roster_domain::{AccountId, UserId};
use roster_store::Scope;
use roster_store::audit::{self, AuditFilter, AuditRecord, AuditSpan, AuditViewer};
use serde_json::Value;

use crate::actor::Actor;
use crate::orders::{Fate, Order, What};
use crate::service::Service;
use crate::template::Person;

/// More events than a run leaves.
const EVENTS: i64 = 10_000;

/// What the log says of an order.
struct Found {
    times: usize,
    /// What was in the field before, each time.
    before: Vec<Value>,
}

pub async fn every_order_is_done_once_or_not_at_all(
    service: &Service,
    account: AccountId,
    people: &[Person],
    actors: &[Actor],
    orders: &[Order],
    went_back: bool,
) -> Result<(), String> {
    let events = events(service, account, people[0].id).await;
    for actor in actors {
        let desktop = actor.desktop();
        let here = desktop.list_pending_changes().await.ok();
        if let Some(waits) = here.iter().flatten().find(|change| is_undecided(change)) {
            return Err(format!("this still waits once all is quiet: {waits:?}"));
        }
        let person = people[actor.seat].id;
        for (number, order) in orders.iter().enumerate().filter(|(_, order)| order.seat == actor.seat) {
            let found = match order.what {
                What::Other { .. } => others_are_not_more_than(orders, order, &events, person),
                _ => {
                    found(&events, order, person).and_then(|found| is_right(order, &found, here.as_deref(), went_back))
                }
            };
            found.map_err(|why| format!("order {number}: {why}: {order:?}"))?;
        }
    }
    Ok(())
}

fn is_undecided(change: &PendingChange) -> bool {
    matches!(change.state, PendingState::Waiting | PendingState::Sending)
}

async fn events(service: &Service, account: AccountId, id: UserId) -> Vec<AuditRecord> {
    let viewer = AuditViewer {
        id,
        billing_manager: true,
    };
    let mut tx = service.app.store.begin_read(Scope::Platform).await.unwrap();
    let span = AuditSpan {
        after: 0,
        before: i64::MAX,
        newest_first: false,
        limit: EVENTS,
    };
    let everything = AuditFilter::default();
    audit::list(&mut tx, account, &viewer, &everything, &span)
        .await
        .unwrap()
}

/// The events that an order, and nothing else, can have caused.
fn found(events: &[AuditRecord], order: &Order, person: UserId) -> Result<Found, String> {
    let mut found = Found {
        times: 0,
        before: Vec::new(),
    };
    let (action, field, value) = match &order.what {
        What::Create { login_email } => ("user.created", "loginEmail", login_email),
        What::Edit { field, value, .. } => ("user.updated", *field, value),
        What::Other { .. } => return Ok(found),
    };
    for event in events {
        let changes: Value = serde_json::from_str(&event.changes).unwrap();
        if changes[field]["after"] != **value {
            continue;
        }
        if event.action != action || event.actor_id != Some(person.as_uuid()) {
            return Err(format!("something else did what it asks for: {event:?}"));
        }
        found.times += 1;
        found.before.push(changes[field]["before"].clone());
    }
    Ok(found)
}

fn is_right(order: &Order, found: &Found, here: Option<&[PendingChange]>, went_back: bool) -> Result<(), String> {
    if found.times > 1 {
        return Err(format!("done {} times", found.times));
    }
    if let What::Edit { base, .. } = &order.what
        && found.before.iter().any(|before| before != base)
    {
        return Err(format!("it overwrote {:?}, which its author never saw", found.before));
    }
    let done = found.times == 1;
    let shown = here.and_then(|here| here.iter().find(|change| order.is_in(change)));
    let expected = match (order.fate, shown) {
        (Fate::Done, _) => Some(true),
        // Refused to one who was no administrator then: it may be done should it come again later.
        (Fate::Asked | Fate::Pending(_), Some(change)) if is_about_its_author(change) => None,
        (Fate::Refused | Fate::Withdrawn, _) | (Fate::Asked | Fate::Pending(_), Some(_)) => Some(false),
        (Fate::Pending(_), None) if here.is_some() => Some(true),
        _ => None,
    };
    match expected {
        // What a service says is not so any more once it goes back to a backup.
        _ if went_back => Ok(()),
        Some(true) if !done => Err("it is lost".to_owned()),
        Some(false) if done => Err("it was done after all".to_owned()),
        _ => Ok(()),
    }
}

fn is_about_its_author(change: &PendingChange) -> bool {
    let problem = change.problem.as_ref();
    problem.is_some_and(|problem| problem.code == Some(ProblemCode::AdministratorRequired))
}

/// Of orders that look alike in the log, no more were done than were given.
fn others_are_not_more_than(
    orders: &[Order],
    order: &Order,
    events: &[AuditRecord],
    person: UserId,
) -> Result<(), String> {
    let What::Other { action, user } = order.what else {
        return Ok(());
    };
    let given = orders
        .iter()
        .filter(|other| other.seat == order.seat && other.what == order.what)
        .count();
    let done = events.iter().filter(|event| {
        event.action == action && event.actor_id == Some(person.as_uuid()) && event.target_id == Some(user.as_uuid())
    });
    let done = done.count();
    if done > given {
        return Err(format!("given {given} times, done {done} times"));
    }
    Ok(())
}
