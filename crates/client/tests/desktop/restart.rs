use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use roster_client::OpenStore;
use roster_client::view::{DesktopProblem, Stage, StatusNotice, SyncState};
use roster_domain::{Role, UserStatus};

use crate::support::{
    Computer, another, credentials, names, person, until_stage_is, until_sync_is, until_up_to_date, url, with_account,
};

#[tokio::test]
async fn one_stays_signed_in_over_a_restart_and_links_keep_their_port() {
    let computer = Computer::new();
    let desktop = with_account(&computer).await;
    desktop.create_user(person("Max", Role::User)).await.unwrap();
    let before = url(&desktop).await;
    desktop.shut_down().await;
    drop(desktop);
    let desktop = computer.open();
    let status = desktop.status().await;
    assert_eq!((status.stage, status.notice), (Stage::SignedIn, None));
    assert_eq!(status.server_url, Some(before));
    assert_eq!(names(&desktop, UserStatus::Pending).await, ["Max"]);
    desktop.create_user(person("Eve", Role::User)).await.unwrap();
}

#[tokio::test]
async fn without_the_server_what_was_known_can_be_read_and_changes_wait() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let guest = another(&host, "Grace", Role::Administrator, &there).await;
    host.create_user(person("Max", Role::User)).await.unwrap();
    guest.sync_now().await.unwrap();
    guest.shut_down().await;
    drop(guest);
    host.shut_down().await;

    let guest = there.open();
    let status = guest.status().await;
    assert_eq!(status.stage, Stage::SignedIn);
    assert_eq!(status.session.unwrap().me.user.first_name, "Grace");
    until_sync_is(&guest, SyncState::Offline).await;
    assert_eq!(names(&guest, UserStatus::Active).await, ["Ada", "Grace"]);
    assert_eq!(names(&guest, UserStatus::Pending).await, ["Max"]);
    assert_eq!(guest.account().await.unwrap().name, "Analytical Engines");
    crate::support::pending(guest.create_user(person("Eve", Role::User)).await);
    assert!(guest.sync_now().await.is_err());

    // It comes back at the same port, and the desktop finds it by itself.
    drop(host);
    let host = here.open();
    assert_eq!(host.status().await.stage, Stage::SignedIn);
    let invited = async || names(&host, UserStatus::Pending).await;
    crate::support::until("what was made meanwhile", invited, |names| names == &["Eve", "Max"]).await;
    until_up_to_date(&guest).await;
    crate::support::done(guest.create_user(person("Zoë", Role::User)).await);
}

#[tokio::test]
async fn without_a_keyring_one_signs_in_each_time_and_the_copy_goes() {
    let computer = Computer::new();
    let desktop = computer.open_without_keyring();
    desktop.use_on_this_computer().await.unwrap();
    let status = desktop.create_account(crate::support::account()).await.unwrap();
    assert_eq!(status.stage, Stage::SignedIn);
    assert!(!status.keyring.available);
    assert!(status.keyring.reason.is_some());
    until_up_to_date(&desktop).await;
    desktop.shut_down().await;
    drop(desktop);
    assert!(computer.replica().exists());
    let desktop = computer.open_without_keyring();
    assert_eq!(desktop.status().await.stage, Stage::SignIn);
    assert!(!computer.replica().exists(), "nobody has its key any more");
    // With a keyring again all is well again.
    desktop.shut_down().await;
    drop(desktop);
    let desktop = computer.open();
    desktop.status().await;
    assert!(
        desktop
            .sign_in(credentials("ada@example.com"))
            .await
            .unwrap()
            .keyring
            .available
    );
}

#[tokio::test]
async fn a_copy_that_is_damaged_is_set_aside_and_made_anew() {
    let computer = Computer::new();
    let desktop = with_account(&computer).await;
    until_up_to_date(&desktop).await;
    desktop.shut_down().await;
    drop(desktop);
    let mut bytes = std::fs::read(computer.replica()).unwrap();
    bytes[20] ^= 1;
    std::fs::write(computer.replica(), &bytes).unwrap();

    let desktop = computer.open();
    let status = desktop.status().await;
    assert_eq!(
        (status.stage, status.notice),
        (Stage::SignedIn, Some(StatusNotice::ReplicaRebuilt))
    );
    until_up_to_date(&desktop).await;
    assert_eq!(names(&desktop, UserStatus::Active).await, ["Ada"]);
    let aside = std::fs::read_dir(computer.replica().parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let aside: Vec<_> = aside
        .filter(|path| path.extension().is_some_and(|extension| extension == "aside"))
        .collect();
    assert_eq!(std::fs::read(&aside[0]).unwrap(), bytes);
    desktop.sign_out().await.unwrap();
    assert!(!aside[0].exists(), "signing out leaves no copy");
}

#[tokio::test]
async fn damage_found_while_it_is_open_is_repaired_too() {
    let computer = Computer::new();
    let desktop = with_account(&computer).await;
    let invited = crate::support::done(desktop.create_user(person("Max", Role::User)).await);
    until_up_to_date(&desktop).await;
    desktop.shut_down().await;
    drop(desktop);
    // The first page is whole, so that it opens; the table's page is not.
    let mut bytes = std::fs::read(computer.replica()).unwrap();
    bytes[4096..].fill(0x5a);
    std::fs::write(computer.replica(), &bytes).unwrap();
    let desktop = computer.open();
    let status = until_stage_is(&desktop, Stage::SignedIn).await;
    assert!(status.session.is_some());
    let found = async || desktop.user(invited.user.id).await.ok().flatten();
    crate::support::until("the invited user", found, Option::is_some).await;
    assert_eq!(desktop.status().await.notice, Some(StatusNotice::ReplicaRebuilt));
}

#[tokio::test]
async fn a_lost_key_and_a_lost_token_are_told_apart() {
    let computer = Computer::new();
    let desktop = with_account(&computer).await;
    until_up_to_date(&desktop).await;
    let user = desktop.status().await.session.unwrap().me.user.id;
    desktop.shut_down().await;
    drop(desktop);
    let entry = |what: &str| computer.entry(what, &user.to_string(), "this computer");
    entry("replica key").delete_credential().unwrap();
    let desktop = computer.open();
    let status = desktop.status().await;
    assert_eq!(
        (status.stage, status.notice),
        (Stage::SignedIn, Some(StatusNotice::ReplicaKeyLost))
    );
    until_up_to_date(&desktop).await;
    assert_eq!(names(&desktop, UserStatus::Active).await, ["Ada"]);
    desktop.shut_down().await;
    drop(desktop);

    entry("session token").delete_credential().unwrap();
    let desktop = computer.open();
    assert_eq!(desktop.status().await.stage, Stage::SignIn);
    desktop.sign_in(credentials("ada@example.com")).await.unwrap();
    desktop.sign_out().await.unwrap();
    for what in ["session token", "replica key"] {
        assert!(
            matches!(entry(what).get_password(), Err(keyring_core::Error::NoEntry)),
            "{what}"
        );
    }
}

/// A keyring that is locked until somebody opens it.
fn lockable(computer: &Computer) -> (Arc<AtomicBool>, OpenStore) {
    let locked = Arc::new(AtomicBool::new(true));
    let (keyring, is_locked) = (computer.keyring.clone(), locked.clone());
    let open: OpenStore = Box::new(move || {
        if is_locked.load(Ordering::SeqCst) {
            Err(keyring_core::Error::NoStorageAccess("it is locked".into()))
        } else {
            Ok(keyring.clone())
        }
    });
    (locked, open)
}

/// A desktop that starts while the keyring is locked, with a mark in its copy by which that can be told from another one.
async fn started_locked(computer: &Computer) -> (Arc<AtomicBool>, Arc<roster_client::Desktop>, Vec<u8>) {
    let desktop = with_account(computer).await;
    until_up_to_date(&desktop).await;
    desktop.shut_down().await;
    drop(desktop);
    // SQLCipher begins a file with its salt: another copy has another one.
    let salt = std::fs::read(computer.replica()).unwrap()[..16].to_vec();
    let (locked, open) = lockable(computer);
    let desktop = computer.open_with(open);
    let status = desktop.status().await;
    assert_eq!((status.stage, status.keyring.locked), (Stage::SignIn, true));
    (locked, desktop, salt)
}

fn salt(computer: &Computer) -> Vec<u8> {
    std::fs::read(computer.replica()).unwrap()[..16].to_vec()
}

#[tokio::test]
async fn a_locked_keyring_is_asked_again_and_the_copy_is_the_one_of_before() {
    let computer = Computer::new();
    let (locked, desktop, before) = started_locked(&computer).await;
    let error = desktop.try_keyring_again().await.unwrap_err();
    assert_eq!(error.desktop_code, Some(DesktopProblem::KeyringLocked));
    assert_eq!(salt(&computer), before);
    locked.store(false, Ordering::SeqCst);
    let status = desktop.try_keyring_again().await.unwrap();
    assert_eq!((status.stage, status.notice), (Stage::SignedIn, None));
    assert!(status.keyring.available && !status.keyring.locked);
    assert_eq!(names(&desktop, UserStatus::Active).await, ["Ada"]);
    assert_eq!(salt(&computer), before);
}

#[tokio::test]
async fn signing_in_does_not_cost_the_copy_whose_key_is_in_a_locked_keyring() {
    let computer = Computer::new();
    let (locked, desktop, before) = started_locked(&computer).await;
    let status = desktop.sign_in(credentials("ada@example.com")).await.unwrap();
    assert_eq!((status.stage, status.keyring.available), (Stage::SignedIn, false));
    until_up_to_date(&desktop).await;
    assert_eq!(names(&desktop, UserStatus::Active).await, ["Ada"]);
    assert_eq!(salt(&computer), before, "beside the one in use");
    desktop.shut_down().await;
    drop(desktop);
    // The session was in memory only, the one of before is still there.
    locked.store(false, Ordering::SeqCst);
    let desktop = computer.open();
    let status = desktop.status().await;
    assert_eq!((status.stage, status.notice), (Stage::SignedIn, None));
    assert_eq!(salt(&computer), before);
    let unkept = computer.replica().with_file_name("replica.unkept.db");
    assert!(!unkept.exists(), "nobody has its key any more");
    desktop.sign_out().await.unwrap();
    assert!(!computer.replica().exists());
}

#[tokio::test]
async fn signing_in_once_the_keyring_is_open_goes_on_with_the_copy() {
    let computer = Computer::new();
    let (locked, desktop, before) = started_locked(&computer).await;
    locked.store(false, Ordering::SeqCst);
    let status = desktop.sign_in(credentials("ada@example.com")).await.unwrap();
    assert_eq!((status.stage, status.keyring.available), (Stage::SignedIn, true));
    assert_eq!(salt(&computer), before, "the copy of before");
    until_up_to_date(&desktop).await;
    desktop.shut_down().await;
    drop(desktop);
    let desktop = computer.open();
    assert_eq!(desktop.status().await.stage, Stage::SignedIn);
    assert_eq!(salt(&computer), before);
}
