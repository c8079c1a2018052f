//! Several accounts at once, at the same and at different services.

use std::sync::Arc;

use roster_client::Desktop;
use roster_client::view::{AccountEntry, AccountKey, CacheTag, CommandErrorKind, Mode, Stage, StatusNotice, SyncState};
use roster_contract::UpdateMe;
use roster_domain::{Role, UserStatus};

use crate::impostor::{Impostor, page, user};
use crate::support::{
    Computer, accept, another, code, credentials, invalidated, names, person, until, until_erased, until_stage_is,
    until_up_to_date, url, with_account,
};

/// Signs someone in to a further account.
async fn add(desktop: &Arc<Desktop>, address: String, login_email: &str) {
    desktop.begin_adding_account().await;
    desktop.connect_to_server(address).await.unwrap();
    desktop.sign_in(credentials(login_email)).await.unwrap();
    until_up_to_date(desktop).await;
}

/// Invites an administrator, who accepts.
async fn administrator(host: &Arc<Desktop>, first: &str) -> roster_domain::UserId {
    let invited = crate::support::done(host.create_user(person(first, Role::Administrator)).await);
    accept(&host.copy_invitation_link(invited.user.id).await.unwrap().url).await;
    invited.user.id
}

async fn entry(desktop: &Arc<Desktop>, user_name: &str) -> AccountEntry {
    let entries = desktop.accounts().await;
    let found = entries.iter().find(|entry| entry.user_name.starts_with(user_name));
    found.unwrap_or_else(|| panic!("{user_name} in {entries:?}")).clone()
}

async fn keys(desktop: &Arc<Desktop>) -> Vec<AccountKey> {
    desktop.accounts().await.into_iter().map(|entry| entry.key).collect()
}

/// Two services, and a computer on which one is signed in to both: as Grace, then as Zoë, who is in view.
struct Both {
    first: Arc<Desktop>,
    second: Arc<Desktop>,
    desktop: Arc<Desktop>,
    there: Computer,
    _computers: [Computer; 2],
}

async fn both() -> Both {
    let (computers, there) = ([Computer::new(), Computer::new()], Computer::new());
    let first = with_account(&computers[0]).await;
    let second = with_account(&computers[1]).await;
    let desktop = another(&first, "Grace", Role::Administrator, &there).await;
    administrator(&second, "Zoe").await;
    add(&desktop, url(&second).await, "zoe@example.com").await;
    Both {
        first,
        second,
        desktop,
        there,
        _computers: computers,
    }
}

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
    let found = async || both.desktop.find_people("max".to_owned(), 5).await.unwrap().len();
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

#[tokio::test]
async fn a_session_that_the_service_ends_takes_nothing_else_along() {
    let both = both().await;
    let (grace, zoe) = (entry(&both.desktop, "Grace").await, entry(&both.desktop, "Zoe").await);
    let mut events = both.desktop.events();
    let everybody = crate::support::rows(&both.first, UserStatus::Active).await;
    let row = everybody.iter().find(|row| row.user.first_name == "Grace").unwrap();
    both.first.remove_user(row.user.id).await.unwrap();
    invalidated(&mut events, CacheTag::Accounts).await;
    let out = async || entry(&both.desktop, "Grace").await;
    let out = until("the end of one session", out, |entry| !entry.signed_in).await;
    assert_eq!((out.key, out.sync), (grace.key, None));
    until(
        "the end of one copy",
        async || both.there.replicas().len(),
        |left| *left == 1,
    )
    .await;
    let status = both.desktop.status().await;
    assert_eq!(
        (status.stage, status.notice),
        (Stage::SignedIn, None),
        "it is not the one in view"
    );
    assert_eq!(names(&both.desktop, UserStatus::Active).await, ["Ada", "Zoe"]);

    let status = both.desktop.switch_account(grace.key).await.unwrap();
    assert_eq!(
        (status.stage, status.notice, status.last_login_email.as_deref()),
        (
            Stage::SignIn,
            Some(StatusNotice::SessionEnded),
            Some("grace@example.com")
        )
    );
    assert_eq!(status.server_url, Some(url(&both.first).await));
    assert_eq!(
        code(both.desktop.sign_in(credentials("grace@example.com")).await),
        "invalid-credentials"
    );
    // It is known also after a restart, and can be told apart.
    both.desktop.shut_down().await;
    drop(both.desktop);
    let desktop = both.there.open();
    assert_eq!(desktop.status().await.stage, Stage::SignIn);
    assert_eq!(keys(&desktop).await, [grace.key, zoe.key]);

    let kind = desktop.forget_account(zoe.key).await.unwrap_err().kind;
    assert_eq!(kind, CommandErrorKind::Desktop, "one is signed in there");
    let status = desktop.forget_account(grace.key).await.unwrap();
    assert_eq!(status.session.unwrap().me.user.first_name, "Zoe");
    assert_eq!(keys(&desktop).await, [zoe.key]);
    assert_eq!(
        both.there
            .secret("device token", "grace@example.com", &url(&both.first).await),
        None
    );
    assert!(desktop.switch_account(grace.key).await.is_err());
}

#[tokio::test]
async fn who_signs_in_again_after_the_end_has_the_same_account() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let guest = another(&host, "Grace", Role::Administrator, &there).await;
    let before = entry(&guest, "Grace").await;
    // A new password ends one's other sessions.
    let elsewhere = Computer::new();
    let other = elsewhere.open();
    other.connect_to_server(url(&host).await).await.unwrap();
    other.sign_in(credentials("grace@example.com")).await.unwrap();
    let new = "a different long one, please";
    let change = roster_client::view::PasswordChange {
        current_password: crate::support::PASSWORD.into(),
        new_password: new.into(),
    };
    other.change_password(change).await.unwrap();
    until_stage_is(&guest, Stage::SignIn).await;
    until_erased(&there).await;
    let again = roster_client::view::Credentials {
        password: new.into(),
        ..credentials("grace@example.com")
    };
    let status = guest.sign_in(again).await.unwrap();
    assert_eq!((status.stage, status.notice), (Stage::SignedIn, None));
    assert_eq!(keys(&guest).await, [before.key]);
    until_up_to_date(&guest).await;
    assert_eq!(names(&guest, UserStatus::Active).await, ["Ada", "Grace"]);
}

#[tokio::test]
async fn leaving_the_last_account_leads_back_to_its_sign_in_with_nothing_left() {
    let both = both().await;
    let (grace, zoe) = (entry(&both.desktop, "Grace").await, entry(&both.desktop, "Zoe").await);
    let status = both.desktop.sign_out().await.unwrap();
    assert_eq!(status.session.unwrap().me.user.first_name, "Grace");
    assert_eq!(keys(&both.desktop).await, [grace.key]);
    let folder = both.there.data.path().join("accounts");
    assert!(!folder.join(zoe.key.to_string()).exists() && folder.join(grace.key.to_string()).exists());
    let status = both.desktop.sign_out().await.unwrap();
    assert_eq!(
        (status.stage, status.adding_account, status.last_login_email.as_deref()),
        (Stage::SignIn, false, Some("grace@example.com"))
    );
    assert_eq!(status.server_url, Some(url(&both.first).await));
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 0);
    assert_eq!(both.desktop.accounts().await, []);
    both.desktop.shut_down().await;
    drop(both.desktop);
    let desktop = both.there.open();
    let status = desktop.status().await;
    assert_eq!(
        (status.stage, status.server_url),
        (Stage::SignIn, Some(url(&both.first).await))
    );
    assert_eq!(both.second.status().await.stage, Stage::SignedIn);
}

/// Whether anything answers there.
async fn answers(address: &str) -> bool {
    reqwest::get(format!("{address}/api/v1/me")).await.is_ok()
}

#[tokio::test]
async fn the_service_on_this_computer_runs_for_as_long_as_someone_uses_it() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&there).await;
    administrator(&host, "Grace").await;
    let desktop = with_account(&here).await;
    let own = url(&desktop).await;
    add(&desktop, url(&host).await, "grace@example.com").await;
    assert!(answers(&own).await, "its account is only out of view");
    assert_eq!(
        desktop
            .list_mails(roster_client::view::MailQuery { offset: 0, limit: 9 })
            .await
            .unwrap()
            .total,
        0,
        "its mails are not the server's"
    );
    let ada = entry(&desktop, "Ada").await;
    desktop.switch_account(ada.key).await.unwrap();
    let status = desktop.sign_out().await.unwrap();
    assert_eq!((status.stage, status.mode), (Stage::SignedIn, Some(Mode::Server)));
    assert!(!answers(&own).await, "nobody uses it any more");

    // The start screen does, until one thinks again.
    desktop.begin_adding_account().await;
    let status = desktop.use_on_this_computer().await.unwrap();
    assert_eq!((status.stage, status.server_url.as_ref()), (Stage::SignIn, Some(&own)));
    assert!(answers(&own).await);
    assert_eq!(desktop.leave_server().await.unwrap().stage, Stage::FirstStart);
    assert!(!answers(&own).await);
    desktop.use_on_this_computer().await.unwrap();
    assert_eq!(desktop.cancel_adding_account().await.stage, Stage::SignedIn);
    assert!(!answers(&own).await);
    desktop.begin_adding_account().await;
    desktop.use_on_this_computer().await.unwrap();
    desktop.sign_in(credentials("ada@example.com")).await.unwrap();
    desktop.shut_down().await;
    assert!(!answers(&own).await);
    drop(desktop);
    let desktop = here.open();
    desktop
        .switch_account(entry(&desktop, "Grace").await.key)
        .await
        .unwrap();
    assert!(answers(&own).await, "a start out of view of it starts it, too");
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
    assert_eq!(find("erm", 2).await.len(), 2);
    assert_eq!(find("  ", 9).await, []);
    assert_eq!(find("nobody", 9).await, []);
    // Both have an Ada of their own.
    let adas: Vec<AccountKey> = find("Ada", 9).await.into_iter().map(|(_, account)| account).collect();
    assert_eq!(adas, [grace.key, zoe.key]);
    both.desktop.sign_out().await.unwrap();
    assert_eq!(
        find("hermann", 9).await,
        [],
        "nothing of an account that was left is found"
    );
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
            roster_client::DesktopEvent::Invalidated(tags) => told.extend(tags),
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

#[tokio::test]
async fn a_version_that_knew_one_account_leaves_nothing_behind() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let (place, installation) = (url(&host).await, "0190b1a5-0000-7000-8000-000000000001");
    let user = "0190b1a5-0000-7000-8000-000000000002";
    let settings = serde_json::json!({
        "installation": installation, "mode": "server", "serverUrl": place, "embeddedPort": null,
        "lastLoginEmail": "grace@example.com", "signedInAs": user,
    });
    std::fs::write(there.data.path().join("desktop.json"), settings.to_string()).unwrap();
    for file in ["replica.db", "replica.db-wal"] {
        std::fs::write(there.data.path().join(file), "what was known").unwrap();
    }
    let name = format!("session token of {user} at {place} ({installation})");
    let token = there.keyring.build("app.roster.desktop", &name, None).unwrap();
    token.set_password("a token").unwrap();
    let desktop = there.open();
    let status = desktop.status().await;
    assert_eq!(
        (status.stage, status.last_login_email.as_deref()),
        (Stage::SignIn, Some("grace@example.com"))
    );
    assert!(token.get_password().is_err());
    assert!(!there.data.path().join("replica.db").exists() && !there.data.path().join("replica.db-wal").exists());
    administrator(&host, "Grace").await;
    desktop.sign_in(credentials("grace@example.com")).await.unwrap();
    until_up_to_date(&desktop).await;
    assert_eq!(names(&desktop, UserStatus::Active).await, ["Ada", "Grace"]);
}

#[tokio::test]
async fn a_stray_copy_goes_and_changes_that_wait_in_a_stray_folder_stay() {
    let computer = Computer::new();
    let stray = computer
        .data
        .path()
        .join("accounts/0190b1a5-0000-7000-8000-000000000001");
    let empty = computer
        .data
        .path()
        .join("accounts/0190b1a5-0000-7000-8000-000000000002");
    for (folder, file) in [(&stray, "replica.db"), (&stray, "pending.db"), (&empty, "replica.db")] {
        std::fs::create_dir_all(folder).unwrap();
        std::fs::write(folder.join(file), "whatever").unwrap();
    }
    computer.open().status().await;
    assert!(!stray.join("replica.db").exists() && stray.join("pending.db").exists());
    assert!(!empty.exists());
}
