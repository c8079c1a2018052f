//! What an account leaves behind when one signs out of it, or its service ends the session.

use roster_client::view::{
    CacheTag, CommandErrorKind, Credentials, MailQuery, Mode, PasswordChange, Stage, StatusNotice,
};
use roster_domain::{Role, UserStatus};

use super::{add, administrator, both, entry, keys};
use crate::support::{
    Computer, PASSWORD, another, code, credentials, invalidated, names, rows, until, until_erased, until_stage_is,
    until_up_to_date, url, with_account,
};

#[tokio::test]
async fn a_session_that_the_service_ends_takes_nothing_else_along() {
    let both = both().await;
    let (grace, zoe) = (entry(&both.desktop, "Grace").await, entry(&both.desktop, "Zoe").await);
    let mut events = both.desktop.events();
    let everybody = rows(&both.first, UserStatus::Active).await;
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
    let change = PasswordChange {
        current_password: PASSWORD.into(),
        new_password: new.into(),
    };
    other.change_password(change).await.unwrap();
    until_stage_is(&guest, Stage::SignIn).await;
    until_erased(&there).await;
    let again = Credentials {
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
    assert_eq!(
        keys(&both.desktop).await,
        [grace.key, zoe.key],
        "the one that was left is listed"
    );
    let zoe_now = entry(&both.desktop, "Zoe").await;
    assert!(!zoe_now.signed_in && zoe_now.left);
    let folder = both.there.data.path().join("accounts");
    assert!(!folder.join(zoe.key.to_string()).exists() && folder.join(grace.key.to_string()).exists());
    let status = both.desktop.sign_out().await.unwrap();
    assert_eq!(
        (status.stage, status.adding_account, status.last_login_email.as_deref()),
        (Stage::SignIn, false, Some("grace@example.com"))
    );
    assert_eq!(status.server_url, Some(url(&both.first).await));
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 0);
    both.desktop.shut_down().await;
    drop(both.desktop);
    let desktop = both.there.open();
    let status = desktop.status().await;
    assert_eq!(
        (status.stage, status.server_url),
        (Stage::SignIn, Some(url(&both.first).await))
    );
    assert_eq!(keys(&desktop).await, [grace.key, zoe.key]);
    // Each can be signed in to again from the list.
    let status = desktop.switch_account(zoe.key).await.unwrap();
    assert_eq!(
        (status.stage, status.last_login_email.as_deref()),
        (Stage::SignIn, Some("zoe@example.com"))
    );
    let status = desktop.sign_in(credentials("zoe@example.com")).await.unwrap();
    assert_eq!(status.session.unwrap().me.user.first_name, "Zoe");
    assert_eq!(keys(&desktop).await, [grace.key, zoe.key], "it is the same account");
    desktop.forget_account(grace.key).await.unwrap();
    assert_eq!(keys(&desktop).await, [zoe.key]);
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
            .list_mails(MailQuery { offset: 0, limit: 9 })
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
    let ada = entry(&desktop, "Ada").await;
    assert!(!ada.signed_in && ada.mode == Mode::Embedded, "it stays listed");
    let status = desktop.switch_account(ada.key).await.unwrap();
    assert_eq!((status.stage, status.server_url.as_ref()), (Stage::SignIn, Some(&own)));
    assert!(answers(&own).await, "to be signed in to");
    let grace = entry(&desktop, "Grace").await.key;
    desktop.switch_account(grace).await.unwrap();
    assert!(!answers(&own).await);

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
