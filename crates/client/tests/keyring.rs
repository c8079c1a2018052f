//! Secrets in a real Secret Service, on a bus of the test's own.
//!
//! The bus is found by the environment, which a process is given at its start: so each test starts this program again, in
//! the session it has made, for the one that is marked as its inside.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

#[path = "../../../src-tauri/src/embedded.rs"]
mod embedded;

use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Arc;
use std::time::Duration;

use roster_client::view::{Credentials, NewAccount, Stage};
use roster_client::{Desktop, Network, Parts, Policy, SystemClock, SystemRandom, Timing, platform_store};
use roster_domain::Language;
use roster_testkit::DesktopSession;

const PASSWORD: &str = "seven green bicycles at dawn";
const DATA: &str = "ROSTER_TEST_DATA";

/// Runs one of the tests below as a process of the session.
fn inside(session: &DesktopSession, data: &Path, test: &str) -> Output {
    let mut command = session.command(std::env::current_exe().unwrap());
    // What a keyring asks in a window, nobody here answers.
    command.env_remove("DISPLAY").env(DATA, data);
    command
        .args(["--exact", test, "--ignored", "--nocapture"])
        .output()
        .unwrap()
}

fn passes(session: &DesktopSession, data: &Path, test: &str) {
    let output = inside(session, data, test);
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(output.status.success() && said.contains("1 passed"), "{test}: {said}");
}

fn desktop() -> Arc<Desktop> {
    let parts = Parts {
        folder: PathBuf::from(std::env::var_os(DATA).unwrap()),
        embedded: Arc::new(embedded::InThisProcess),
        keyring: Box::new(platform_store),
        transport: Arc::new(Network::new().unwrap()),
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandom),
        device_name: "a computer of a test".to_owned(),
        timing: Timing {
            keyring: Duration::from_secs(5),
            ..Timing::default()
        },
        policy: Policy::none(),
        background: true,
    };
    Desktop::open(parts).unwrap()
}

#[test]
fn one_stays_signed_in_from_one_process_to_the_next() {
    let session = DesktopSession::start().unwrap();
    let data = tempfile::tempdir().unwrap();
    passes(&session, data.path(), "inside_the_first_process");
    passes(&session, data.path(), "inside_the_next_process");
    passes(&session, data.path(), "inside_a_signed_out_process");
}

#[tokio::test]
#[ignore = "another test starts it in a session"]
async fn inside_the_first_process() {
    let desktop = desktop();
    desktop.use_on_this_computer().await.unwrap();
    let account = NewAccount {
        account_name: "Analytical Engines".to_owned(),
        first_name: "Ada".to_owned(),
        last_name: "Lovelace".to_owned(),
        login_email: "ada@example.com".to_owned(),
        communication_email: "ada@example.com".to_owned(),
        language: Language::En,
        password: PASSWORD.into(),
    };
    let status = desktop.create_account(account).await.unwrap();
    assert_eq!(status.stage, Stage::SignedIn);
    assert!(status.keyring.available, "{:?}", status.keyring);
    desktop.shut_down().await;
}

#[tokio::test]
#[ignore = "another test starts it in a session"]
async fn inside_the_next_process() {
    let desktop = desktop();
    let status = desktop.status().await;
    assert_eq!((status.stage, status.notice), (Stage::SignedIn, None));
    assert_eq!(status.session.unwrap().me.user.first_name, "Ada");
    desktop.create_user(someone()).await.unwrap();
    desktop.sign_out().await.unwrap();
    desktop.shut_down().await;
}

#[tokio::test]
#[ignore = "another test starts it in a session"]
async fn inside_a_signed_out_process() {
    let desktop = desktop();
    assert_eq!(desktop.status().await.stage, Stage::SignIn);
    let status = sign_in(&desktop).await;
    assert!(status.keyring.available);
    desktop.shut_down().await;
}

#[test]
fn a_locked_keyring_is_said_so_and_the_session_stays_in_memory() {
    let session = DesktopSession::start().unwrap();
    let data = tempfile::tempdir().unwrap();
    passes(&session, data.path(), "inside_the_first_process");
    session.lock_keyring().unwrap();
    passes(&session, data.path(), "inside_without_what_was_kept");
    // The folder of one who only ever was signed in in memory.
    passes(&session, data.path(), "inside_without_what_was_kept");
}

#[test]
fn an_absent_keyring_is_said_so_and_the_session_stays_in_memory() {
    let session = DesktopSession::start().unwrap();
    let data = tempfile::tempdir().unwrap();
    passes(&session, data.path(), "inside_the_first_process");
    session.stop_keyring().unwrap();
    passes(&session, data.path(), "inside_without_what_was_kept");
    session.start_keyring().unwrap();
    passes(&session, data.path(), "inside_a_signed_out_process");
}

#[tokio::test]
#[ignore = "another test starts it in a session"]
async fn inside_without_what_was_kept() {
    let desktop = desktop();
    assert_eq!(desktop.status().await.stage, Stage::SignIn);
    let status = sign_in(&desktop).await;
    assert!(!status.keyring.available);
    assert!(status.keyring.reason.is_some_and(|reason| !reason.is_empty()));
    desktop
        .create_user(roster_contract::CreateUser {
            login_email: nobody_s_address(),
            ..someone()
        })
        .await
        .unwrap();
    desktop.shut_down().await;
}

async fn sign_in(desktop: &Arc<Desktop>) -> roster_client::view::Status {
    let credentials = Credentials {
        login_email: "ada@example.com".to_owned(),
        password: PASSWORD.into(),
    };
    let status = desktop.sign_in(credentials).await.unwrap();
    assert_eq!(status.stage, Stage::SignedIn);
    status
}

fn someone() -> roster_contract::CreateUser {
    roster_contract::CreateUser {
        first_name: "Max".to_owned(),
        last_name: "Born".to_owned(),
        login_email: "max@example.com".to_owned(),
        communication_email: "max@example.com".to_owned(),
        language: Language::De,
        role: roster_domain::Role::User,
        permissions: Vec::new(),
    }
}

/// One address for each process.
fn nobody_s_address() -> String {
    format!("nobody{}@example.com", std::process::id())
}
