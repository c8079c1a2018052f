use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use http::Method;
use jiff::SignedDuration;
use roster_client::view::{AuditFilter, AuditQuery, DesktopProblem, PendingEdit, PendingState, UserRestoration};
use roster_client::{Parts, SystemClock};
use roster_contract::{ProblemCode, RestoreUser};
use roster_domain::{Clock, PendingChangeId, Role, UserStatus};
use roster_testkit::FixedClock;

use super::{Two, changes, edit, first_name, invited, row, states, until_status_is};
use crate::line::Fate;
use crate::support::{code, done, pending, person, until};

#[tokio::test]
async fn what_the_service_refuses_comes_back_with_its_reason_and_the_rest_goes_on() {
    let two = Two::new().await;
    two.line.is_down();
    // Invited where the guest does not see it: what they see, they are told at once.
    done(two.host.create_user(person("Zoë", Role::User)).await);
    let double = person("ZOË", Role::User);
    let taken = pending(two.guest.create_user(double.clone()).await);
    pending(two.guest.create_user(person("Max", Role::User)).await);
    two.line.is_up();
    two.until_decided().await;
    let refused = changes(&two.guest).await.remove(0);
    assert_eq!((refused.id, refused.state), (taken.id, PendingState::Refused));
    assert_eq!(refused.problem.unwrap().code, Some(ProblemCode::LoginEmailTaken));
    assert_eq!(refused.edit, PendingEdit::Create { user: double.clone() });
    let status = two.guest.sync_status().unwrap();
    assert_eq!((status.pending_changes, status.attention), (0, 1));
    assert_eq!(
        invited(&two.guest).await,
        ["Max", "Zoë"],
        "what was made later is in force"
    );
    let creations = two
        .guest
        .list_users(crate::support::query(UserStatus::Pending))
        .await
        .unwrap()
        .creations;
    assert_eq!(creations[0].state, PendingState::Refused);

    // Corrected to no avail: it is said in the form, and stays.
    let again = PendingEdit::Create { user: double };
    assert_eq!(
        code(two.guest.revise_pending_change(taken.id, again).await),
        "login-email-taken"
    );
    assert_eq!(states(&two.guest).await, [PendingState::Refused]);
    let corrected = PendingEdit::Create {
        user: person("Zora", Role::User),
    };
    done(two.guest.revise_pending_change(taken.id, corrected).await);
    assert!(changes(&two.guest).await.is_empty());
    assert_eq!(two.guest.sync_status().unwrap().attention, 0);
    assert_eq!(invited(&two.guest).await, ["Max", "Zoë", "Zora"]);
}

#[tokio::test]
async fn a_refused_change_can_be_dropped() {
    let two = Two::new().await;
    // Before the guest can hear of it.
    two.line.is_down();
    done(two.host.create_user(person("Zoë", Role::User)).await);
    let taken = pending(two.guest.create_user(person("Zoë", Role::User)).await);
    two.line.is_up();
    two.until_decided().await;
    let dropped = two.guest.withdraw_pending_change(taken.id).await.unwrap();
    assert!(dropped.problem.is_some());
    assert_eq!(two.guest.sync_status().unwrap().attention, 0);
    assert!(changes(&two.guest).await.is_empty());
}

#[tokio::test]
async fn an_answer_that_was_lost_is_asked_for_again_and_nothing_is_done_twice() {
    let two = Two::new().await;
    let (eve, otto) = (two.active("Eve").await, two.active("Otto").await);
    let (max, tom) = (two.invited("Max").await, two.invited("Tom").await);
    let guest = &two.guest;
    two.line.writes_are(Fate::AnswerLost);
    let before = two.line.written().len();
    let created = pending(guest.create_user(person("Zoë", Role::User)).await);
    assert_eq!(created.state, PendingState::Sending);
    // Behind it, though the service may have that one: nothing overtakes.
    pending(guest.update_user(edit(guest, eve, first_name("Evelyn")).await).await);
    pending(guest.remove_user(otto).await);
    pending(guest.resend_invitation(max).await);
    pending(guest.delete_invitation(tom).await);
    // From now on every second answer is lost.
    let count = Arc::new(AtomicUsize::new(0));
    two.line
        .decide(move |method, _| match count.fetch_add(1, Ordering::SeqCst) % 2 {
            0 if *method != Method::GET => Fate::AnswerLost,
            _ => Fate::Delivered,
        });
    two.until_decided().await;
    assert!(changes(guest).await.is_empty());
    let written = two.line.written()[before..].to_vec();
    let mut once = written.clone();
    once.sort_by(|a, b| a.key.cmp(&b.key));
    once.dedup();
    assert_eq!(
        once.len(),
        5,
        "each under one key, however often it was sent: {written:?}"
    );
    assert!(written.len() > 5);
    two.host.sync_now().await.unwrap();
    assert_eq!(invited(&two.host).await, ["Max", "Zoë"]);
    let edited = row(&two.host, eve).await.user;
    assert_eq!(
        (edited.first_name.as_str(), edited.version),
        ("Evelyn", 3),
        "invited, accepted, edited once"
    );
    assert_eq!(row(&two.host, otto).await.user.status, UserStatus::Removed);
}

/// A day later its key counts no more; the user's record does not tell whether the mail went out, and the log does.
#[tokio::test]
async fn a_mail_whose_sending_is_uncertain_for_long_goes_out_once() {
    for fate in [Fate::AnswerLost, Fate::Lost] {
        let clock = FixedClock::at(&SystemClock.now().to_string());
        let two = Two::with(|parts| Parts {
            clock: Arc::new(clock.clone()),
            ..parts
        })
        .await;
        let max = two.invited("Max").await;
        // On purpose, a moment before: that is another one.
        done(two.guest.resend_invitation(max).await);
        two.guest.sync_now().await.unwrap();
        two.line.writes_are(fate);
        let resent = pending(two.guest.resend_invitation(max).await);
        assert_eq!(resent.state, PendingState::Sending);
        two.line.is_for_reading();
        clock.advance(SignedDuration::from_hours(24));
        two.guest.network_returned();
        until(
            "it to be found out, or to be a new request",
            async || states(&two.guest).await,
            |states| states.first() != Some(&PendingState::Sending),
        )
        .await;
        two.line.is_up();
        two.until_decided().await;
        assert!(changes(&two.guest).await.is_empty());
        let sent = AuditQuery {
            filter: AuditFilter {
                action: Some("invitation.resent".to_owned()),
                ..AuditFilter::default()
            },
            limit: 10,
            ..AuditQuery::default()
        };
        let sent = two.host.list_audit_events(sent).await.unwrap();
        assert_eq!(sent.items.len(), 2, "{fate:?}");
    }
}

/// As where the service ends between its commit and its reply: the connection breaks, and the next one is refused.
#[tokio::test]
async fn a_second_try_that_does_not_leave_says_nothing_of_the_first() {
    let two = Two::new().await;
    let writes = Arc::new(AtomicUsize::new(0));
    two.line.decide(move |method, _| match *method {
        // Until then nothing may tell the guest that the service cannot be reached: the change would wait for it.
        Method::GET if writes.load(Ordering::SeqCst) == 0 => Fate::Delivered,
        Method::GET => Fate::Unsent,
        _ if writes.fetch_add(1, Ordering::SeqCst) == 0 => Fate::AnswerLost,
        _ => Fate::Unsent,
    });
    let created = pending(two.guest.create_user(person("Zoë", Role::User)).await);
    assert_eq!(created.state, PendingState::Sending);
    let withdrawn = two.guest.withdraw_pending_change(created.id).await.unwrap_err();
    assert_eq!(withdrawn.desktop_code, Some(DesktopProblem::AlreadySent));
    two.line.is_up();
    two.until_decided().await;
    two.host.sync_now().await.unwrap();
    assert_eq!(invited(&two.host).await, ["Zoë"]);
}

#[tokio::test]
async fn a_service_that_fails_is_tried_five_times_and_then_the_rest_goes_on() {
    let two = Two::new().await;
    two.line.is_down();
    let failing = pending(two.guest.create_user(person("Zoë", Role::User)).await);
    pending(two.guest.create_user(person("Max", Role::User)).await);
    let before = two.line.written().len();
    let tries = Arc::new(AtomicUsize::new(0));
    two.line.decide({
        let tries = tries.clone();
        move |method, path| match (method, path) {
            (&Method::POST, "/users") if tries.fetch_add(1, Ordering::SeqCst) < 5 => {
                Fate::Failed(ProblemCode::InternalError)
            }
            _ => Fate::Delivered,
        }
    });
    two.until_decided().await;
    let refused = changes(&two.guest).await.remove(0);
    assert_eq!((refused.id, refused.state), (failing.id, PendingState::Refused));
    assert_eq!(refused.problem.unwrap().code, Some(ProblemCode::InternalError));
    assert_eq!(two.line.written()[before..].len(), 6);
    assert_eq!(invited(&two.guest).await, ["Max"]);
}

#[tokio::test]
async fn a_service_that_is_busy_is_waited_for_as_long_as_it_takes() {
    let two = Two::new().await;
    two.line.is_down();
    pending(two.guest.create_user(person("Zoë", Role::User)).await);
    let tries = Arc::new(AtomicUsize::new(0));
    two.line.decide({
        let tries = tries.clone();
        move |method, path| match (method, path, tries.load(Ordering::SeqCst)) {
            (&Method::POST, "/users", done) if done < 8 => {
                tries.fetch_add(1, Ordering::SeqCst);
                Fate::Failed(match done % 2 {
                    0 => ProblemCode::Unavailable,
                    _ => ProblemCode::TooManyAttempts,
                })
            }
            _ => Fate::Delivered,
        }
    });
    two.until_decided().await;
    assert!(changes(&two.guest).await.is_empty());
    assert_eq!(tries.load(Ordering::SeqCst), 8);
}

/// That one change is left of the guest's, refused for this reason.
async fn expect_only_refused(two: &Two, id: PendingChangeId, code: ProblemCode) {
    let kept = changes(&two.guest).await;
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_eq!((kept[0].id, kept[0].state), (id, PendingState::Refused));
    let problem = kept[0].problem.as_ref().and_then(|problem| problem.code);
    assert_eq!(problem, Some(code));
}

#[tokio::test]
async fn an_invitation_beyond_the_quota_is_kept_and_can_be_sent_later_and_the_rest_goes_on() {
    let two = Two::new().await;
    let otto = two.active("Otto").await;
    two.line.is_down();
    let zoe = person("Zoë", Role::User);
    let beyond = pending(two.guest.create_user(zoe.clone()).await);
    pending(
        two.guest
            .update_user(edit(&two.guest, otto, first_name("Ottilie")).await)
            .await,
    );
    two.line.decide(|method, path| match (method, path) {
        (&Method::POST, "/users") => Fate::Failed(ProblemCode::InvitationQuota),
        _ => Fate::Delivered,
    });
    two.until_decided().await;
    expect_only_refused(&two, beyond.id, ProblemCode::InvitationQuota).await;
    two.host.sync_now().await.unwrap();
    assert_eq!(row(&two.host, otto).await.user.first_name, "Ottilie");
    two.line.is_up();
    done(
        two.guest
            .revise_pending_change(beyond.id, PendingEdit::Create { user: zoe })
            .await,
    );
    assert!(changes(&two.guest).await.is_empty());
}

#[tokio::test]
async fn an_edit_beyond_the_quota_of_mails_comes_back_to_its_form() {
    let two = Two::new().await;
    let otto = two.active("Otto").await;
    two.line.decide(|method, _| match *method {
        Method::PATCH => Fate::Failed(ProblemCode::MailQuota),
        _ => Fate::Delivered,
    });
    let renamed = edit(&two.guest, otto, first_name("Ottilie")).await;
    assert_eq!(code(two.guest.update_user(renamed).await), "mail-quota");
    assert!(changes(&two.guest).await.is_empty(), "the form has it");
    assert_eq!(row(&two.guest, otto).await.user.first_name, "Otto");
}

#[tokio::test]
async fn an_edit_that_waited_and_is_beyond_the_quota_of_mails_says_so_and_the_rest_goes_on() {
    let two = Two::new().await;
    let (otto, emma) = (two.active("Otto").await, two.active("Emma").await);
    two.line.is_down();
    let beyond = pending(
        two.guest
            .update_user(edit(&two.guest, otto, first_name("Ottilie")).await)
            .await,
    );
    pending(
        two.guest
            .update_user(edit(&two.guest, emma, first_name("Emily")).await)
            .await,
    );
    two.line.decide(move |method, path| match *method {
        Method::PATCH if path.ends_with(&otto.to_string()) => Fate::Failed(ProblemCode::MailQuota),
        _ => Fate::Delivered,
    });
    two.until_decided().await;
    expect_only_refused(&two, beyond.id, ProblemCode::MailQuota).await;
    two.host.sync_now().await.unwrap();
    assert_eq!(row(&two.host, emma).await.user.first_name, "Emily");
    two.line.is_up();
    done(two.guest.revise_pending_change(beyond.id, beyond.edit).await);
    two.host.sync_now().await.unwrap();
    assert_eq!(row(&two.host, otto).await.user.first_name, "Ottilie");
}

#[tokio::test]
async fn what_is_gone_already_counts_as_done() {
    let two = Two::new().await;
    let (otto, tom) = (two.active("Otto").await, two.invited("Tom").await);
    two.line.is_down();
    pending(two.guest.remove_user(otto).await);
    pending(two.guest.delete_invitation(tom).await);
    done(two.host.remove_user(otto).await);
    two.host.delete_invitation(tom).await.unwrap();
    two.line.is_up();
    two.until_decided().await;
    assert!(changes(&two.guest).await.is_empty());
    until_status_is(&two.guest, otto, UserStatus::Removed).await;
    assert_eq!(two.guest.user(tom).await.unwrap(), None);
}

#[tokio::test]
async fn an_invitation_accepted_meanwhile_is_not_deleted_and_one_restored_is_not_removed() {
    let two = Two::new().await;
    let (tom, otto) = (two.invited("Tom").await, two.active("Otto").await);
    two.line.is_down();
    pending(two.guest.delete_invitation(tom).await);
    pending(two.guest.remove_user(otto).await);
    crate::support::accept(&two.host.copy_invitation_link(tom).await.unwrap().url).await;
    done(two.host.remove_user(otto).await);
    let restore = RestoreUser::default();
    done(two.host.restore_user(UserRestoration { id: otto, restore }).await);
    two.line.is_up();
    two.until_decided().await;
    let refused = changes(&two.guest).await;
    assert_eq!(refused.len(), 2);
    for change in refused {
        assert_eq!(change.problem.unwrap().code, Some(ProblemCode::WrongStatus));
    }
    until_status_is(&two.host, tom, UserStatus::Active).await;
    assert_eq!(row(&two.host, otto).await.user.status, UserStatus::Pending);
}

#[tokio::test]
async fn a_removal_is_done_though_the_user_was_edited_meanwhile() {
    let two = Two::new().await;
    let otto = two.active("Otto").await;
    two.line.is_down();
    pending(two.guest.remove_user(otto).await);
    done(
        two.host
            .update_user(edit(&two.host, otto, first_name("Otto-Karl")).await)
            .await,
    );
    two.line.is_up();
    two.until_decided().await;
    assert!(changes(&two.guest).await.is_empty());
    until_status_is(&two.host, otto, UserStatus::Removed).await;
}

/// Sends all kinds of changes, whose answers are lost or which are lost themselves, and lets a day go by.
async fn a_day_later(fate: Fate) -> (Two, Vec<String>) {
    let clock = FixedClock::at(&SystemClock.now().to_string());
    let two = Two::with(|parts| Parts {
        clock: Arc::new(clock.clone()),
        ..parts
    })
    .await;
    let (eve, otto, rob) = (
        two.active("Eve").await,
        two.active("Otto").await,
        two.active("Rob").await,
    );
    let tom = two.invited("Tom").await;
    done(two.host.remove_user(rob).await);
    until_status_is(&two.guest, rob, UserStatus::Removed).await;
    let guest = &two.guest;
    let before = two.line.written().len();
    let restore = RestoreUser::default();
    two.line.is_down();
    pending(guest.create_user(person("Zoë", Role::User)).await);
    pending(guest.update_user(edit(guest, eve, first_name("Evelyn")).await).await);
    pending(guest.remove_user(otto).await);
    pending(guest.restore_user(UserRestoration { id: rob, restore }).await);
    pending(guest.delete_invitation(tom).await);
    // Each is first sent alone, and a day goes by before it is known what became of it.
    for left in (0..5).rev() {
        let sent = two.line.written().len();
        two.line.writes_are(fate);
        guest.network_returned();
        until("it to be sent", async || two.line.written().len(), |seen| *seen > sent).await;
        assert_eq!(states(guest).await[0], PendingState::Sending);
        two.line.is_for_reading();
        clock.advance(SignedDuration::from_hours(24));
        guest.network_returned();
        if fate == Fate::AnswerLost {
            until(
                "it to be found out",
                async || states(guest).await.len(),
                |seen| *seen == left,
            )
            .await;
        } else {
            until(
                "it to be a new request",
                async || states(guest).await,
                |states| states.first() == Some(&PendingState::Waiting),
            )
            .await;
            // And only this one is let through.
            let lost = two.line.wrote().pop().unwrap();
            two.line.decide(move |method, path| match method {
                &Method::GET => Fate::Delivered,
                _ if format!("{method} {path}") == lost => Fate::Delivered,
                _ => Fate::Unsent,
            });
            guest.network_returned();
            until(
                "it to be done",
                async || states(guest).await.len(),
                |seen| *seen == left,
            )
            .await;
        }
    }
    two.line.is_up();
    assert!(changes(guest).await.is_empty());
    two.host.sync_now().await.unwrap();
    assert_eq!(invited(&two.host).await, ["Rob", "Zoë"]);
    assert_eq!(row(&two.host, eve).await.user.first_name, "Evelyn");
    assert_eq!(row(&two.host, otto).await.user.status, UserStatus::Removed);
    let keys = two.line.written()[before..]
        .iter()
        .map(|written| written.key.clone())
        .collect();
    (two, keys)
}

#[tokio::test]
async fn what_took_effect_a_day_ago_is_found_out_and_not_sent_again() {
    let (_two, mut keys) = a_day_later(Fate::AnswerLost).await;
    keys.dedup();
    assert_eq!(keys.len(), 5, "each only under its first key");
}

#[tokio::test]
async fn what_did_not_take_effect_a_day_ago_is_sent_anew() {
    let (_two, mut keys) = a_day_later(Fate::Lost).await;
    keys.dedup();
    assert_eq!(keys.len(), 10, "each again under a new key");
}
