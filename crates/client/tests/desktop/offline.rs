//! How long one may read without the service: for two weeks, by an honest clock.

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use roster_client::view::{DesktopProblem, Outcome, SessionLock, Stage, StatusNotice, UserEdit};
use roster_client::{Desktop, SystemClock, Timing};
use roster_contract::{ProblemCode, UpdateUser};
use roster_domain::{Clock, OfflineTerm, Role, UserStatus};
use roster_testkit::FixedClock;

use crate::impostor::{Impostor, html, page, problem, user};
use crate::support::{
    Computer, another, credentials, names, query, quick, rows, until, until_stage_is, until_up_to_date, with_account,
};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A clock that can be set, and shows the real time: the services of these tests go by that.
fn clock() -> FixedClock {
    let clock = FixedClock::default();
    clock.set(SystemClock.now());
    clock
}

fn open(computer: &Computer, clock: &FixedClock) -> Arc<Desktop> {
    let timing = Timing {
        answer: Duration::from_millis(50),
        clock: Duration::from_millis(20),
        ..quick()
    };
    computer.open_by(clock, timing)
}

/// Two people were seen; then the service is out of reach, and the desktop closed.
async fn last_seen(computer: &Computer, impostor: &Impostor, clock: &FixedClock) {
    impostor.feed([page(1, vec![user(1, "Ada"), user(2, "Grace")])]);
    let desktop = open(computer, clock);
    desktop.connect_to_server(impostor.url()).await.unwrap();
    desktop.sign_in(credentials("ada@example.com")).await.unwrap();
    until_up_to_date(&desktop).await;
    impostor.instead(|_| Some(html(StatusCode::OK)));
    desktop.shut_down().await;
}

/// What one who starts there now gets to see: the names, or why not.
async fn seen(desktop: &Arc<Desktop>) -> Result<Vec<String>, DesktopProblem> {
    desktop.start().await;
    match desktop.list_users(query(UserStatus::Active)).await {
        Ok(window) => Ok(window.rows.into_iter().map(|row| row.user.first_name).collect()),
        Err(error) => Err(error.desktop_code.unwrap()),
    }
}

async fn lock(desktop: &Arc<Desktop>) -> Option<SessionLock> {
    let status = desktop.status().await;
    assert_eq!(status.stage, Stage::SignedIn);
    status.session.unwrap().lock
}

/// A computer whose clock is sixty days ahead: no invitation has expired for that.
#[tokio::test]
async fn what_the_service_says_of_times_is_held_against_its_own_clock() {
    let (computer, clock) = (Computer::new(), clock());
    clock.advance(60 * DAY);
    let desktop = open(&computer, &clock);
    desktop.use_on_this_computer().await.unwrap();
    desktop.create_account(crate::support::account()).await.unwrap();
    until_up_to_date(&desktop).await;
    crate::support::done(desktop.create_user(crate::support::person("Max", Role::User)).await);
    let expired = async || {
        rows(&desktop, UserStatus::Pending).await[0]
            .user
            .invitation
            .clone()
            .unwrap()
            .expired
    };
    assert!(!expired().await);
    let sixty_days = 60 * 24 * 60 * 60;
    until(
        "the service's clock",
        async || desktop.sync_status().unwrap().service_ahead_seconds,
        |ahead| (ahead + sixty_days).abs() < 60,
    )
    .await;
    // The computer's clock is put right.
    clock.advance(-60 * DAY);
    desktop.sync_now().await.unwrap();
    until(
        "the service's clock",
        async || desktop.sync_status().unwrap().service_ahead_seconds,
        |ahead| *ahead == 0,
    )
    .await;
    assert!(!expired().await);
}

/// A computer whose clock is sixty days ahead, started while the service cannot be reached: the difference is known from before.
#[tokio::test]
async fn the_services_clock_is_remembered_where_it_cannot_be_asked() {
    let (here, there, clock) = (Computer::new(), Computer::new(), clock());
    let host = with_account(&here).await;
    crate::support::done(host.create_user(crate::support::person("Max", Role::User)).await);
    another(&host, "Tom", Role::Administrator, &there)
        .await
        .shut_down()
        .await;
    clock.advance(60 * DAY);
    let guest = open(&there, &clock);
    guest.start().await;
    until_up_to_date(&guest).await;
    let ahead = guest.sync_status().unwrap().service_ahead_seconds;
    assert!((ahead + 60 * 24 * 60 * 60).abs() < 60, "{ahead}");
    guest.shut_down().await;
    drop(guest);
    host.shut_down().await;
    let guest = open(&there, &clock);
    guest.start().await;
    assert_eq!(guest.sync_status().unwrap().service_ahead_seconds, ahead);
    let rows = rows(&guest, UserStatus::Pending).await;
    assert!(!rows[0].user.invitation.as_ref().unwrap().expired, "{rows:?}");
}

#[tokio::test]
async fn two_weeks_without_the_service_and_not_longer() {
    let (computer, impostor, clock) = (Computer::new(), Impostor::start().await, FixedClock::default());
    last_seen(&computer, &impostor, &clock).await;
    clock.advance(OfflineTerm::LENGTH);
    let desktop = open(&computer, &clock);
    assert_eq!(lock(&desktop).await, None);
    assert_eq!(seen(&desktop).await.unwrap(), ["Ada", "Grace"]);

    // The time passes while it is open: the window is told, and everything is refused.
    let mut events = desktop.events();
    clock.advance(SignedDuration::from_secs(1));
    let told = async {
        loop {
            if let roster_client::DesktopEvent::StatusChanged(status) = events.recv().await.unwrap()
                && status.session.unwrap().lock == Some(SessionLock::OfflineTooLong)
            {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_mins(1), told).await.unwrap();
    assert_eq!(seen(&desktop).await, Err(DesktopProblem::OfflineTooLong));
    let error = desktop.create_user(crate::support::person("Max", Role::User)).await;
    assert_eq!(error.unwrap_err().desktop_code, Some(DesktopProblem::OfflineTooLong));
    assert_eq!(
        desktop.account().await.unwrap_err().desktop_code,
        Some(DesktopProblem::OfflineTooLong)
    );
    assert_eq!(desktop.find_people("ada".to_owned(), 5).await.unwrap().people, []);
    assert!(desktop.sync_now().await.is_err());
    assert_eq!(lock(&desktop).await, Some(SessionLock::OfflineTooLong));
    desktop.shut_down().await;
    drop(desktop);

    // A later start begins like that; the service's answer opens it, for two weeks more.
    let desktop = open(&computer, &clock);
    assert_eq!(lock(&desktop).await, Some(SessionLock::OfflineTooLong));
    assert_eq!(seen(&desktop).await, Err(DesktopProblem::OfflineTooLong));
    impostor.instead(|_| None);
    until("the answer", async || lock(&desktop).await, Option::is_none).await;
    assert_eq!(seen(&desktop).await.unwrap(), ["Ada", "Grace"]);
    impostor.instead(|_| Some(html(StatusCode::OK)));
    desktop.shut_down().await;
    drop(desktop);
    clock.advance(13 * DAY);
    assert_eq!(seen(&open(&computer, &clock)).await.unwrap(), ["Ada", "Grace"]);
}

#[tokio::test]
async fn a_service_that_answers_is_asked_before_anybody_is_told() {
    let (computer, impostor, clock) = (Computer::new(), Impostor::start().await, FixedClock::default());
    last_seen(&computer, &impostor, &clock).await;
    clock.advance(20 * DAY);
    impostor.instead(|_| None);
    let timing = Timing {
        answer: Duration::from_mins(1),
        ..quick()
    };
    let desktop = computer.open_by(&clock, timing);
    assert_eq!(lock(&desktop).await, None);
    assert_eq!(seen(&desktop).await.unwrap(), ["Ada", "Grace"]);
}

#[tokio::test]
async fn a_clock_that_was_turned_back_shows_nothing() {
    let (computer, impostor, clock) = (Computer::new(), Impostor::start().await, FixedClock::default());
    last_seen(&computer, &impostor, &clock).await;
    let last = clock.now();
    // A look without the service, five days on, is remembered.
    clock.advance(5 * DAY);
    let desktop = open(&computer, &clock);
    assert_eq!(seen(&desktop).await.unwrap(), ["Ada", "Grace"]);
    desktop.shut_down().await;
    drop(desktop);
    for (clock_shows, problem) in [
        (last + 5 * DAY - OfflineTerm::CLOCK_TOLERANCE, None),
        (last + 4 * DAY, Some(SessionLock::ClockTurnedBack)),
        (last, Some(SessionLock::ClockTurnedBack)),
        (last - 400 * DAY, Some(SessionLock::ClockTurnedBack)),
    ] {
        clock.set(clock_shows);
        let desktop = open(&computer, &clock);
        assert_eq!(lock(&desktop).await, problem, "{clock_shows}");
        assert_eq!(seen(&desktop).await.is_ok(), problem.is_none(), "{clock_shows}");
        desktop.shut_down().await;
    }
    // A clock that was wrong is put right by the service's answer.
    impostor.instead(|_| None);
    clock.set(last + DAY);
    let desktop = open(&computer, &clock);
    until("the answer", async || lock(&desktop).await, Option::is_none).await;
    impostor.instead(|_| Some(html(StatusCode::OK)));
    desktop.shut_down().await;
    drop(desktop);
    assert_eq!(seen(&open(&computer, &clock)).await.unwrap(), ["Ada", "Grace"]);
}

#[tokio::test]
async fn how_much_signing_out_would_lose_is_told_also_while_nothing_is_shown() {
    let (computer, impostor, clock) = (Computer::new(), Impostor::start().await, FixedClock::default());
    last_seen(&computer, &impostor, &clock).await;
    let desktop = open(&computer, &clock);
    assert_eq!(seen(&desktop).await.unwrap(), ["Ada", "Grace"]);
    let max = desktop.create_user(crate::support::person("Max", Role::User)).await;
    assert!(matches!(max.unwrap(), Outcome::Pending { .. }));
    desktop.shut_down().await;
    drop(desktop);
    clock.advance(-DAY);
    let desktop = open(&computer, &clock);
    assert_eq!(seen(&desktop).await, Err(DesktopProblem::ClockTurnedBack));
    assert!(desktop.list_pending_changes().await.is_err());
    assert_eq!(desktop.count_pending_changes().await.unwrap(), 1);
    desktop.shut_down().await;
}

/// The copy's key is gone, and so is the service: only that knows who is signed in.
#[tokio::test]
async fn an_account_whose_copy_is_lost_goes_on_by_itself_once_the_service_answers() {
    for is_over in [false, true] {
        let (computer, impostor, clock) = (Computer::new(), Impostor::start().await, FixedClock::default());
        last_seen(&computer, &impostor, &clock).await;
        let ada = user(1, "Ada").id.to_string();
        let key = computer.entry("replica key", &ada, &impostor.url());
        key.delete_credential().unwrap();
        let desktop = open(&computer, &clock);
        let status = desktop.status().await;
        assert_eq!(
            (status.stage, status.notice),
            (Stage::SignIn, Some(StatusNotice::ReplicaKeyLost))
        );
        impostor.feed([page(1, vec![user(1, "Ada"), user(2, "Grace")])]);
        impostor.instead(move |_| is_over.then(|| problem(ProblemCode::SessionRequired)));
        desktop.network_returned();
        if is_over {
            let signed_in = async || desktop.accounts().await[0].signed_in;
            until("the session's end", signed_in, |signed_in| !signed_in).await;
            assert_eq!(desktop.status().await.stage, Stage::SignIn);
        } else {
            until_stage_is(&desktop, Stage::SignedIn).await;
            until_up_to_date(&desktop).await;
            assert_eq!(names(&desktop, UserStatus::Active).await, ["Ada", "Grace"]);
        }
        desktop.shut_down().await;
    }
}

#[tokio::test]
async fn nothing_is_shown_after_the_session_s_own_end() {
    let (computer, impostor) = (Computer::new(), Impostor::start().await);
    // The impostor's sessions end on 2 March 2027, whenever they begin.
    let end: Timestamp = "2027-03-02T09:00:00Z".parse().unwrap();
    let clock = FixedClock::default();
    clock.set(end - 2 * DAY);
    last_seen(&computer, &impostor, &clock).await;
    clock.set(end - SignedDuration::from_secs(1));
    let desktop = open(&computer, &clock);
    assert_eq!(seen(&desktop).await.unwrap(), ["Ada", "Grace"]);
    desktop.shut_down().await;
    drop(desktop);
    clock.set(end);
    let desktop = open(&computer, &clock);
    assert_eq!(lock(&desktop).await, Some(SessionLock::OfflineTooLong));
    assert_eq!(seen(&desktop).await, Err(DesktopProblem::OfflineTooLong));
}

#[tokio::test]
async fn one_who_was_demoted_meanwhile_reads_nothing_by_an_old_clock_and_only_themselves_afterwards() {
    let (here, there, clock) = (Computer::new(), Computer::new(), clock());
    let host = with_account(&here).await;
    let guest = another(&host, "Grace", Role::Administrator, &there).await;
    guest.shut_down().await;
    drop(guest);
    let row = rows(&host, UserStatus::Active).await;
    let row = row.into_iter().find(|row| row.user.first_name == "Grace").unwrap();
    let demote = UserEdit {
        id: row.user.id,
        version: row.user.version,
        changes: UpdateUser {
            role: Some(Role::User),
            ..UpdateUser::default()
        },
    };
    host.update_user(demote).await.unwrap();
    host.shut_down().await;
    drop(host);
    clock.advance(-(30 * DAY));
    let guest = open(&there, &clock);
    assert_eq!(seen(&guest).await, Err(DesktopProblem::ClockTurnedBack));
    assert_eq!(guest.find_people("ada".to_owned(), 5).await.unwrap().people, []);
    guest.shut_down().await;
    drop(guest);
    // Too late is too late as well.
    clock.advance(60 * DAY);
    let guest = open(&there, &clock);
    assert_eq!(seen(&guest).await, Err(DesktopProblem::OfflineTooLong));
    let host = here.open();
    host.status().await;
    until("the answer", async || lock(&guest).await, Option::is_none).await;
    assert_eq!(
        names(&guest, UserStatus::Active).await,
        ["Grace"],
        "the others are gone before one may read"
    );
    assert_eq!(guest.status().await.session.unwrap().me.user.role, Role::User);
}

#[tokio::test]
async fn what_one_may_no_longer_see_goes_with_the_first_word_of_it() {
    let (computer, impostor, clock) = (Computer::new(), Impostor::start().await, FixedClock::default());
    impostor.feed([page(1, vec![user(1, "Ada"), user(2, "Grace")])]);
    let desktop = open(&computer, &clock);
    desktop.connect_to_server(impostor.url()).await.unwrap();
    desktop.sign_in(credentials("ada@example.com")).await.unwrap();
    until_up_to_date(&desktop).await;
    // A reply to a command says that one is a user now; nothing else can be reached.
    let demoted = roster_contract::User {
        role: Role::User,
        permissions: Vec::new(),
        version: 2,
        ..user(1, "Ada")
    };
    impostor.instead(move |seen| {
        let me = roster_contract::Me {
            user: demoted.clone(),
            account: crate::impostor::account(),
        };
        let patched = seen.method == "PATCH" && seen.path == "/api/v1/me";
        Some(if patched {
            crate::impostor::json(StatusCode::OK, &me)
        } else {
            html(StatusCode::OK)
        })
    });
    desktop.update_me(roster_contract::UpdateMe::default()).await.unwrap();
    assert_eq!(names(&desktop, UserStatus::Active).await, ["Ada"]);
    desktop.shut_down().await;
    drop(desktop);
    assert_eq!(seen(&open(&computer, &clock)).await.unwrap(), ["Ada"]);
}
