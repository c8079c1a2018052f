//! What one is told unasked: who accepted an invitation, that the service went back, what answers in its place.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::StatusCode;
use roster_client::DesktopEvent;
use roster_client::view::{StatusNotice, SyncState, SyncTrouble};
use roster_contract::Changes;
use roster_domain::{Role, UserStatus};
use tokio::sync::broadcast::error::TryRecvError;

use crate::impostor::{Impostor, html, json, page, user};
use crate::support::{
    Computer, accept, credentials, done, names, person, until, until_sync_is, until_up_to_date, with_account,
};

#[tokio::test]
async fn who_accepts_an_invitation_is_told_once() {
    let computer = Computer::new();
    let desktop = with_account(&computer).await;
    let row = done(desktop.create_user(person("Zoë", Role::User)).await);
    let link = desktop.copy_invitation_link(row.user.id).await.unwrap();
    let mut events = desktop.events();
    accept(&link.url).await;
    let active = async || names(&desktop, UserStatus::Active).await;
    until("the row among the active", active, |names| names.len() == 2).await;
    let mut told = Vec::new();
    let hear = async || {
        loop {
            match events.try_recv() {
                Ok(DesktopEvent::InvitationsAccepted(people)) => told.extend(people),
                Ok(_) | Err(TryRecvError::Lagged(_)) => {}
                Err(_) => return told.iter().map(|one| one.full_name.clone()).collect::<Vec<_>>(),
            }
        }
    };
    until("the news", hear, |told| told == &["Zoë Example"]).await;
}

#[tokio::test]
async fn a_service_that_went_back_to_an_earlier_state_is_told() {
    let (computer, impostor) = (Computer::new(), Impostor::start().await);
    impostor.feed([page(9, vec![user(1, "Ada"), user(2, "Grace")])]);
    let desktop = computer.open();
    desktop.connect_to_server(impostor.url()).await.unwrap();
    desktop.sign_in(credentials("ada@example.com")).await.unwrap();
    until_up_to_date(&desktop).await;
    assert_eq!(desktop.status().await.notice, None);

    let reset = Changes {
        reset: true,
        ..page(0, Vec::new())
    };
    let refused = Arc::new(AtomicBool::new(false));
    impostor.feed([page(3, vec![user(1, "Ada")])]);
    impostor.instead(move |seen| {
        let goes_on = seen.path.contains("after=") && !refused.swap(true, Ordering::SeqCst);
        goes_on.then(|| json(StatusCode::OK, &reset))
    });
    desktop.sync_now().await.unwrap();
    assert_eq!(names(&desktop, UserStatus::Active).await, ["Ada"]);
    assert_eq!(desktop.status().await.notice, Some(StatusNotice::ServiceRestored));
}

#[tokio::test]
async fn what_answers_in_the_service_s_place_is_told() {
    let (computer, impostor) = (Computer::new(), Impostor::start().await);
    let desktop = computer.open();
    desktop.connect_to_server(impostor.url()).await.unwrap();
    desktop.sign_in(credentials("ada@example.com")).await.unwrap();
    until_up_to_date(&desktop).await;
    for (status, trouble) in [
        (StatusCode::OK, SyncTrouble::NotRoster),
        (StatusCode::SERVICE_UNAVAILABLE, SyncTrouble::Busy),
    ] {
        impostor.instead(move |_| Some(html(status)));
        assert!(desktop.sync_now().await.is_err());
        until_sync_is(&desktop, SyncState::Offline).await;
        let told = async || desktop.sync_status().unwrap().trouble;
        until("what is wrong", told, |told| *told == Some(trouble)).await;
    }
    impostor.instead(|_| None);
    until_up_to_date(&desktop).await;
    assert_eq!(desktop.sync_status().unwrap().trouble, None);
}
