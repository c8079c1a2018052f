use std::sync::Arc;

use jiff::SignedDuration;
use roster_client::view::{PasswordChange, PendingEdit, PendingState, Stage, StatusNotice};
use roster_client::{Desktop, Parts, SystemClock};
use roster_contract::{ProblemCode, UpdateUser};
use roster_domain::{Clock, Role, UserStatus};
use roster_testkit::FixedClock;

use super::{Two, changes, edit, first_name, invited, states, until_nothing_waits};
use crate::line::Fate;
use crate::support::{Computer, PASSWORD, credentials, done, names, pending, person, until, until_stage_is};

async fn give_role(host: &Arc<Desktop>, first: &str, role: Role) {
    let rows = crate::support::rows(host, UserStatus::Active).await;
    let id = rows
        .into_iter()
        .find(|row| row.user.first_name == first)
        .unwrap()
        .user
        .id;
    let changes = UpdateUser {
        role: Some(role),
        ..UpdateUser::default()
    };
    done(host.update_user(edit(host, id, changes).await).await);
}

#[tokio::test]
async fn one_who_is_demoted_meanwhile_is_refused_and_what_they_typed_is_kept() {
    let two = Two::new().await;
    let eve = two.active("Eve").await;
    two.line.is_down();
    pending(two.guest.create_user(person("Zoë", Role::User)).await);
    pending(
        two.guest
            .update_user(edit(&two.guest, eve, first_name("Evelyn")).await)
            .await,
    );
    // One that is in conflict has what others wrote.
    give_role(&two.host, "Grace", Role::User).await;
    two.line.is_up();
    two.until_decided().await;
    let refused = changes(&two.guest).await;
    assert_eq!(refused.len(), 2);
    for change in &refused {
        assert_eq!(change.state, PendingState::Refused);
        assert_eq!(
            change.problem.as_ref().unwrap().code,
            Some(ProblemCode::AdministratorRequired)
        );
    }
    assert_eq!(
        refused[0].edit,
        PendingEdit::Create {
            user: person("Zoë", Role::User)
        }
    );
    assert_eq!(
        refused[1].edit,
        PendingEdit::Update {
            id: eve,
            changes: first_name("Evelyn")
        }
    );
    let left = async || names(&two.guest, UserStatus::Active).await;
    until("a copy of oneself only", left, |names| names == &["Grace"]).await;
    let refused = changes(&two.guest).await;
    assert_eq!(
        (refused[1].subject_name.as_str(), refused[1].subject_email.as_deref()),
        ("Eve Example", None)
    );

    // An administrator again, they can still have it done.
    give_role(&two.host, "Grace", Role::Administrator).await;
    let all = async || names(&two.guest, UserStatus::Active).await;
    until("everybody again", all, |names| names.len() == 3).await;
    done(
        two.guest
            .revise_pending_change(refused[0].id, refused[0].edit.clone())
            .await,
    );
    done(
        two.guest
            .revise_pending_change(refused[1].id, refused[1].edit.clone())
            .await,
    );
    assert!(changes(&two.guest).await.is_empty());
    assert_eq!(invited(&two.guest).await, ["Zoë"]);
}

/// What became of a change that was sent a day ago has to be looked up, which only an administrator may.
#[tokio::test]
async fn one_who_may_not_look_any_more_has_it_back_and_nothing_waits_behind_it() {
    let clock = FixedClock::at(&SystemClock.now().to_string());
    let two = Two::with(|parts| Parts {
        clock: Arc::new(clock.clone()),
        ..parts
    })
    .await;
    two.line.writes_are(Fate::Lost);
    let lost = pending(two.guest.create_user(person("Zoë", Role::User)).await);
    assert_eq!(lost.state, PendingState::Sending);
    two.line.is_down();
    give_role(&two.host, "Grace", Role::User).await;
    clock.advance(SignedDuration::from_hours(24));
    two.line.is_up();
    two.until_decided().await;
    let refused = changes(&two.guest).await.remove(0);
    assert_eq!(refused.state, PendingState::Refused);
    assert_eq!(refused.problem.unwrap().code, Some(ProblemCode::AdministratorRequired));
    assert_eq!(two.guest.status().await.session.unwrap().me.user.role, Role::User);
}

#[tokio::test]
async fn a_conflict_forgets_what_others_wrote_when_one_may_no_longer_see_it() {
    let two = Two::new().await;
    let eve = two.active("Eve").await;
    two.line.is_down();
    pending(
        two.guest
            .update_user(edit(&two.guest, eve, first_name("Evelyn")).await)
            .await,
    );
    done(
        two.host
            .update_user(edit(&two.host, eve, first_name("Eva")).await)
            .await,
    );
    two.line.is_up();
    two.until_decided().await;
    assert_eq!(states(&two.guest).await, [PendingState::Conflict]);
    give_role(&two.host, "Grace", Role::User).await;
    let forgotten = async || changes(&two.guest).await;
    let seen = until("the conflict to be forgotten", forgotten, |changes| {
        changes
            .iter()
            .all(|change| change.conflict.is_none() && change.state == PendingState::Refused)
    })
    .await;
    let problem = seen[0].problem.as_ref().unwrap();
    assert_eq!(problem.code, Some(ProblemCode::AdministratorRequired));
    assert_eq!(
        seen[0].edit,
        PendingEdit::Update {
            id: eve,
            changes: first_name("Evelyn")
        }
    );
}

/// Ends every session of the guest's but the one on another computer, by a new password.
async fn end_sessions(two: &Two) -> &'static str {
    let elsewhere = Computer::new();
    let desktop = elsewhere.open();
    desktop
        .connect_to_server(crate::support::url(&two.host).await)
        .await
        .unwrap();
    desktop.sign_in(credentials("grace@example.com")).await.unwrap();
    let password = "eight red tricycles at dusk";
    let change = PasswordChange {
        current_password: PASSWORD.into(),
        new_password: password.into(),
    };
    desktop.change_password(change).await.unwrap();
    desktop.shut_down().await;
    password
}

#[tokio::test]
async fn changes_outlive_a_session_that_the_service_ended() {
    let two = Two::new().await;
    let eve = two.active("Eve").await;
    two.line.is_down();
    pending(two.guest.create_user(person("Zoë", Role::User)).await);
    pending(
        two.guest
            .update_user(edit(&two.guest, eve, first_name("Evelyn")).await)
            .await,
    );
    let password = end_sessions(&two).await;
    two.line.is_up();
    let status = until_stage_is(&two.guest, Stage::SignIn).await;
    assert_eq!(status.notice, Some(StatusNotice::SessionEndedChangesKept));
    assert!(two.guest.list_pending_changes().await.is_err(), "nobody is signed in");

    let two = two.reopen().await;
    assert_eq!(two.guest.status().await.stage, Stage::SignIn);
    let grace = roster_client::view::Credentials {
        password: password.into(),
        ..credentials("grace@example.com")
    };
    let status = two.guest.sign_in(grace).await.unwrap();
    assert_eq!((status.stage, status.notice), (Stage::SignedIn, None));
    until_nothing_waits(&two.guest).await;
    assert!(changes(&two.guest).await.is_empty());
    two.host.sync_now().await.unwrap();
    assert_eq!(invited(&two.host).await, ["Zoë"]);
    assert_eq!(super::row(&two.host, eve).await.user.first_name, "Evelyn");
}

#[tokio::test]
async fn signing_out_leaves_nothing_of_them() {
    let two = Two::new().await;
    two.line.is_down();
    pending(two.guest.create_user(person("Zoë", Role::User)).await);
    two.guest.sign_out().await.unwrap();
    let files = super::losses::files(two.there.data.path());
    let left = files.iter().any(|path| path.to_string_lossy().contains("pending"));
    assert!(!left, "{files:?}");
    two.line.is_up();
    two.guest.sign_in(credentials("grace@example.com")).await.unwrap();
    assert!(changes(&two.guest).await.is_empty());
    two.guest.sync_now().await.unwrap();
    assert!(invited(&two.host).await.is_empty());
}
