use roster_client::view::{CacheTag, Stage, StatusNotice, UserEdit};
use roster_contract::UpdateUser;
use roster_domain::{Permission, Role, UserStatus};

use crate::support::{
    Computer, another, code, done, invalidated, names, person, rows, until, until_erased, until_stage_is,
    until_up_to_date, with_account,
};

/// Finds someone among the active by first name.
async fn active(desktop: &roster_client::Desktop, first: &str) -> roster_client::view::UserRow {
    let find = async || {
        rows(desktop, UserStatus::Active)
            .await
            .into_iter()
            .find(|row| row.user.first_name == first)
    };
    until(first, find, Option::is_some).await.unwrap()
}

fn edit(row: &roster_client::view::UserRow, changes: UpdateUser) -> UserEdit {
    UserEdit {
        id: row.user.id,
        version: row.user.version,
        changes,
    }
}

#[tokio::test]
async fn one_who_is_removed_is_out_and_nothing_stays_on_their_computer() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let guest = another(&host, "Grace", Role::Administrator, &there).await;
    assert!(there.replica().exists());
    host.remove_user(active(&host, "Grace").await.user.id).await.unwrap();
    // The guest does nothing: the stream of events ends, and the next request says why.
    let status = until_stage_is(&guest, Stage::SignIn).await;
    assert_eq!(status.notice, Some(StatusNotice::SessionEnded));
    assert!(status.session.is_none());
    until_erased(&there).await;
    assert_eq!(code(guest.count_users().await), "session-required");
    assert_eq!(
        code(guest.sign_in(crate::support::credentials("grace@example.com")).await),
        "invalid-credentials"
    );
    drop(guest);
    assert_eq!(there.open().status().await.stage, Stage::SignIn, "also after a restart");
}

#[tokio::test]
async fn one_who_is_no_longer_administrator_keeps_only_their_own_record() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let guest = another(&host, "Grace", Role::Administrator, &there).await;
    assert_eq!(names(&guest, UserStatus::Active).await, ["Ada", "Grace"]);
    let demote = UpdateUser {
        role: Some(Role::User),
        ..UpdateUser::default()
    };
    host.update_user(edit(&active(&host, "Grace").await, demote))
        .await
        .unwrap();
    let left = async || names(&guest, UserStatus::Active).await;
    until("a copy of oneself only", left, |names| names == &["Grace"]).await;
    let status = guest.status().await;
    assert_eq!(
        (status.stage, status.notice),
        (Stage::SignedIn, Some(StatusNotice::RightsChanged))
    );
    assert_eq!(status.session.unwrap().me.user.role, Role::User);
    until_up_to_date(&guest).await;
    // The new copy opens with the new key.
    guest.shut_down().await;
    drop(guest);
    let guest = there.open();
    assert_eq!(guest.status().await.stage, Stage::SignedIn);
    assert_eq!(names(&guest, UserStatus::Active).await, ["Grace"]);
}

#[tokio::test]
async fn who_gains_or_loses_a_permission_gets_a_copy_that_fits() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let guest = another(&host, "Grace", Role::Administrator, &there).await;
    let holders = async || {
        let rows = rows(&guest, UserStatus::Active).await;
        let held = rows
            .into_iter()
            .filter(|row| row.user.permissions.contains(&Permission::BillingManager));
        held.map(|row| row.user.first_name).collect::<Vec<_>>()
    };
    assert_eq!(holders().await, Vec::<String>::new());
    let permit = |permissions| UpdateUser {
        permissions: Some(permissions),
        ..UpdateUser::default()
    };
    let give = edit(&active(&host, "Grace").await, permit(vec![Permission::BillingManager]));
    host.update_user(give).await.unwrap();
    until("both holders", holders, |holders| holders == &["Ada", "Grace"]).await;
    assert!(guest.preview_new_user().unwrap().can_assign_billing_manager);
    host.update_user(edit(&active(&host, "Grace").await, permit(Vec::new())))
        .await
        .unwrap();
    let preview = async || guest.preview_new_user().unwrap().can_assign_billing_manager;
    until("the permission gone", preview, |can| !can).await;
    until("nobody to be seen as holder", holders, Vec::is_empty).await;
}

#[tokio::test]
async fn what_others_do_is_told_to_whoever_shows_it() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let guest = another(&host, "Grace", Role::Administrator, &there).await;
    let mut events = guest.events();
    host.create_user(person("Max", Role::User)).await.unwrap();
    invalidated(&mut events, CacheTag::Users).await;
    let pending = async || names(&guest, UserStatus::Pending).await;
    until("the other's invitation", pending, |names| names == &["Max"]).await;
    guest.sync_now().await.unwrap();
    assert!(guest.sync_status().unwrap().last_contact.is_some());
}

/// The service loses what came after a backup, and its revisions go on from there. A copy from before cannot see that by the
/// number alone: new changes have long overtaken it.
#[tokio::test]
async fn a_copy_from_before_a_backup_was_restored_is_made_anew() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let guest = another(&host, "Grace", Role::Administrator, &there).await;
    host.shut_down().await;
    drop(host);
    let database = here.data.path().join("service/roster.sqlite");
    let backup = here.data.path().join("backup");
    std::fs::copy(&database, &backup).unwrap();

    let host = here.open();
    assert_eq!(host.status().await.stage, Stage::SignedIn);
    let lost = done(host.create_user(person("Max", Role::User)).await);
    let pending = async || names(&guest, UserStatus::Pending).await;
    until("the one who is lost later", pending, |names| names == &["Max"]).await;
    guest.shut_down().await;
    drop(guest);
    host.shut_down().await;
    drop(host);
    for companion in ["-wal", "-shm"] {
        let file = here.data.path().join(format!("service/roster.sqlite{companion}"));
        assert!(!file.exists(), "a database that was closed is one file");
    }
    std::fs::copy(&backup, &database).unwrap();

    let host = here.open();
    assert_eq!(host.status().await.stage, Stage::SignedIn);
    let after = ["Eve", "Kim", "Uma", "Zoe"];
    for first in after {
        host.create_user(person(first, Role::User)).await.unwrap();
    }
    let guest = there.open();
    assert_eq!(guest.status().await.stage, Stage::SignedIn);
    until_up_to_date(&guest).await;
    for desktop in [&host, &guest] {
        desktop.sync_now().await.unwrap();
        assert_eq!(names(desktop, UserStatus::Pending).await, after);
        assert_eq!(names(desktop, UserStatus::Active).await, ["Ada", "Grace"]);
        assert!(desktop.user(lost.user.id).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn signing_out_is_heard_by_the_service() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let guest = another(&host, "Grace", Role::Administrator, &there).await;
    let user = guest.status().await.session.unwrap().me.user.id;
    let url = crate::support::url(&guest).await;
    let token = there.secret("session token", &user.to_string(), &url).unwrap();
    let ask = async || {
        let request = reqwest::Client::new()
            .get(format!("{url}/api/v1/me"))
            .bearer_auth(&token);
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!(ask().await, 200);
    guest.sign_out().await.unwrap();
    assert_eq!(ask().await, 401);
}
