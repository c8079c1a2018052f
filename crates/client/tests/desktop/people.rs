use roster_client::view::{CommandErrorKind, Outcome, UserEdit, UserRestoration};
use roster_contract::{CreateUser, RestoreUser, UpdateAccount, UpdateMe, UpdateUser};
use roster_domain::{Denial, Language, Permission, Role, UserStatus};

use crate::support::{
    Computer, accept, another, code, done, names, person, query, rows, until, until_up_to_date, with_account,
};

#[tokio::test]
async fn an_invitation_is_listed_at_once_and_moves_by_itself_when_it_is_accepted() {
    let computer = Computer::new();
    let desktop = with_account(&computer).await;
    let row = done(desktop.create_user(person("Zoë", Role::User)).await);
    assert_eq!(
        (row.full_name.as_str(), row.is_self, row.user.status),
        ("Zoë Example", false, UserStatus::Pending)
    );
    assert!(row.actions.resend_invitation.allowed && row.actions.delete_invitation.allowed);
    assert_eq!(row.actions.remove.denial, Some(Denial::WrongStatus));
    assert_eq!(names(&desktop, UserStatus::Pending).await, ["Zoë"]);
    assert_eq!(desktop.count_users().await.unwrap().pending, 1);
    let found = roster_client::view::UserQuery {
        search: "ZOE@".to_owned(),
        ..query(UserStatus::Pending)
    };
    assert_eq!(desktop.list_users(found).await.unwrap().total, 1);

    let link = desktop.copy_invitation_link(row.user.id).await.unwrap();
    accept(&link.url).await;
    // Nobody asks for it.
    let active = async || names(&desktop, UserStatus::Active).await;
    until("the row among the active", active, |names| names.len() == 2).await;
    assert!(names(&desktop, UserStatus::Pending).await.is_empty());
    let row = desktop.user(row.user.id).await.unwrap().unwrap();
    assert_eq!((row.user.status, row.user.invitation), (UserStatus::Active, None));
    assert!(row.actions.remove.allowed);
}

#[tokio::test]
async fn the_form_s_faults_come_back_beside_their_fields() {
    let computer = Computer::new();
    let desktop = with_account(&computer).await;
    let bad = CreateUser {
        first_name: " ".to_owned(),
        login_email: "x".to_owned(),
        ..person("Max", Role::User)
    };
    let error = desktop.create_user(bad).await.unwrap_err();
    assert_eq!(error.kind, CommandErrorKind::Problem);
    let fields: Vec<&str> = error.errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["firstName", "loginEmail"]);
    desktop.create_user(person("Max", Role::User)).await.unwrap();
    assert_eq!(
        code(desktop.create_user(person("MAX", Role::User)).await),
        "login-email-taken"
    );
}

#[tokio::test]
async fn an_edit_of_a_stale_record_gets_the_present_one() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let row = done(host.create_user(person("Max", Role::User)).await);
    let guest = another(&host, "Grace", Role::Administrator, &there).await;
    let seen = guest.user(row.user.id).await.unwrap().unwrap().user;
    let renamed = |first: &str, version| UserEdit {
        id: row.user.id,
        version,
        changes: UpdateUser {
            first_name: Some(first.to_owned()),
            ..UpdateUser::default()
        },
    };
    let updated = done(host.update_user(renamed("Maximilian", seen.version)).await);
    assert!(updated.user.version > seen.version);
    let Outcome::Pending { change } = guest.update_user(renamed("Maxine", seen.version)).await.unwrap() else {
        panic!("it is based on another record");
    };
    assert!(change.conflict.is_some());
    guest.withdraw_pending_change(change.id).await.unwrap();
    assert_eq!(
        guest.user(row.user.id).await.unwrap().unwrap().user,
        updated.user,
        "it is in the copy, too"
    );
    guest
        .update_user(renamed("Maxine", updated.user.version))
        .await
        .unwrap();
    let name = async || host.user(row.user.id).await.unwrap().unwrap().user.first_name;
    until("the other's edit", name, |name| name == "Maxine").await;
}

#[tokio::test]
async fn removed_restored_and_the_invitation_deleted_one_is_removed_again() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    another(&host, "Grace", Role::User, &there).await;
    let grace = async || {
        rows(&host, UserStatus::Active)
            .await
            .into_iter()
            .find(|row| row.user.first_name == "Grace")
    };
    let id = until("Grace among the active", grace, Option::is_some)
        .await
        .unwrap()
        .user
        .id;
    let removed = done(host.remove_user(id).await);
    assert_eq!(removed.user.status, UserStatus::Removed);
    assert_eq!(names(&host, UserStatus::Removed).await, ["Grace"]);
    assert_eq!(code(host.remove_user(id).await), "wrong-status");

    let restore = RestoreUser {
        role: Some(Role::Administrator),
        permissions: None,
    };
    let restored = done(host.restore_user(UserRestoration { id, restore }).await);
    assert_eq!(
        (restored.user.status, restored.user.role),
        (UserStatus::Pending, Role::Administrator)
    );
    host.delete_invitation(id).await.unwrap();
    assert_eq!(names(&host, UserStatus::Removed).await, ["Grace"]);

    let max = done(host.create_user(person("Max", Role::User)).await).user.id;
    assert_eq!(
        code(host.remove_user(max).await),
        "wrong-status",
        "an invitation is not an access"
    );
    host.delete_invitation(max).await.unwrap();
    assert_eq!(host.user(max).await.unwrap(), None);
    assert!(names(&host, UserStatus::Pending).await.is_empty());
}

#[tokio::test]
async fn an_invitation_accepted_meanwhile_is_not_deleted_as_a_pending_one() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let guest = another(&host, "Grace", Role::Administrator, &there).await;
    let max = done(host.create_user(person("Max", Role::User)).await).user.id;
    guest.sync_now().await.unwrap();
    let link = host.copy_invitation_link(max).await.unwrap();
    // The guest still shows the invitation as pending, whatever its sync does: the service hears which version was meant.
    let shown = guest.user(max).await.unwrap().unwrap().user;
    accept(&link.url).await;
    let answer = guest.delete_invitation(max).await;
    let refused = code(answer);
    assert!(refused == "version-conflict" || refused == "wrong-status", "{refused}");
    let status = async || host.user(max).await.unwrap().unwrap().user.status;
    until("the accepted one", status, |status| *status == UserStatus::Active).await;
    assert_eq!(shown.status, UserStatus::Pending);
}

#[tokio::test]
async fn what_may_not_be_done_is_said_with_each_row() {
    let computer = Computer::new();
    let desktop = with_account(&computer).await;
    until_up_to_date(&desktop).await;
    let own = rows(&desktop, UserStatus::Active).await.remove(0);
    assert!(own.is_self && own.actions.edit.allowed && own.actions.permissions_visible);
    assert_eq!(own.actions.remove.denial, Some(Denial::OwnAccount));
    assert_eq!(own.actions.edit_role.denial, Some(Denial::OwnRole));
    assert_eq!(code(desktop.remove_user(own.user.id).await), "own-account");
}

#[tokio::test]
async fn to_one_who_does_not_hold_it_a_permission_does_not_exist() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    assert!(host.preview_new_user().unwrap().can_assign_billing_manager);
    let guest = another(&host, "Grace", Role::Administrator, &there).await;
    assert!(!guest.preview_new_user().unwrap().can_assign_billing_manager);
    let ada = rows(&guest, UserStatus::Active)
        .await
        .into_iter()
        .find(|row| row.user.first_name == "Ada")
        .unwrap();
    assert!(ada.user.permissions.is_empty() && !ada.actions.permissions_visible);
    let billing = CreateUser {
        permissions: vec![Permission::BillingManager],
        ..person("Max", Role::User)
    };
    assert_eq!(code(guest.create_user(billing.clone()).await), "permission-not-held");
    assert_eq!(
        done(host.create_user(billing).await).user.permissions,
        [Permission::BillingManager]
    );
}

#[tokio::test]
async fn one_who_is_no_administrator_has_only_themselves_and_whom_to_ask() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let guest = another(&host, "Grace", Role::User, &there).await;
    assert_eq!(names(&guest, UserStatus::Active).await, ["Grace"]);
    assert_eq!(guest.count_users().await.unwrap().active, 1);
    let whom: Vec<String> = guest
        .administrators()
        .await
        .unwrap()
        .into_iter()
        .map(|who| who.full_name)
        .collect();
    assert_eq!(whom, ["Ada Lovelace"]);
    assert_eq!(guest.account().await.unwrap().name, "Analytical Engines");
    assert_eq!(
        code(guest.create_user(person("Max", Role::User)).await),
        "administrator-required"
    );
}

#[tokio::test]
async fn one_s_own_profile_and_the_account_show_everywhere_at_once() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let guest = another(&host, "Grace", Role::Administrator, &there).await;
    let changes = UpdateMe {
        last_name: Some("King".to_owned()),
        language: Some(Language::De),
        ..UpdateMe::default()
    };
    let me = host.update_me(changes).await.unwrap();
    assert_eq!((me.user.last_name.as_str(), me.user.language), ("King", Language::De));
    assert_eq!(host.status().await.session.unwrap().me.user.last_name, "King");
    assert_eq!(host.user(me.user.id).await.unwrap().unwrap().full_name, "Ada King");

    let changes = UpdateAccount {
        name: Some("Engines & Co".to_owned()),
        language: Some(Language::PtBr),
    };
    host.update_account(changes).await.unwrap();
    assert_eq!(host.preview_new_user().unwrap().default_language, Language::PtBr);
    // It is no user's record, and still reaches whoever shows it.
    let account = async || guest.status().await.session.unwrap().me.account.name;
    until("the account's new name", account, |name| name == "Engines & Co").await;
}

#[tokio::test]
async fn a_new_password_ends_one_s_sessions_elsewhere() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let elsewhere = there.open();
    elsewhere
        .connect_to_server(crate::support::url(&host).await)
        .await
        .unwrap();
    elsewhere
        .sign_in(crate::support::credentials("ada@example.com"))
        .await
        .unwrap();
    until_up_to_date(&elsewhere).await;
    let change = |current: &str, new: &str| roster_client::view::PasswordChange {
        current_password: current.into(),
        new_password: new.into(),
    };
    assert_eq!(
        code(host.change_password(change("wrong", "another long one, please")).await),
        "wrong-password"
    );
    let short = host
        .change_password(change(crate::support::PASSWORD, "short"))
        .await
        .unwrap_err();
    assert_eq!(short.errors[0].field, "newPassword");
    host.change_password(change(crate::support::PASSWORD, "another long one, please"))
        .await
        .unwrap();
    let status = crate::support::until_stage_is(&elsewhere, roster_client::view::Stage::SignIn).await;
    assert_eq!(status.notice, Some(roster_client::view::StatusNotice::SessionEnded));
    crate::support::until_erased(&there).await;
    assert!(host.count_users().await.is_ok());
}
