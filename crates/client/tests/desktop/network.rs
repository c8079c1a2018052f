//! Dead connections are noticed, and the service is tried again as soon as there may be a way to it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::http::StatusCode;
use roster_client::view::SyncState;
use roster_client::{Desktop, Parts, Timing};
use roster_domain::UserStatus;
use roster_testkit::FixedClock;

use crate::impostor::{Impostor, html, page, silent, user};
use crate::support::{Computer, credentials, names, quick, until, until_sync_is, until_up_to_date};

/// Longer than any test: whoever waits for so long was not woken.
const FOR_EVER: Duration = Duration::from_hours(24);

/// A desktop that does not try again by itself, and waits for ever for an answer.
fn patient(computer: &Computer) -> Parts {
    let keyring = computer.keyring.clone();
    Parts {
        timing: Timing {
            silence: FOR_EVER,
            first_retry: FOR_EVER,
            last_retry: FOR_EVER,
            ..quick()
        },
        ..computer.parts(Box::new(move || Ok(keyring.clone())))
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
