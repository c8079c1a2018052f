//! Sign-ins that fail too often.

use jiff::SignedDuration;
use serde_json::json;

use crate::passwords::{PASSWORD, credentials};
use crate::support::{Answer, Person, World};

/// Wrong, and longer than any password, so that it is refused without being hashed.
pub fn wrong_at_once() -> String {
    "x".repeat(4 * 1024 + 1)
}

impl World {
    /// Fails to sign in some times in a row, each of which is told so.
    pub async fn fail(&self, login_email: &str, times: usize) {
        for _ in 0..times {
            let answer = self.try_sign_in(login_email, &wrong_at_once()).await;
            answer.expect_problem(401, "invalid-credentials");
        }
    }

    async fn sign_in_from(&self, person: &Person, password: &str, device_token: &str) -> Answer {
        let mut body = credentials(&person.login_email, password);
        body["deviceToken"] = json!(device_token);
        self.post("/sessions").json(&body).send().await
    }
}

#[track_caller]
pub fn expect_wait(answer: &Answer, seconds: i64) {
    answer.expect_problem(429, "too-many-attempts");
    assert_eq!(answer.header("retry-after"), Some(seconds.to_string().as_str()));
}

async fn the_tenth_failure_in_a_row_has_to_wait(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    let login_email = person.login_email.as_str();
    world.fail(login_email, 9).await;
    expect_wait(&world.try_sign_in(login_email, &wrong_at_once()).await, 15);
    world.advance(SignedDuration::from_millis(1_500));
    expect_wait(&world.try_sign_in(login_email, PASSWORD).await, 14);
    let typed_otherwise = format!(" {}", login_email.to_uppercase());
    expect_wait(&world.try_sign_in(&typed_otherwise, PASSWORD).await, 14);
    let malformed = json!({ "loginEmail": login_email });
    let answer = world.post("/sessions").json(&malformed).send().await;
    answer.expect_field_faults(&[("password", "required")]);
    world.advance(SignedDuration::from_millis(13_500));
    world.try_sign_in(login_email, PASSWORD).await.expect(201);
    world.fail(login_email, 9).await;
    world.try_sign_in(login_email, PASSWORD).await.expect(201);
}

async fn every_way_to_write_a_login_counts_together(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    // Invisible characters are looked over when somebody signs in, since earlier rules let them into logins.
    let spelled = |number: usize| {
        format!(
            "{}\u{200B}{}",
            &person.login_email[..number],
            &person.login_email[number..]
        )
    };
    for number in 1..10 {
        world.fail(&spelled(number), 1).await;
    }
    expect_wait(&world.try_sign_in(&spelled(10), &wrong_at_once()).await, 15);
}

async fn waits_grow_to_a_quarter_of_an_hour(world: World) {
    let account = world.account().await;
    let login_email = world.administrator_with_password(account).await.login_email;
    world.fail(&login_email, 9).await;
    for seconds in [15, 30, 60, 120, 240, 480, 900, 900] {
        let answer = world.try_sign_in(&login_email, &wrong_at_once()).await;
        expect_wait(&answer, seconds);
        // What is refused unseen makes nothing worse.
        expect_wait(&world.try_sign_in(&login_email, &wrong_at_once()).await, seconds);
        world.advance(SignedDuration::from_secs(seconds));
    }
    world.try_sign_in(&login_email, PASSWORD).await.expect(201);
}

async fn whoever_may_not_sign_in_is_slowed_down_alike(world: World) {
    let account = world.account().await;
    let logins = [
        world.administrator_with_password(account).await.login_email,
        world.pending(account).await.login_email,
        world.removed(account).await.login_email,
        "nobody@example.com".to_owned(),
        "no address".to_owned(),
    ];
    let mut told = Vec::new();
    for login_email in &logins {
        let mut answers = Vec::new();
        for _ in 0..12 {
            let answer = world.try_sign_in(login_email, &wrong_at_once()).await;
            let retry_after = answer.header("retry-after").map(str::to_owned);
            answers.push((answer.status.as_u16(), retry_after, answer.text));
        }
        told.push(answers);
    }
    assert!(told.iter().all(|answers| *answers == told[0]), "{told:#?}");
    assert_eq!(told[0].iter().filter(|(status, ..)| *status == 429).count(), 3);
}

async fn others_and_a_device_that_is_known_go_on(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    let other = world.administrator_with_password(account).await;
    let signed_in = world.try_sign_in(&person.login_email, PASSWORD).await.expect(201);
    let device = signed_in["deviceToken"].as_str().expect("a token");
    world.fail(&person.login_email, 9).await;
    expect_wait(&world.try_sign_in(&person.login_email, &wrong_at_once()).await, 15);
    let elsewhere = world.try_sign_in(&other.login_email, PASSWORD).await.expect(201);
    let anothers = elsewhere["deviceToken"].as_str().expect("a token");
    for unknown in ["", "nonsense", &"A".repeat(43), anothers] {
        expect_wait(&world.sign_in_from(&person, PASSWORD, unknown).await, 15);
    }
    world.sign_in_from(&person, PASSWORD, device).await.expect(201);
    // The owner's success on their own device gives whoever guesses elsewhere nothing.
    expect_wait(&world.try_sign_in(&person.login_email, PASSWORD).await, 15);
}

/// Whoever has stolen a device's token has not won endless guesses with it.
async fn a_known_device_is_counted_by_itself(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    let signed_in = world.try_sign_in(&person.login_email, PASSWORD).await.expect(201);
    let device = signed_in["deviceToken"].as_str().expect("a token");
    for _ in 0..9 {
        let answer = world.sign_in_from(&person, &wrong_at_once(), device).await;
        answer.expect_problem(401, "invalid-credentials");
    }
    expect_wait(&world.sign_in_from(&person, &wrong_at_once(), device).await, 15);
    expect_wait(&world.sign_in_from(&person, PASSWORD, device).await, 15);
    world.try_sign_in(&person.login_email, PASSWORD).await.expect(201);
}

async fn many_failures_from_one_address_slow_it_down(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    let signed_in = world.try_sign_in(&person.login_email, PASSWORD).await.expect(201);
    let device = signed_in["deviceToken"].as_str().expect("a token");
    for number in 0..99 {
        world.fail(&format!("nobody{number}@example.com"), 1).await;
    }
    expect_wait(&world.try_sign_in("somebody@example.com", &wrong_at_once()).await, 15);
    expect_wait(&world.try_sign_in(&person.login_email, PASSWORD).await, 15);
    world.sign_in_from(&person, PASSWORD, device).await.expect(201);
    let body = credentials(&person.login_email, PASSWORD);
    let elsewhere = world.post("/sessions").sent_from([192, 0, 2, 1]).json(&body);
    elsewhere.send().await.expect(201);
    world.advance(SignedDuration::from_secs(15));
    // One's own success does not clear what others do from the same address.
    world.try_sign_in(&person.login_email, PASSWORD).await.expect(201);
    expect_wait(&world.try_sign_in("somebody@example.com", &wrong_at_once()).await, 30);
}

async fn a_repetition_under_its_key_is_no_other_guess(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    let send = async |key: &str, password: &str| {
        let body = credentials(&person.login_email, password);
        world.post("/sessions").idempotency_key(key).json(&body).send().await
    };
    let first = send("right", PASSWORD).await.expect(201);
    world.fail(&person.login_email, 9).await;
    for _ in 0..12 {
        assert_eq!(send("right", PASSWORD).await.expect(201), first);
    }
    expect_wait(&send("wrong", &wrong_at_once()).await, 15);
    expect_wait(&send("later", PASSWORD).await, 15);
    world.advance(SignedDuration::from_secs(15));
    send("later", PASSWORD).await.expect(201);
}

async fn what_is_forgiven_is_forgotten(world: World) {
    let count = async || world.number("SELECT COUNT(*) FROM attempts").await;
    world.fail("nobody@example.com", 2).await;
    assert_eq!(count().await, 2, "the login and the address");
    for (hours, left) in [(0, 2), (24, 1), (23, 1), (1, 0)] {
        world.advance(SignedDuration::from_hours(hours));
        roster_service::upkeep::forget(&world.app).await.expect("upkeep");
        assert_eq!(count().await, left, "{hours}");
    }
}

crate::on_both_databases!(
    the_tenth_failure_in_a_row_has_to_wait,
    every_way_to_write_a_login_counts_together,
    waits_grow_to_a_quarter_of_an_hour,
    whoever_may_not_sign_in_is_slowed_down_alike,
    others_and_a_device_that_is_known_go_on,
    a_known_device_is_counted_by_itself,
    many_failures_from_one_address_slow_it_down,
    a_repetition_under_its_key_is_no_other_guess,
    what_is_forgiven_is_forgotten,
);
