//! What an organisation fixes on a computer, and what becomes of what was there before.

use std::sync::Arc;

use roster_client::Desktop;
use roster_client::view::{CommandError, DesktopProblem, Mode, Stage, WindowLanguage};
use roster_domain::{Role, UserStatus};

use crate::support::{Computer, account, another, credentials, names, until_up_to_date, url, with_account};

/// A policy with this one server.
fn only(server: &str) -> String {
    format!("server = '{server}'\n")
}

fn forbidden<T: std::fmt::Debug>(answer: Result<T, CommandError>) {
    let error = answer.expect_err("the policy forbids it");
    assert_eq!(error.desktop_code, Some(DesktopProblem::ForbiddenByPolicy), "{error:?}");
}

async fn closed(desktop: Arc<Desktop>) {
    desktop.shut_down().await;
}

#[tokio::test]
async fn nothing_fixed_leaves_everything_open() {
    let computer = Computer::new();
    let policy = computer.open_under("").status().await.policy;
    assert!(policy.offers_this_computer && !policy.server_unclear && !policy.no_sign_in_here);
    assert_eq!((policy.server, policy.language), (None, None));
    assert!(policy.problems.is_empty(), "{:?}", policy.problems);
}

#[tokio::test]
async fn the_one_server_that_is_allowed_can_be_chosen_and_no_other() {
    let (here, elsewhere, there) = (Computer::new(), Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let other = with_account(&elsewhere).await;
    let address = url(&host).await;
    let guest = there.open_under(&only(&address));
    let status = guest.status().await;
    assert_eq!(
        (status.stage, status.policy.server),
        (Stage::FirstStart, Some(address.clone()))
    );
    assert!(status.policy.offers_this_computer, "of that, it says nothing");
    forbidden(guest.connect_to_server(url(&other).await).await);
    forbidden(guest.connect_to_server("https://roster.example.com".to_owned()).await);
    let status = guest.connect_to_server(address).await.unwrap();
    assert_eq!((status.stage, status.policy.no_sign_in_here), (Stage::SignIn, false));
    guest.sign_in(credentials("ada@example.com")).await.unwrap();
    until_up_to_date(&guest).await;
}

#[tokio::test]
async fn a_server_that_was_chosen_before_is_left_for_the_one_that_is_allowed() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let guest = there.open();
    guest.connect_to_server(url(&host).await).await.unwrap();
    closed(guest).await;
    for policy in [only("https://roster.example.com"), only("nonsense::")] {
        let guest = there.open_under(&policy);
        assert_eq!(guest.status().await.stage, Stage::FirstStart, "{policy}");
        closed(guest).await;
    }
    let guest = there.open_under(&only(&url(&host).await));
    assert_eq!(guest.status().await.stage, Stage::SignIn);
}

#[tokio::test]
async fn an_account_at_another_server_works_on_and_nobody_signs_in_to_it_anew() {
    let (here, elsewhere, there) = (Computer::new(), Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let allowed = url(&with_account(&elsewhere).await).await;
    closed(another(&host, "Grace", Role::Administrator, &there).await).await;

    let guest = there.open_under(&only(&allowed));
    let status = guest.status().await;
    assert_eq!((status.stage, status.policy.no_sign_in_here), (Stage::SignedIn, true));
    until_up_to_date(&guest).await;
    assert_eq!(names(&guest, UserStatus::Active).await, ["Ada", "Grace"]);

    let status = guest.sign_out().await.unwrap();
    assert_eq!((status.stage, status.policy.no_sign_in_here), (Stage::SignIn, true));
    forbidden(guest.sign_in(credentials("grace@example.com")).await);
    forbidden(guest.forgot_password("grace@example.com".to_owned()).await);
    assert_eq!(guest.accounts().await.len(), 1, "it stays known");
    guest.begin_adding_account().await;
    forbidden(guest.connect_to_server(url(&host).await).await);
    let status = guest.connect_to_server(allowed).await.unwrap();
    assert_eq!((status.stage, status.policy.no_sign_in_here), (Stage::SignIn, false));
    closed(guest).await;

    // Once nothing is fixed any more, all is as it was.
    let guest = there.open();
    guest.sign_in(credentials("grace@example.com")).await.unwrap();
}

#[tokio::test]
async fn a_policy_that_is_not_clear_opens_nothing_new_and_shuts_nobody_out() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let guest = there.open_under("server = https://roster.example.com");
    let policy = guest.status().await.policy;
    assert!(policy.server_unclear && !policy.offers_this_computer);
    let problem = policy.problems.join("\n");
    assert!(problem.contains("policy.toml is not valid TOML: line 1"), "{problem}");
    forbidden(guest.connect_to_server(url(&host).await).await);
    forbidden(guest.use_on_this_computer().await);
    closed(guest).await;
    assert!(!there.data.path().join("service").exists(), "nothing was begun");

    // Who has an account there already signs in as before.
    closed(another(&host, "Grace", Role::Administrator, &there).await).await;
    let guest = there.open_under(&only("nonsense::"));
    assert_eq!(guest.sign_out().await.unwrap().stage, Stage::SignIn);
    let status = guest.sign_in(credentials("grace@example.com")).await.unwrap();
    assert_eq!((status.stage, status.policy.no_sign_in_here), (Stage::SignedIn, false));
}

#[tokio::test]
async fn with_this_computer_off_nothing_is_begun_here() {
    let computer = Computer::new();
    let desktop = computer.open_under("embedded = false");
    assert!(!desktop.status().await.policy.offers_this_computer);
    forbidden(desktop.use_on_this_computer().await);
    assert_eq!(desktop.status().await.stage, Stage::FirstStart);
    assert!(!computer.data.path().join("service").exists(), "nothing was begun");
}

#[tokio::test]
async fn with_this_computer_off_what_was_begun_is_not_gone_on_with() {
    let computer = Computer::new();
    let desktop = computer.open();
    desktop.use_on_this_computer().await.unwrap();
    closed(desktop).await;
    let desktop = computer.open_under("embedded = false");
    assert_eq!(desktop.status().await.stage, Stage::FirstStart);
    forbidden(desktop.use_on_this_computer().await);
    forbidden(desktop.create_account(account()).await);
    let status = desktop.status().await;
    assert_eq!((status.stage, status.server_url), (Stage::FirstStart, None));
}

#[tokio::test]
async fn with_this_computer_off_an_account_that_is_there_works_on() {
    let computer = Computer::new();
    closed(with_account(&computer).await).await;
    let desktop = computer.open_under("embedded = false\nserver = 'https://roster.example.com'");
    let status = desktop.status().await;
    assert_eq!((status.stage, status.mode), (Stage::SignedIn, Some(Mode::Embedded)));
    assert!(!status.policy.no_sign_in_here);
    until_up_to_date(&desktop).await;
    desktop.sign_out().await.unwrap();
    desktop.sign_in(credentials("ada@example.com")).await.unwrap();
    // Even one that was taken off the list: its data is still here, and there is another way to it.
    let key = desktop.accounts().await[0].key;
    desktop.sign_out().await.unwrap();
    let status = desktop.forget_account(key).await.unwrap();
    assert_eq!(
        (status.stage, status.policy.offers_this_computer),
        (Stage::FirstStart, true)
    );
    assert_eq!(desktop.use_on_this_computer().await.unwrap().stage, Stage::SignIn);
    closed(desktop).await;
    let desktop = computer.open_under("embedded = false");
    assert_eq!(
        desktop.status().await.stage,
        Stage::SignIn,
        "what was chosen is gone on with"
    );
    desktop.sign_in(credentials("ada@example.com")).await.unwrap();
}

#[tokio::test]
async fn a_language_is_handed_to_the_window_and_a_later_member_does_no_harm() {
    let computer = Computer::new();
    let desktop = computer.open_under("language = 'fr'\nupdateChannel = 'stable'\nproxy = { url = 'x' }");
    let policy = desktop.status().await.policy;
    assert_eq!(policy.language, Some(WindowLanguage::Fr));
    assert!(policy.problems.is_empty(), "{:?}", policy.problems);
}
