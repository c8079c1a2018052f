//! The desktop ends between two of its steps, without a word.

use std::sync::mpsc;

use roster_client::view::{DesktopProblem, PendingState};
use roster_domain::Role;

use super::{Two, changes, invited, open, states, until_nothing_waits};
use crate::line::{Fate, Line};
use crate::support::{Computer, person};

/// Lets a desktop invite someone and ends it when the line says that it is at the fate's point.
fn killed_at(there: &Computer, line: &Line, fate: Fate) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let desktop = {
        let _inside = runtime.enter();
        open(there, line)
    };
    let (sent, is_sent) = mpsc::channel();
    line.decide(move |method, path| match (method.as_str(), path) {
        ("POST", "/users") => {
            let _ = sent.send(());
            fate
        }
        _ => Fate::Delivered,
    });
    runtime.spawn(async move {
        desktop.status().await;
        let _ = desktop.create_user(person("Zoë", Role::User)).await;
    });
    is_sent.recv().unwrap();
    if fate == Fate::AnswerDelayed {
        line.until_answered();
    }
    // Whatever it was doing, it does not go on; the lock on its folder goes with it.
    drop(runtime);
}

async fn survives(fate: Fate) {
    let two = Two::new().await;
    two.guest.shut_down().await;
    let Two {
        here: _here,
        host,
        there,
        guest,
        line,
    } = two;
    drop(guest);
    let before = line.written().len();
    let (there, line) = tokio::task::spawn_blocking(move || {
        killed_at(&there, &line, fate);
        (there, line)
    })
    .await
    .unwrap();
    line.is_down();
    let guest = open(&there, &line);
    guest.status().await;
    assert_eq!(states(&guest).await, [PendingState::Sending], "it may have been sent");
    let id = changes(&guest).await[0].id;
    let refused = guest.withdraw_pending_change(id).await.unwrap_err();
    assert_eq!(refused.desktop_code, Some(DesktopProblem::AlreadySent));
    line.is_up();
    until_nothing_waits(&guest).await;
    assert!(changes(&guest).await.is_empty());
    host.sync_now().await.unwrap();
    assert_eq!(invited(&host).await, ["Zoë"]);
    let mut keys: Vec<String> = line.written()[before..]
        .iter()
        .map(|written| written.key.clone())
        .collect();
    keys.dedup();
    assert_eq!(keys.len(), 1, "the same request");
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_after_storing_and_before_anything_was_sent() {
    survives(Fate::Held).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_after_the_service_has_done_it_and_before_its_answer() {
    survives(Fate::AnswerDelayed).await;
}
