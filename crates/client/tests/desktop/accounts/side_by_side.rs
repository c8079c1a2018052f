//! Each account goes its own way, in view and out of it.

use roster_client::DesktopEvent;
use roster_client::view::{AccountKey, CacheTag, Mode, Stage, SyncState};
use roster_contract::UpdateMe;
use roster_domain::{Role, UserStatus};

use super::{both, entry, keys};
use crate::support::{Computer, credentials, invalidated, names, person, until, until_up_to_date, url};

#[tokio::test]
async fn each_account_has_its_own_lists_and_both_are_there_after_a_restart() {
    let both = both().await;
    let (grace, zoe) = (entry(&both.desktop, "Grace").await, entry(&both.desktop, "Zoe").await);
    assert!(zoe.is_current && !grace.is_current && zoe.signed_in && grace.signed_in);
    assert_eq!(
        (
            grace.mode,
            grace.server_url,
            grace.login_email.as_str(),
            grace.account_name.as_str()
        ),
        (
            Mode::Server,
            Some(url(&both.first).await),
            "grace@example.com",
            "Analytical Engines"
        )
    );
    assert_eq!(names(&both.desktop, UserStatus::Active).await, ["Ada", "Zoe"]);
    let replicas = both.there.replicas();
    assert_eq!(replicas.len(), 2);
    // The account out of view keeps up as well.
    both.first.create_user(person("Max", Role::User)).await.unwrap();
    let found = async || {
        both.desktop
            .find_people("max".to_owned(), 5)
            .await
            .unwrap()
            .people
            .len()
    };
    until("the other account's invitation", found, |found| *found == 1).await;

    let status = both.desktop.switch_account(grace.key).await.unwrap();
    assert_eq!(status.server_url, Some(url(&both.first).await));
    assert_eq!(status.session.unwrap().me.user.first_name, "Grace");
    assert_eq!(names(&both.desktop, UserStatus::Pending).await, ["Max"]);
    assert!(entry(&both.desktop, "Grace").await.is_current);
    both.desktop.shut_down().await;
    drop(both.desktop);

    let desktop = both.there.open();
    let status = desktop.status().await;
    assert_eq!((status.stage, status.adding_account), (Stage::SignedIn, false));
    assert_eq!(
        status.session.unwrap().me.user.first_name,
        "Grace",
        "the one in view last"
    );
    assert_eq!(keys(&desktop).await, [grace.key, zoe.key]);
    desktop.switch_account(zoe.key).await.unwrap();
    until_up_to_date(&desktop).await;
    assert_eq!(names(&desktop, UserStatus::Active).await, ["Ada", "Zoe"]);
    assert_eq!(both.there.replicas().len(), 2);
}

#[tokio::test]
async fn a_person_is_looked_for_in_every_account() {
    let both = both().await;
    let (grace, zoe) = (entry(&both.desktop, "Grace").await, entry(&both.desktop, "Zoe").await);
    for first in ["Hermione", "Germain"] {
        both.first.create_user(person(first, Role::User)).await.unwrap();
    }
    both.second.create_user(person("Hermann", Role::User)).await.unwrap();
    let find = async |search: &str, limit| {
        let found = both.desktop.find_people(search.to_owned(), limit).await.unwrap();
        let found = found
            .people
            .into_iter()
            .map(|found| (found.row.user.first_name, found.account));
        found.collect::<Vec<_>>()
    };
    let expected = [
        ("Hermann".to_owned(), zoe.key),
        ("Hermione".to_owned(), grace.key),
        ("Germain".to_owned(), grace.key),
    ];
    // "erm" is somewhere in all of them, "HÉRM" at the beginning of two.
    until("all three", async || find("erm", 9).await.len(), |found| *found == 3).await;
    assert_eq!(find("HÉRM", 9).await, expected[..2]);
    both.first.create_user(person("Ermine", Role::User)).await.unwrap();
    until("the fourth", async || find("erm", 9).await.len(), |found| *found == 4).await;
    let found: Vec<String> = find("erm", 9).await.into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        found,
        ["Ermine", "Germain", "Hermann", "Hermione"],
        "at the beginning comes first"
    );
    // Each account has its share, however many match in another before them.
    let two: Vec<AccountKey> = find("erm", 2).await.into_iter().map(|(_, account)| account).collect();
    assert_eq!(two, [grace.key, zoe.key]);
    let first_two = both.desktop.find_people("erm".to_owned(), 2).await.unwrap();
    assert!(first_two.more && first_two.not_searched.is_empty());
    assert_eq!(find("  ", 9).await, []);
    assert_eq!(find("nobody", 9).await, []);
    // Both have an Ada of their own.
    let adas: Vec<AccountKey> = find("Ada", 9).await.into_iter().map(|(_, account)| account).collect();
    assert_eq!(adas, [grace.key, zoe.key]);
    both.desktop.sign_out().await.unwrap();
    let left = both.desktop.find_people("hermann".to_owned(), 9).await.unwrap();
    assert_eq!(left.people, [], "nothing of an account that was left is found");
    assert!(!left.more);
}

#[tokio::test]
async fn what_is_news_in_one_account_is_told_of_that_one() {
    let both = both().await;
    let mut events = both.desktop.events();
    let renamed = UpdateMe {
        last_name: Some("Hopper".to_owned()),
        ..UpdateMe::default()
    };
    let grace = entry(&both.desktop, "Grace").await.key;
    let elsewhere = Computer::new();
    let other = elsewhere.open();
    other.connect_to_server(url(&both.first).await).await.unwrap();
    other.sign_in(credentials("grace@example.com")).await.unwrap();
    other.update_me(renamed).await.unwrap();
    let name = async || entry(&both.desktop, "Grace").await.user_name;
    until("one's new name", name, |name| name == "Grace Hopper").await;
    let mut told = Vec::new();
    while let Ok(event) = events.try_recv() {
        match event {
            DesktopEvent::Invalidated(tags) => told.extend(tags),
            other => panic!("{other:?} is of the account in view"),
        }
    }
    assert!(
        told.contains(&CacheTag::Accounts) && told.iter().all(|tag| *tag == CacheTag::Accounts),
        "{told:?}"
    );
    both.desktop.switch_account(grace).await.unwrap();
    invalidated(&mut events, CacheTag::Users).await;
    both.desktop.shut_down().await;
    drop(both.desktop);
    let accounts = both.there.settings();
    assert_eq!(accounts["accounts"][0]["userName"], "Grace Hopper");
}

#[tokio::test]
async fn with_one_server_away_the_others_are_as_they_were() {
    let both = both().await;
    let grace = entry(&both.desktop, "Grace").await.key;
    both.first.shut_down().await;
    both.desktop.shut_down().await;
    drop(both.desktop);
    let desktop = both.there.open();
    desktop.start().await;
    until_up_to_date(&desktop).await;
    let sync = async || entry(&desktop, "Grace").await.sync.map(|sync| sync.state);
    until("the other offline", sync, |state| *state == Some(SyncState::Offline)).await;
    desktop.create_user(person("Max", Role::User)).await.unwrap();
    desktop.switch_account(grace).await.unwrap();
    assert_eq!(names(&desktop, UserStatus::Active).await, ["Ada", "Grace"]);
}
