//! Dead connections are noticed, and the service is tried again as soon as there may be a way to it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use roster_client::view::SyncState;
use roster_client::{Desktop, Parts, Timing};
use roster_contract::ProblemCode;
use roster_domain::UserStatus;
use roster_testkit::FixedClock;

use crate::impostor::{Impostor, html, page, problem, silent, user};
use crate::support::{Computer, credentials, names, quick, until, until_sync_is, until_up_to_date};

/// Longer than any test: whoever waits for so long was not woken.
const FOR_EVER: Duration = Duration::from_hours(24);

fn parts(computer: &Computer) -> Parts {
    let keyring = computer.keyring.clone();
    computer.parts(Box::new(move || Ok(keyring.clone())))
}

/// A desktop that does not try again by itself, and waits for ever for an answer.
fn patient(computer: &Computer) -> Parts {
    Parts {
        timing: Timing {
            silence: FOR_EVER,
            first_retry: FOR_EVER,
            last_retry: FOR_EVER,
            ..quick()
        },
        ..parts(computer)
    }
}

async fn signed_in(parts: Parts, impostor: &Impostor) -> Arc<Desktop> {
    let desktop = Desktop::open(parts).unwrap();
    desktop.connect_to_server(impostor.url()).await.unwrap();
    desktop.sign_in(credentials("ada@example.com")).await.unwrap();
    desktop
}

async fn until_asked(impostor: &Impostor, path: &str, times: usize) {
    let asked = async || impostor.seen_at(path).len();
    until(path, asked, |asked| *asked >= times).await;
}

#[tokio::test]
async fn one_that_waits_to_try_again_does_so_when_the_network_is_back() {
    let (computer, impostor) = (Computer::new(), Impostor::start().await);
    impostor.instead(|seen| seen.path.contains("changes").then(|| html(StatusCode::BAD_GATEWAY)));
    let desktop = signed_in(patient(&computer), &impostor).await;
    until_sync_is(&desktop, SyncState::Offline).await;
    impostor.instead(|_| None);
    desktop.network_returned();
    until_up_to_date(&desktop).await;
}

#[tokio::test]
async fn one_that_waits_for_an_answer_or_for_news_asks_anew_when_the_network_is_back() {
    let (computer, impostor) = (Computer::new(), Impostor::start().await);
    let dead = Arc::new(AtomicBool::new(true));
    impostor.instead({
        let dead = dead.clone();
        move |seen| {
            let hangs = seen.path.contains("changes") && dead.load(Ordering::SeqCst);
            hangs.then(|| silent("application/json", b"{\"items\":"))
        }
    });
    let desktop = signed_in(patient(&computer), &impostor).await;
    until_asked(&impostor, "/api/v1/changes", 1).await;
    dead.store(false, Ordering::SeqCst);
    desktop.network_returned();
    until_up_to_date(&desktop).await;
    until_asked(&impostor, "/api/v1/events", 1).await;
    impostor.feed([page(2, vec![user(1, "Ada")])]);
    desktop.network_returned();
    until_asked(&impostor, "/api/v1/events", 2).await;
    until_up_to_date(&desktop).await;
    assert_eq!(names(&desktop, UserStatus::Active).await, ["Ada"]);
}

#[tokio::test]
async fn a_computer_that_wakes_tries_at_once() {
    let (computer, impostor) = (Computer::new(), Impostor::start().await);
    impostor.instead(|seen| seen.path.contains("changes").then(|| html(StatusCode::BAD_GATEWAY)));
    let clock = FixedClock::default();
    let parts = Parts {
        clock: Arc::new(clock.clone()),
        ..patient(&computer)
    };
    let desktop = signed_in(parts, &impostor).await;
    until_sync_is(&desktop, SyncState::Offline).await;
    impostor.instead(|_| None);
    clock.advance(jiff::SignedDuration::from_mins(10));
    until_up_to_date(&desktop).await;
}

#[tokio::test]
async fn an_answer_that_stops_half_way_is_given_up() {
    let (computer, impostor) = (Computer::new(), Impostor::start().await);
    impostor.instead(|seen| {
        let hangs = seen.path.contains("changes");
        hangs.then(|| silent("application/json", b"{\"items\":"))
    });
    let parts = Parts {
        timing: Timing {
            silence: Duration::from_millis(100),
            first_retry: FOR_EVER,
            last_retry: FOR_EVER,
            ..quick()
        },
        ..patient(&computer)
    };
    let desktop = signed_in(parts, &impostor).await;
    until_sync_is(&desktop, SyncState::Offline).await;
}

#[tokio::test]
async fn a_service_that_asks_to_be_left_alone_is_left_alone_until_the_network_is_another_one() {
    for answer in [
        || problem(ProblemCode::Unavailable),
        || html(StatusCode::TOO_MANY_REQUESTS),
    ] {
        let (computers, [busy, other]) = ([Computer::new(), Computer::new()], both_answer(answer).await);
        let left_alone = signed_in(parts(&computers[0]), &busy).await;
        let _impatient = signed_in(parts(&computers[1]), &other).await;
        until_sync_is(&left_alone, SyncState::Offline).await;
        // As many tries as one makes that was not asked.
        until_asked(&other, "/api/v1/changes", 6).await;
        assert_eq!(busy.seen_at("/api/v1/changes").len(), 1);
        busy.instead(|_| None);
        left_alone.network_returned();
        until_up_to_date(&left_alone).await;
    }
}

/// Two that answer so when they are asked for changes; only the first says for how long.
async fn both_answer(answer: fn() -> Response) -> [Impostor; 2] {
    let (busy, other) = (Impostor::start().await, Impostor::start().await);
    busy.instead(move |seen| {
        let asked = [(header::RETRY_AFTER, "86400")];
        seen.path.contains("changes").then(|| (asked, answer()).into_response())
    });
    other.instead(move |seen| seen.path.contains("changes").then(answer));
    [busy, other]
}
