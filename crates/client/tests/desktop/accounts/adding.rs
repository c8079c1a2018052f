//! One signs in to another account beside those there are.

use roster_client::view::{Mode, Stage};
use roster_domain::{Role, UserStatus};

use super::{add, administrator, entry, keys};
use crate::impostor::{Impostor, page, user};
use crate::support::{Computer, another, code, credentials, names, person, until_up_to_date, url, with_account};

#[tokio::test]
async fn a_further_account_is_added_beside_those_that_live_on_or_not_after_all() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let guest = another(&host, "Grace", Role::Administrator, &there).await;
    let status = guest.begin_adding_account().await;
    assert_eq!(
        (
            status.stage,
            status.adding_account,
            status.mode,
            status.last_login_email
        ),
        (Stage::FirstStart, true, None, None)
    );
    assert_eq!(
        code(guest.count_users().await),
        "session-required",
        "no account is in view"
    );
    let grace = entry(&guest, "Grace").await;
    assert!(grace.signed_in && !grace.is_current);
    let status = guest.connect_to_server(url(&host).await).await.unwrap();
    assert_eq!((status.stage, status.adding_account), (Stage::SignIn, true));
    assert_eq!(
        code(guest.sign_in(credentials("nobody@example.com")).await),
        "invalid-credentials"
    );
    let status = guest.cancel_adding_account().await;
    assert_eq!((status.stage, status.adding_account), (Stage::SignedIn, false));
    assert_eq!(names(&guest, UserStatus::Active).await, ["Ada", "Grace"]);
    assert_eq!(
        guest.cancel_adding_account().await,
        status,
        "there is nothing to cancel"
    );

    // Closed on the way: the next start is in the account there is.
    guest.begin_adding_account().await;
    guest.connect_to_server(url(&host).await).await.unwrap();
    guest.shut_down().await;
    drop(guest);
    let guest = there.open();
    assert_eq!(guest.status().await.stage, Stage::SignedIn);
    assert_eq!(guest.begin_adding_account().await.stage, Stage::FirstStart);
}

#[tokio::test]
async fn signing_in_as_the_same_person_twice_is_one_account_with_one_session() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let guest = another(&host, "Grace", Role::Administrator, &there).await;
    let (address, before) = (url(&host).await, entry(&guest, "Grace").await);
    let user = guest.status().await.session.unwrap().me.user.id.to_string();
    let token = || there.secret("session token", &user, &address).unwrap();
    let first = token();
    add(&guest, address.clone(), "Grace@Example.com").await;
    assert_eq!(keys(&guest).await, [before.key]);
    assert_eq!(there.replicas().len(), 1);
    assert_eq!(names(&guest, UserStatus::Active).await, ["Ada", "Grace"]);
    let counts = async |token: &str| {
        let request = reqwest::Client::new().get(format!("{address}/api/v1/me"));
        request.bearer_auth(token).send().await.unwrap().status() == 200
    };
    assert!(!counts(&first).await, "the session before is over");
    assert!(counts(&token()).await);
}

#[tokio::test]
async fn the_same_user_at_two_services_is_two_accounts() {
    let (computer, one, other) = (Computer::new(), Impostor::start().await, Impostor::start().await);
    one.feed([page(1, vec![user(1, "Ada"), user(2, "Grace")])]);
    other.feed([page(1, vec![user(1, "Ada"), user(3, "Zoe")])]);
    let desktop = computer.open();
    desktop.connect_to_server(one.url()).await.unwrap();
    desktop.sign_in(credentials("ada@example.com")).await.unwrap();
    until_up_to_date(&desktop).await;
    add(&desktop, other.url(), "ada@example.com").await;
    let keys = keys(&desktop).await;
    assert_eq!(keys.len(), 2);
    assert_eq!(names(&desktop, UserStatus::Active).await, ["Ada", "Zoe"]);
    desktop.switch_account(keys[0]).await.unwrap();
    assert_eq!(names(&desktop, UserStatus::Active).await, ["Ada", "Grace"]);
    // One is left: the other's secrets and copy stay.
    desktop.sign_out().await.unwrap();
    let id = user(1, "Ada").id.to_string();
    for (place, there) in [(one.url(), false), (other.url(), true)] {
        for what in ["session token", "replica key"] {
            assert_eq!(computer.secret(what, &id, &place).is_some(), there, "{what} at {place}");
        }
    }
    assert_eq!(names(&desktop, UserStatus::Active).await, ["Ada", "Zoe"]);
}

#[tokio::test]
async fn two_people_of_one_service_are_two_accounts() {
    let computer = Computer::new();
    let desktop = with_account(&computer).await;
    administrator(&desktop, "Grace").await;
    desktop.begin_adding_account().await;
    assert_eq!(desktop.use_on_this_computer().await.unwrap().stage, Stage::SignIn);
    let status = desktop.sign_in(credentials("grace@example.com")).await.unwrap();
    assert_eq!(status.session.unwrap().me.user.first_name, "Grace");
    let modes: Vec<_> = desktop.accounts().await.into_iter().map(|entry| entry.mode).collect();
    assert_eq!(modes, [Mode::Embedded, Mode::Embedded]);
    // The one who leaves does not take the service along.
    assert_eq!(desktop.sign_out().await.unwrap().stage, Stage::SignedIn);
    desktop.create_user(person("Max", Role::User)).await.unwrap();
}
