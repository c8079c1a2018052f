//! A removal that its author takes back, and a login email that one of the own people has.

use roster_client::view::{CommandErrorKind, RemovalUndone};
use roster_contract::{CreateUser, UpdateUser};
use roster_domain::{Denial, Role, UserStatus};

use crate::pending::Two;
use crate::support::{
    Computer, accept, code, credentials, done, names, pending, person, rows, until_up_to_date, with_account,
};

#[tokio::test]
async fn whoever_was_removed_has_their_access_back_with_the_same_password() {
    let computer = Computer::new();
    let desktop = with_account(&computer).await;
    let eve = done(desktop.create_user(person("Eve", Role::User)).await).user.id;
    accept(&desktop.copy_invitation_link(eve).await.unwrap().url).await;
    desktop.sync_now().await.unwrap();
    done(desktop.remove_user(eve).await);
    assert_eq!(names(&desktop, UserStatus::Removed).await, ["Eve"]);
    let RemovalUndone::Undone { row } = desktop.undo_removal(eve).await.unwrap() else {
        panic!("the service knew of it");
    };
    assert_eq!(row.user.status, UserStatus::Active);
    assert_eq!(names(&desktop, UserStatus::Removed).await, [""; 0]);
    assert_eq!(names(&desktop, UserStatus::Active).await, ["Ada", "Eve"]);
    assert_eq!(code(desktop.undo_removal(eve).await), "wrong-status");
    let elsewhere = Computer::new();
    let other = elsewhere.open();
    other
        .connect_to_server(crate::support::url(&desktop).await)
        .await
        .unwrap();
    other.sign_in(credentials("eve@example.com")).await.unwrap();
}

#[tokio::test]
async fn a_removal_that_still_waits_is_withdrawn() {
    let two = Two::new().await;
    let eve = two.active("Eve").await;
    two.line.is_down();
    pending(two.guest.remove_user(eve).await);
    let undone = two.guest.undo_removal(eve).await.unwrap();
    assert!(matches!(undone, RemovalUndone::Withdrawn));
    assert!(two.guest.list_pending_changes().await.unwrap().is_empty());
    // There is nothing more to be undone, and it is not kept for later either.
    let kind = two.guest.undo_removal(eve).await.unwrap_err().kind;
    assert_eq!(kind, CommandErrorKind::Offline);
    assert!(two.guest.list_pending_changes().await.unwrap().is_empty());
    two.line.is_up();
    two.until_decided().await;
    assert!(names(&two.host, UserStatus::Active).await.contains(&"Eve".to_owned()));
}

#[tokio::test]
async fn who_of_the_own_people_has_a_login_email_is_known_without_the_service() {
    let two = Two::new().await;
    let eve = two.active("Eve").await;
    two.invited("Max").await;
    done(two.host.remove_user(eve).await);
    two.guest.sync_now().await.unwrap();
    two.line.is_down();
    let owner = async |login: &str| two.guest.find_login_owner(login.to_owned()).await.unwrap();
    for (typed, name, status) in [
        (" MAX@Example.com", "Max Example", UserStatus::Pending),
        ("eve@example.com", "Eve Example", UserStatus::Removed),
        ("ada@example.com", "Ada Lovelace", UserStatus::Active),
    ] {
        let row = owner(typed).await.expect("one of the own people");
        assert_eq!((row.full_name.as_str(), row.user.status), (name, status), "{typed}");
    }
    for nobody in ["stranger@example.com", "max@example.org", "no address", ""] {
        assert_eq!(owner(nobody).await, None, "{nobody}");
    }
    // Nor is such an invitation stored to be refused later.
    let again = CreateUser {
        login_email: "Max@example.com".to_owned(),
        ..person("Maximilian", Role::User)
    };
    assert_eq!(code(two.guest.create_user(again).await), "login-email-taken");
    assert!(two.guest.list_pending_changes().await.unwrap().is_empty());
}

#[tokio::test]
async fn ones_own_communication_email_is_not_edited_among_the_users() {
    let computer = Computer::new();
    let desktop = with_account(&computer).await;
    until_up_to_date(&desktop).await;
    let own = rows(&desktop, UserStatus::Active).await.pop().unwrap();
    assert_eq!(own.actions.edit_communication_email.denial, Some(Denial::OwnEmail));
    let edit = roster_client::view::UserEdit {
        id: own.user.id,
        version: own.user.version,
        changes: UpdateUser {
            communication_email: Some("mallory@example.net".to_owned()),
            ..UpdateUser::default()
        },
    };
    assert_eq!(code(desktop.update_user(edit).await), "own-email");
    let changes = roster_contract::UpdateMe {
        communication_email: Some("ada@work.example".to_owned()),
        current_password: Some(crate::support::PASSWORD.to_owned()),
        ..roster_contract::UpdateMe::default()
    };
    let me = desktop.update_me(changes).await.unwrap();
    assert_eq!(me.user.communication_email, "ada@work.example");
}
