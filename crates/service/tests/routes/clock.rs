//! What becomes of what is stored when the clock jumps: set right after it was ahead, and after it was behind.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::passwords::PASSWORD;
use crate::support::{Person, World, invitation_form};

const DAY: SignedDuration = SignedDuration::from_hours(24);
const RETRY_BASE: SignedDuration = SignedDuration::from_secs(30);

const JUMPS: [SignedDuration; 2] = [SignedDuration::from_hours(2), SignedDuration::from_hours(365 * 24)];

/// What runs out or is forgotten, and how far ahead it lies at most.
const RUNS_OUT: &[(&str, &str, SignedDuration)] = &[
    ("accounts", "invitations_spent_at", SignedDuration::ZERO),
    ("accounts", "invitations_spent_until", DAY),
    ("users", "last_active_at", SignedDuration::ZERO),
    ("user_tombstones", "deleted_at", SignedDuration::ZERO),
    ("invitations", "created_at", SignedDuration::ZERO),
    ("invitations", "expires_at", SignedDuration::from_hours(7 * 24)),
    ("removals", "removed_at", SignedDuration::ZERO),
    ("mail_quotas", "spent_at", SignedDuration::ZERO),
    ("mail_quotas", "spent_until", DAY),
    ("mails", "created_at", SignedDuration::ZERO),
    ("mails", "next_attempt_at", SignedDuration::ZERO),
    ("sessions", "created_at", SignedDuration::ZERO),
    ("sessions", "last_used_at", SignedDuration::ZERO),
    ("sessions", "expires_at", SignedDuration::from_hours(30 * 24)),
    ("devices", "created_at", SignedDuration::ZERO),
    ("idempotency_keys", "created_at", SignedDuration::ZERO),
    ("revision_marks", "made_at", SignedDuration::ZERO),
    ("attempts", "last_failed_at", SignedDuration::ZERO),
    ("attempts", "blocked_until", SignedDuration::ZERO),
    ("attempts", "forgotten_at", SignedDuration::from_hours(10 * 24)),
    ("password_resets", "created_at", SignedDuration::ZERO),
    ("password_resets", "expires_at", SignedDuration::from_hours(1)),
];

impl World {
    async fn put_right(&self) {
        roster_service::terms::put_right(&self.app, RETRY_BASE)
            .await
            .expect("the terms are put right");
    }

    /// The latest of the stored times; nothing where no row has one.
    async fn latest(&self, table: &str, column: &str) -> Timestamp {
        let latest = format!("SELECT COALESCE(MAX({column}), -1) FROM {table}");
        Timestamp::from_microsecond(self.number(&latest).await).expect("a time")
    }

    /// The user as an administrator sees them.
    async fn shown(&self, by: &Person, id: &str) -> Value {
        self.get(&format!("/users/{id}")).by(by).send().await.expect(200)
    }
}

/// What was done while the clock was wrong.
struct Done {
    invited: String,
    token: String,
}

/// Leaves something of everything that runs out.
async fn do_something_of_each(world: &World, login: &str, ada: &Person, grace: &Person, deleted: &Person) -> Done {
    let signed_in = world.try_sign_in(&grace.login_email, PASSWORD).await.expect(201);
    let token = signed_in["token"].as_str().expect("a token").to_owned();
    let form = invitation_form(login);
    let by = world.sign_in(ada).await;
    let invited = world.post("/users").bearer(&by).idempotency_key("once").json(&form);
    let invited = invited.send().await.expect(201)["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let removed = world.member(ada.account).await;
    for gone in [deleted, &removed] {
        world.delete(&gone.path("")).bearer(&by).send().await.expect(204);
    }
    let forgotten = json!({ "loginEmail": grace.login_email });
    let forgotten = world.post("/password/forgotten").json(&forgotten);
    forgotten.send().await.expect(202);
    world.app.pending_notes.written().await;
    for _ in 0..11 {
        world.try_sign_in("nobody@example.com", "a wrong password").await;
    }
    Done { invited, token }
}

async fn what_was_done_by_a_clock_that_was_ahead_lasts_no_longer_than_its_full_term(world: World) {
    for (index, jump) in JUMPS.into_iter().enumerate() {
        let login = format!("invited{index}@example.com");
        let account = world.account().await;
        let (ada, grace) = (
            world.administrator(account).await,
            world.administrator_with_password(account).await,
        );
        let deleted = world.pending(account).await;
        world.advance(jump);
        let done = do_something_of_each(&world, &login, &ada, &grace, &deleted).await;
        world.advance(-jump);
        world.put_right().await;
        let now = world.app.now();
        for (table, column, term) in RUNS_OUT {
            let latest = world.latest(table, column).await;
            assert!(latest >= Timestamp::UNIX_EPOCH, "{table} has nothing to look at");
            let ahead = latest.duration_since(now);
            assert!(ahead <= *term, "{jump}: {table}.{column} is {ahead} ahead");
        }
        let by = world.sign_in(&ada).await;
        let user = world.get(&format!("/users/{}", done.invited)).bearer(&by).send().await;
        let ends = user.expect(200)["invitation"]["expiresAt"].clone();
        let week = roster_contract::UtcTime::from(now + 7 * DAY);
        assert_eq!(ends, serde_json::to_value(week).expect("a time"), "{jump}");
        let corrected = "SELECT COUNT(*) FROM audit_events WHERE action = 'invitation.term-corrected'";
        assert!(world.number(corrected).await > 0, "it stands in the log");
        let waiting = format!(
            "SELECT COUNT(*) FROM mails WHERE state = 'queued' AND next_attempt_at > {}",
            now.as_microsecond()
        );
        assert_eq!(world.number(&waiting).await, 0, "all mails are due");
        assert!(world.is_signed_in(&done.token).await, "{jump}");
        // Nobody has to wait for what failed, but the failures count on.
        let answer = world.try_sign_in("nobody@example.com", "a wrong password").await;
        answer.expect_problem(429, "too-many-attempts");
        let once = world.post("/users").bearer(&by).idempotency_key("once");
        let again = once.json(&invitation_form(&login)).send().await;
        assert_eq!(again.expect(201)["id"], done.invited.as_str(), "{jump}");
        world.advance(29 * DAY);
        world.use_every_session().await;
        assert!(world.is_signed_in(&done.token).await, "{jump}");
        world.advance(DAY);
        world.use_every_session().await;
        assert!(!world.is_signed_in(&done.token).await, "{jump}: 30 days are over");
    }
}

async fn what_is_put_right_once_stays_as_it_is(world: World) {
    let account = world.account().await;
    let ada = world.administrator(account).await;
    let revision = world.revision(account).await;
    world.put_right().await;
    assert_eq!(world.revision(account).await, revision, "nothing was wrong");
    world.advance(JUMPS[0]);
    let pending = world.pending(account).await;
    world.advance(-JUMPS[0]);
    world.put_right().await;
    let ends = world.shown(&ada, &pending.id.to_string()).await["invitation"]["expiresAt"].clone();
    let revision = world.revision(account).await;
    world.advance(DAY);
    world.put_right().await;
    assert_eq!(world.revision(account).await, revision);
    let later = world.shown(&ada, &pending.id.to_string()).await;
    assert_eq!(later["invitation"]["expiresAt"], ends);
}

async fn what_was_done_by_a_clock_that_was_behind_ends_earlier_and_can_be_done_again(world: World) {
    for (index, jump) in JUMPS.into_iter().enumerate() {
        let login = format!("invited{index}@example.com");
        let account = world.account().await;
        let (ada, grace) = (
            world.administrator(account).await,
            world.administrator_with_password(account).await,
        );
        let deleted = world.pending(account).await;
        let done = do_something_of_each(&world, &login, &ada, &grace, &deleted).await;
        world.advance(jump);
        world.put_right().await;
        let is_over = index == 1;
        assert_eq!(world.is_signed_in(&done.token).await, !is_over, "{jump}");
        let by = world.sign_in(&ada).await;
        let user = world.get(&format!("/users/{}", done.invited)).bearer(&by).send().await;
        assert_eq!(user.expect(200)["invitation"]["expired"], is_over, "{jump}");
        let resend = world.post(&format!("/users/{}/invitation/resend", done.invited));
        let user = resend.bearer(&by).send().await.expect(200);
        assert_eq!(user["invitation"]["expired"], false, "{jump}");
        world.try_sign_in(&grace.login_email, PASSWORD).await.expect(201);
    }
}

async fn a_mail_that_was_tried_by_a_clock_that_was_ahead_does_not_wait_longer_than_ever(world: World) {
    let account = world.account().await;
    world.pending(account).await;
    let now = world.app.now();
    let wait = |tries: i64, minutes: i64| {
        let due = (now + SignedDuration::from_mins(minutes)).as_microsecond();
        format!("UPDATE mails SET attempts = {tries}, next_attempt_at = {due}")
    };
    let due_in = async || world.latest("mails", "next_attempt_at").await.duration_since(now);
    // After one try one waits for 37.5 s at most, after twenty for five hours.
    for (tries, minutes, waits) in [(1, 120, false), (20, 240, true), (20, 365 * 24 * 60, false)] {
        world.execute(&wait(tries, minutes)).await;
        world.put_right().await;
        let expected = if waits {
            SignedDuration::from_mins(minutes)
        } else {
            SignedDuration::ZERO
        };
        assert_eq!(due_in().await, expected, "{tries} {minutes}");
    }
}

crate::on_both_databases!(
    what_was_done_by_a_clock_that_was_ahead_lasts_no_longer_than_its_full_term,
    what_is_put_right_once_stays_as_it_is,
    what_was_done_by_a_clock_that_was_behind_ends_earlier_and_can_be_done_again,
    a_mail_that_was_tried_by_a_clock_that_was_ahead_does_not_wait_longer_than_ever,
);
