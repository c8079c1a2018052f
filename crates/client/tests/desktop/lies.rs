//! What answers in the service's place is not believed, and is not told anything.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use roster_client::view::{CacheTag, DesktopProblem, PendingState, Stage, SyncState};
use roster_client::{Desktop, DesktopEvent, Parts, Timing};
use roster_contract::{Changes, ProblemCode, UserPage};
use roster_domain::{Role, UserStatus};

use crate::impostor::{Impostor, broken, events_of, html, json, page, problem, user};
use crate::support::{
    Computer, credentials, done, invalidated, names, pending, person, quick, until, until_erased, until_stage_is,
    until_sync_is, until_up_to_date,
};

async fn signed_in(computer: &Computer, impostor: &Impostor) -> Arc<Desktop> {
    let desktop = computer.open();
    desktop.connect_to_server(impostor.url()).await.unwrap();
    desktop.sign_in(credentials("ada@example.com")).await.unwrap();
    desktop
}

#[tokio::test]
async fn what_is_not_roster_is_not_connected_to() {
    let computer = Computer::new();
    let desktop = computer.open();
    let impostor = Impostor::start().await;
    let elsewhere = Impostor::start().await;
    let target = elsewhere.url();
    let answers: Vec<Box<dyn Fn() -> axum::response::Response + Send>> = vec![
        Box::new(|| html(StatusCode::OK)),
        Box::new(|| html(StatusCode::UNAUTHORIZED)),
        Box::new(|| {
            json(
                StatusCode::UNAUTHORIZED,
                &serde_json::json!({ "code": "session-required" }),
            )
        }),
        Box::new(|| json(StatusCode::OK, &serde_json::json!({}))),
        Box::new(|| problem(ProblemCode::NotFound)),
        Box::new(move || {
            (
                StatusCode::TEMPORARY_REDIRECT,
                [(header::LOCATION, format!("{target}/api/v1/me"))],
            )
                .into_response()
        }),
    ];
    for (number, answer) in answers.into_iter().enumerate() {
        impostor.instead(move |_| Some(answer()));
        let error = desktop.connect_to_server(impostor.url()).await.unwrap_err();
        assert_eq!(
            error.desktop_code,
            Some(DesktopProblem::NotRoster),
            "answer {number}: {error:?}"
        );
    }
    assert!(elsewhere.seen().is_empty(), "a redirect is not followed");
    assert_eq!(desktop.status().await.stage, Stage::FirstStart);
}

#[tokio::test]
async fn a_page_in_the_service_s_place_ends_nothing_and_learns_nothing() {
    let (computer, impostor, elsewhere) = (Computer::new(), Impostor::start().await, Impostor::start().await);
    impostor.feed([page(1, vec![user(1, "Ada"), user(2, "Grace")])]);
    let desktop = signed_in(&computer, &impostor).await;
    until_up_to_date(&desktop).await;
    assert_eq!(names(&desktop, UserStatus::Active).await, ["Ada", "Grace"]);
    let target = elsewhere.url();
    let answers: Vec<Box<dyn Fn() -> axum::response::Response + Send>> = vec![
        Box::new(|| html(StatusCode::OK)),
        Box::new(|| html(StatusCode::UNAUTHORIZED)),
        Box::new(|| html(StatusCode::BAD_GATEWAY)),
        Box::new(|| json(StatusCode::UNAUTHORIZED, &serde_json::json!({ "error": "token" }))),
        Box::new(|| json(StatusCode::OK, &serde_json::json!({ "items": "none" }))),
        Box::new(move || {
            (
                StatusCode::FOUND,
                [(header::LOCATION, format!("{target}/api/v1/changes"))],
            )
                .into_response()
        }),
    ];
    for (number, answer) in answers.into_iter().enumerate() {
        impostor.instead(move |_| Some(answer()));
        assert!(desktop.sync_now().await.is_err(), "answer {number}");
        until_sync_is(&desktop, SyncState::Offline).await;
        let waiting = pending(desktop.create_user(person("Max", Role::User)).await);
        assert!(desktop.sync_now().await.is_err(), "answer {number}");
        assert!(impostor.seen_at("/api/v1/users").is_empty(), "nothing was sent to it");
        assert_eq!(waiting.state, PendingState::Waiting);
        desktop.withdraw_pending_change(waiting.id).await.unwrap();
        assert_eq!(desktop.status().await.stage, Stage::SignedIn);
        assert_eq!(names(&desktop, UserStatus::Active).await, ["Ada", "Grace"]);
    }
    assert!(elsewhere.seen().is_empty(), "the token is for one address");
    impostor.instead(|_| None);
    until_up_to_date(&desktop).await;

    // Only the service's own words end a session.
    impostor.instead(|_| Some(problem(ProblemCode::SessionRequired)));
    until_stage_is(&desktop, Stage::SignIn).await;
    until_erased(&computer).await;
}

#[tokio::test]
async fn a_command_whose_connection_breaks_is_sent_once_more_under_the_same_key() {
    let (computer, impostor) = (Computer::new(), Impostor::start().await);
    let desktop = signed_in(&computer, &impostor).await;
    until_up_to_date(&desktop).await;
    // The service does it, and the connection is cut in the middle of its answer.
    let tries = Arc::new(AtomicUsize::new(0));
    impostor.instead({
        let tries = tries.clone();
        move |seen| {
            let first = seen.path == "/api/v1/users" && tries.fetch_add(1, Ordering::SeqCst) == 0;
            first.then(broken)
        }
    });
    let refused = desktop.create_user(person("Max", Role::User)).await;
    let seen = impostor.seen_at("/api/v1/users");
    assert_eq!(done(refused).user.first_name, "Max");
    assert_eq!(seen.len(), 2);
    assert!(seen[0].idempotency_key.is_some());
    assert_eq!(seen[0].idempotency_key, seen[1].idempotency_key);
    desktop.create_user(person("Eve", Role::User)).await.unwrap();
    assert_ne!(
        impostor.seen_at("/api/v1/users")[2].idempotency_key,
        seen[0].idempotency_key
    );
}

#[tokio::test]
async fn the_token_goes_with_requests_and_nowhere_else() {
    let (computer, impostor) = (Computer::new(), Impostor::start().await);
    let desktop = signed_in(&computer, &impostor).await;
    until_up_to_date(&desktop).await;
    for seen in impostor.seen() {
        assert!(!seen.path.contains("secret"), "{seen:?}");
        match seen.authorization {
            Some(authorization) => assert_eq!(authorization, "Bearer the-secret-token"),
            None => assert!(
                seen.path == "/api/v1/sessions" || seen.path == "/api/v1/me",
                "{}",
                seen.path
            ),
        }
    }
    assert!(!format!("{desktop:?}").contains("the-secret-token"));
}

#[tokio::test]
async fn a_feed_that_leads_nowhere_is_left() {
    for bad in [
        Changes {
            has_more: true,
            ..page(1, vec![user(2, "Grace")])
        },
        Changes {
            reset: true,
            ..page(0, Vec::new())
        },
    ] {
        let (computer, impostor) = (Computer::new(), Impostor::start().await);
        let desktop = signed_in(&computer, &impostor).await;
        until_up_to_date(&desktop).await;
        impostor.instead(move |seen| {
            let asked = seen.path.starts_with("/api/v1/changes");
            asked.then(|| json(StatusCode::OK, &bad))
        });
        assert!(desktop.sync_now().await.is_err());
        until_sync_is(&desktop, SyncState::Offline).await;
        assert_eq!(desktop.status().await.stage, Stage::SignedIn);
    }
}

#[tokio::test]
async fn the_first_pages_can_be_looked_at_while_more_are_to_come() {
    let (computer, impostor) = (Computer::new(), Impostor::start().await);
    let more = |revision, user| Changes {
        has_more: true,
        ..page(revision, vec![user])
    };
    impostor.feed([
        more(1, user(1, "Ada")),
        more(2, user(2, "Grace")),
        page(3, vec![user(3, "Max")]),
    ]);
    impostor.instead(|seen| {
        let total = UserPage {
            items: vec![],
            next_cursor: None,
            total: 3,
        };
        seen.path
            .starts_with("/api/v1/users?")
            .then(|| json(StatusCode::OK, &total))
    });
    let desktop = computer.open();
    let mut events = desktop.events();
    desktop.connect_to_server(impostor.url()).await.unwrap();
    desktop.sign_in(credentials("ada@example.com")).await.unwrap();
    until_up_to_date(&desktop).await;
    assert_eq!(names(&desktop, UserStatus::Active).await, ["Ada", "Grace", "Max"]);
    let mut told = Vec::new();
    while let Ok(event) = events.try_recv() {
        if let DesktopEvent::SyncChanged(sync) = event {
            told.push((
                sync.state,
                sync.progress.map(|progress| (progress.done, progress.total)),
            ));
        }
    }
    let (syncing, done) = (SyncState::Syncing, (SyncState::UpToDate, None));
    assert_eq!(
        told,
        [(syncing, Some((1, Some(3)))), (syncing, Some((2, Some(3)))), done]
    );
    let cursors: Vec<String> = impostor
        .seen_at("/api/v1/changes")
        .into_iter()
        .map(|seen| seen.path)
        .take(3)
        .collect();
    let expected = [
        "/api/v1/changes?limit=500",
        "/api/v1/changes?limit=5000&after=cursor+1+%26+more",
        "/api/v1/changes?limit=5000&after=cursor+2+%26+more",
    ];
    assert_eq!(cursors, expected);
}

#[tokio::test]
async fn nobody_is_said_not_to_be_there_before_all_have_come() {
    let (computer, impostor) = (Computer::new(), Impostor::start().await);
    let first = Changes {
        has_more: true,
        ..page(1, vec![user(1, "Ada")])
    };
    impostor.feed([first]);
    impostor.instead(|seen| seen.path.contains("after=").then(|| html(StatusCode::BAD_GATEWAY)));
    let desktop = signed_in(&computer, &impostor).await;
    until_sync_is(&desktop, SyncState::Offline).await;
    assert_eq!(names(&desktop, UserStatus::Active).await, ["Ada"]);
    let all_here = async || {
        let counts = desktop.count_users().await.unwrap();
        let found = desktop.find_people("grace".to_owned(), 5).await.unwrap();
        assert_eq!((counts.active, found.people.len()), (1, 0));
        (counts.complete, found.complete)
    };
    assert_eq!(all_here().await, (false, false));

    // The last page may bring nobody, and is news all the same.
    let mut events = desktop.events();
    impostor.feed([page(1, Vec::new())]);
    impostor.instead(|_| None);
    desktop.network_returned();
    invalidated(&mut events, CacheTag::Users).await;
    assert_eq!(all_here().await, (true, true));
}

#[tokio::test]
async fn a_stream_that_has_gone_silent_is_opened_anew() {
    let (computer, impostor) = (Computer::new(), Impostor::start().await);
    let keyring = computer.keyring.clone();
    let parts = Parts {
        timing: Timing {
            silence: Duration::from_millis(100),
            ..quick()
        },
        ..computer.parts(Box::new(move || Ok(keyring.clone())))
    };
    let desktop = Desktop::open(parts).unwrap();
    desktop.connect_to_server(impostor.url()).await.unwrap();
    desktop.sign_in(credentials("ada@example.com")).await.unwrap();
    let streams = async || impostor.seen_at("/api/v1/events").len();
    until("a third stream of events", streams, |streams| *streams >= 3).await;
    assert_eq!(desktop.status().await.stage, Stage::SignedIn);
}

/// What the copy has is no news, and a revision below what was told is that of a restored backup.
#[tokio::test]
async fn a_revision_that_went_back_is_asked_about_and_a_known_one_is_not() {
    for (told, asked) in [(vec![5], 1), (vec![4], 2), (vec![5, 5, 6], 2), (vec![6, 5], 3)] {
        let (computer, impostor) = (Computer::new(), Impostor::start().await);
        impostor.feed([page(5, vec![user(1, "Ada")]), page(6, Vec::new())]);
        impostor.instead({
            let told = told.clone();
            move |seen| (seen.path == "/api/v1/events").then(|| events_of(&told))
        });
        let desktop = signed_in(&computer, &impostor).await;
        let asked_now = async || impostor.seen_at("/api/v1/changes").len();
        until("the feed to be asked", asked_now, |asked_now| *asked_now >= asked).await;
        until_up_to_date(&desktop).await;
        // Whatever was told before this is dealt with when it is answered.
        desktop.sync_now().await.unwrap();
        assert_eq!(asked_now().await, asked + 1, "{told:?}");
        assert_eq!(
            impostor.seen_at("/api/v1/events").len(),
            1,
            "it was heard of on the first stream"
        );
    }
}
