use std::time::Duration;

use roster_client::view::{
    CommandError, DesktopProblem, NewUserInformation, PendingAction, PendingEdit, PendingState, SyncState, UserQuery,
    UserRestoration,
};
use roster_client::{Desktop, Parts, Timing};
use roster_contract::{CreateUser, RestoreUser, UpdateMe, UpdateUser};
use roster_domain::{Role, UserStatus};

use super::{Two, changes, edit, first_name, invited, last_name, row, states, until_status_is};
use crate::line::Fate;
use crate::support::{PASSWORD, code, done, invalidated, pending, person, query, until, until_sync_is};

fn restoration(id: roster_domain::UserId) -> UserRestoration {
    UserRestoration {
        id,
        restore: RestoreUser::default(),
    }
}

#[tokio::test]
async fn every_change_made_offline_is_kept_shown_and_sent_in_order_exactly_once() {
    let two = Two::new().await;
    let (edited, removed, restored) = (
        two.active("Eve").await,
        two.active("Otto").await,
        two.active("Rob").await,
    );
    done(two.host.remove_user(restored).await);
    let (resent, deleted) = (two.invited("Max").await, two.invited("Tom").await);
    until_status_is(&two.guest, restored, UserStatus::Removed).await;
    let mails_before = mails_to(&two, "max@example.org").await;
    two.line.is_down();
    let before = two.line.written().len();

    let guest = &two.guest;
    let changes_made = [
        pending(guest.create_user(person("Zoë", Role::User)).await),
        pending(guest.update_user(edit(guest, edited, first_name("Evelyn")).await).await),
        pending(guest.remove_user(removed).await),
        pending(guest.restore_user(restoration(restored)).await),
        pending(guest.resend_invitation(resent).await),
        pending(guest.delete_invitation(deleted).await),
    ];
    let ids = changes_made.each_ref().map(|change| change.id);
    let listed = async |desktop: &Desktop| {
        changes(desktop)
            .await
            .into_iter()
            .map(|change| change.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(listed(guest).await, ids);
    // What is in force is shown as it is, and what is not beside it.
    for (id, change, action) in [
        (edited, &changes_made[1], PendingAction::Update),
        (removed, &changes_made[2], PendingAction::Remove),
        (restored, &changes_made[3], PendingAction::Restore),
        (resent, &changes_made[4], PendingAction::ResendInvitation),
        (deleted, &changes_made[5], PendingAction::DeleteInvitation),
    ] {
        let marks = row(guest, id).await.pending;
        assert_eq!(marks.len(), 1);
        assert_eq!((marks[0].id, marks[0].action), (change.id, action));
        assert_eq!(marks[0].state, PendingState::Waiting);
    }
    assert_eq!(row(guest, edited).await.user.first_name, "Eve");
    let window = guest.list_users(query(UserStatus::Pending)).await.unwrap();
    assert_eq!((window.total, window.creations.len()), (2, 1));
    assert_eq!(window.creations[0].subject_name, "Zoë Example");
    let search = |text: &str, status| UserQuery {
        search: text.to_owned(),
        offset: 50,
        ..query(status)
    };
    for (text, status, found) in [
        ("ZOE ex", UserStatus::Pending, 1),
        ("zoë@example.com", UserStatus::Pending, 1),
        ("somebody", UserStatus::Pending, 0),
        ("zoe", UserStatus::Active, 0),
    ] {
        let window = guest.list_users(search(text, status)).await.unwrap();
        assert_eq!(window.creations.len(), found, "{text}");
    }
    until_sync_is(guest, SyncState::Offline).await;
    let status = guest.sync_status().unwrap();
    assert_eq!((status.pending_changes, status.attention), (6, 0));

    let two = two.reopen().await;
    assert_eq!(listed(&two.guest).await, ids, "they outlive the process");
    assert_eq!(two.guest.sync_status().unwrap().pending_changes, 6);
    assert_eq!(two.line.written().len(), before, "nothing was sent");
    two.line.is_up();
    two.until_decided().await;
    assert_eq!(changes(&two.guest).await.len(), 0, "nothing was refused");
    let wrote = two.line.wrote()[before..].to_vec();
    let expected = [
        "POST /users".to_owned(),
        format!("PATCH /users/{edited}"),
        format!("DELETE /users/{removed}"),
        format!("POST /users/{restored}/restore"),
        format!("POST /users/{resent}/invitation/resend"),
        format!("DELETE /users/{deleted}"),
    ];
    assert_eq!(wrote, expected);
    two.host.sync_now().await.unwrap();
    assert_eq!(invited(&two.host).await, ["Max", "Rob", "Zoë"]);
    assert_eq!(row(&two.host, edited).await.user.first_name, "Evelyn");
    assert_eq!(row(&two.host, removed).await.user.status, UserStatus::Removed);
    assert_eq!(mails_to(&two, "max@example.org").await, mails_before + 1);
    assert!(row(&two.guest, edited).await.pending.is_empty());
    assert_eq!(two.guest.sync_status().unwrap().pending_changes, 0);
}

/// How many mails were written to someone. They are kept on the service's computer.
async fn mails_to(two: &Two, to: &str) -> usize {
    let query = roster_client::view::MailQuery { offset: 0, limit: 200 };
    let settled = async || two.host.list_mails(query).await.unwrap().items;
    let queued = async || {
        let rows = crate::support::rows(&two.host, UserStatus::Pending).await;
        rows.iter().any(|row| {
            row.user
                .invitation
                .as_ref()
                .is_some_and(|invitation| invitation.sent_at.is_none())
        })
    };
    until("every mail to be written", queued, |queued| !queued).await;
    settled().await.iter().filter(|mail| mail.to.contains(to)).count()
}

#[tokio::test]
async fn what_is_not_allowed_is_refused_at_once_also_without_the_service() {
    let two = Two::new().await;
    let max = two.invited("Max").await;
    let own = two.guest.status().await.session.unwrap().me.user.id;
    two.line.is_down();
    let guest = &two.guest;
    assert_eq!(code(guest.remove_user(max).await), "wrong-status");
    assert_eq!(code(guest.remove_user(own).await), "own-account");
    let demoted = UpdateUser {
        role: Some(Role::User),
        ..UpdateUser::default()
    };
    assert_eq!(
        code(guest.update_user(edit(guest, own, demoted).await).await),
        "own-role"
    );
    let mut billing = person("Zoë", Role::User);
    billing.permissions = vec![roster_domain::Permission::BillingManager];
    assert_eq!(code(guest.create_user(billing).await), "permission-not-held");
    assert!(changes(guest).await.is_empty(), "nothing of it is kept");
}

#[tokio::test]
async fn one_that_waits_can_be_revised_and_withdrawn() {
    let two = Two::new().await;
    two.line.is_down();
    let before = two.line.written().len();
    let mut events = two.guest.events();
    let zoe = pending(two.guest.create_user(person("Zoë", Role::User)).await);
    invalidated(&mut events, roster_client::view::CacheTag::PendingChanges).await;
    let max = pending(two.guest.create_user(person("Max", Role::User)).await);
    let revised = roster_client::view::PendingEdit::Create {
        user: person("Zora", Role::Administrator),
    };
    let revised = pending(two.guest.revise_pending_change(zoe.id, revised).await);
    assert_eq!((revised.id, revised.subject_name.as_str()), (zoe.id, "Zora Example"));
    assert_eq!(two.guest.withdraw_pending_change(max.id).await.unwrap().id, max.id);
    let gone = two.guest.withdraw_pending_change(max.id).await.unwrap_err();
    assert_eq!(gone.desktop_code, Some(DesktopProblem::NoSuchPendingChange));
    // A change stays what it is about.
    let another = roster_client::view::PendingEdit::Remove {
        id: row(&two.guest, two.guest.status().await.session.unwrap().me.user.id)
            .await
            .user
            .id,
    };
    assert!(two.guest.revise_pending_change(zoe.id, another).await.is_err());
    two.line.is_up();
    two.until_decided().await;
    assert_eq!(two.line.wrote()[before..], ["POST /users"]);
    two.host.sync_now().await.unwrap();
    assert_eq!(invited(&two.host).await, ["Zora"]);
}

#[tokio::test]
async fn edits_of_the_same_user_become_one_and_nothing_else_is_asked_twice() {
    let two = Two::new().await;
    let (eve, max) = (two.active("Eve").await, two.invited("Max").await);
    two.line.is_down();
    let guest = &two.guest;
    let before = two.line.written().len();
    let first = pending(guest.update_user(edit(guest, eve, first_name("Evelyn")).await).await);
    let resent = pending(guest.resend_invitation(max).await);
    let second = pending(guest.update_user(edit(guest, eve, last_name("Sample")).await).await);
    let third = pending(guest.update_user(edit(guest, eve, first_name("Eva")).await).await);
    assert_eq!((second.id, third.id), (first.id, first.id));
    assert_eq!(pending(guest.resend_invitation(max).await).id, resent.id);
    assert_eq!(states(guest).await, [PendingState::Waiting; 2]);
    two.line.is_up();
    two.until_decided().await;
    let expected = [
        format!("PATCH /users/{eve}"),
        format!("POST /users/{max}/invitation/resend"),
    ];
    assert_eq!(two.line.wrote()[before..], expected);
    assert_eq!(row(guest, eve).await.full_name, "Eva Sample");
}

#[tokio::test]
async fn while_the_service_answers_nothing_is_ever_pending() {
    let two = Two::new().await;
    two.guest.sync_now().await.unwrap();
    let mut events = two.guest.events();
    for first in ["Zoë", "Max"] {
        done(two.guest.create_user(person(first, Role::User)).await);
    }
    let double = person("Zoë", Role::User);
    assert_eq!(code(two.guest.create_user(double).await), "login-email-taken");
    assert!(changes(&two.guest).await.is_empty(), "the form has what was typed");
    while let Ok(event) = events.try_recv() {
        if let roster_client::DesktopEvent::SyncChanged(sync) = event {
            assert_eq!(sync.pending_changes, 0);
        }
    }
}

#[tokio::test]
async fn a_form_waits_only_for_so_long() {
    let two = Two::with(|parts| Parts {
        timing: Timing {
            patience: Duration::from_millis(100),
            ..parts.timing
        },
        ..parts
    })
    .await;
    two.line.writes_are(Fate::AnswerDelayed);
    // The service has done it; its answer does not come.
    let change = pending(two.guest.create_user(person("Zoë", Role::User)).await);
    assert_eq!(change.state, PendingState::Sending);
    let refused = two.guest.withdraw_pending_change(change.id).await.unwrap_err();
    assert_eq!(refused.desktop_code, Some(DesktopProblem::AlreadySent));
    let again = roster_client::view::PendingEdit::Create {
        user: person("Zora", Role::User),
    };
    let refused = two.guest.revise_pending_change(change.id, again).await.unwrap_err();
    assert_eq!(refused.desktop_code, Some(DesktopProblem::AlreadySent));
    two.line.is_up();
    two.guest.network_returned();
    two.until_decided().await;
    assert!(changes(&two.guest).await.is_empty());
    assert_eq!(invited(&two.guest).await, ["Zoë"]);
}

/// The refused fields of an answer: the name of each, and the code of what is wrong with it.
fn faults<T: std::fmt::Debug>(answer: Result<T, CommandError>) -> Vec<(String, String)> {
    let errors = answer.unwrap_err().errors.into_iter();
    errors.map(|fault| (fault.field, fault.code)).collect()
}

#[tokio::test]
async fn nothing_that_the_rules_refuse_is_kept_to_be_sent() {
    let two = Two::new().await;
    let eve = two.active("Eve").await;
    two.line.is_down();
    let guest = &two.guest;
    let wrong = CreateUser {
        first_name: "\u{2800}".to_owned(),
        last_name: "A\u{FFFE}b".to_owned(),
        login_email: "zoe".to_owned(),
        communication_email: "z\u{200B}oe@example.com".to_owned(),
        ..person("Zoë", Role::User)
    };
    let said = [
        ("firstName", "required"),
        ("lastName", "invalid-characters"),
        ("loginEmail", "invalid-address"),
        ("communicationEmail", "invalid-characters"),
    ]
    .map(|(field, code)| (field.to_owned(), code.to_owned()));
    let information = NewUserInformation {
        first_name: wrong.first_name.clone(),
        last_name: wrong.last_name.clone(),
        login_email: wrong.login_email.clone(),
        communication_email: wrong.communication_email.clone(),
    };
    assert_eq!(faults(Desktop::check_new_user(information)), said);
    assert_eq!(faults(guest.create_user(wrong.clone()).await), said);
    let changes_of_eve = UpdateUser {
        communication_email: Some("o’brien@example.com".to_owned()),
        ..UpdateUser::default()
    };
    let refused = guest.update_user(edit(guest, eve, changes_of_eve).await).await;
    assert_eq!(
        faults(refused),
        [("communicationEmail".to_owned(), "invalid-address".to_owned())]
    );
    assert!(changes(guest).await.is_empty());

    // One that waits is not put differently so either.
    let waiting = pending(guest.create_user(person("Max", Role::User)).await);
    let edit = PendingEdit::Create { user: wrong };
    assert_eq!(faults(guest.revise_pending_change(waiting.id, edit).await), said);
    assert_eq!(changes(guest).await.len(), 1);
}

#[tokio::test]
async fn of_what_is_pasted_the_address_alone_is_kept_and_sent() {
    let two = Two::new().await;
    let guest = &two.guest;
    let pasted = CreateUser {
        login_email: "Max <max@example.com>".to_owned(),
        communication_email: " mailto:max@example.org; ".to_owned(),
        ..person("Max", Role::User)
    };
    let information = NewUserInformation {
        first_name: "Max".to_owned(),
        last_name: "Example".to_owned(),
        login_email: pasted.login_email.clone(),
        communication_email: pasted.communication_email.clone(),
    };
    let read = Desktop::check_new_user(information).unwrap();
    assert_eq!(
        (read.login_email.as_str(), read.communication_email.as_str()),
        ("max@example.com", "max@example.org")
    );
    let row = done(guest.create_user(pasted).await);
    assert_eq!(
        (row.user.login_email.as_str(), row.user.communication_email.as_str()),
        ("max@example.com", "max@example.org")
    );
    assert_eq!(Desktop::read_address("<max@example.com>"), "max@example.com");
    let changes = UpdateMe {
        communication_email: Some("Grace <grace@example.net>,".to_owned()),
        current_password: Some(PASSWORD.to_owned()),
        ..UpdateMe::default()
    };
    assert_eq!(
        guest.update_me(changes).await.unwrap().user.communication_email,
        "grace@example.net"
    );
}
