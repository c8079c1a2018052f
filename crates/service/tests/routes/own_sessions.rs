//! Where one is signed in, and ending that.

use std::time::Duration;

use jiff::SignedDuration;
use roster_contract::UtcTime;
use roster_domain::{Rights, Role};
use roster_store::Micros;
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::passwords::{PASSWORD, credentials};
use crate::sse::EventStream;
use crate::support::{Person, World};

/// Far longer than anything here takes: what has not come by then does not come.
const PATIENCE: Duration = Duration::from_secs(20);

impl World {
    /// Signs in on a device of that name, and gives the token.
    async fn sign_in_on(&self, person: &Person, device: &str) -> String {
        let mut body = credentials(&person.login_email, PASSWORD);
        body["deviceName"] = json!(device);
        let call = self.post("/sessions").sent_from([192, 0, 2, 7]).json(&body);
        let signed_in = call.send().await.expect(201);
        signed_in["token"].as_str().expect("a token").to_owned()
    }

    pub async fn sessions_of(&self, token: &str) -> Vec<Value> {
        let page = self.get("/me/sessions").bearer(token).send().await.expect(200);
        page["items"].as_array().expect("sessions").clone()
    }

    /// Waits until the use of a token just now is known.
    pub async fn until_noted(&self, token: &str) {
        let id = self.session_id(token).await;
        let now = serde_json::to_value(UtcTime::from(self.app.now())).expect("a time");
        self.until_used(token, &id, now.as_str().expect("text")).await;
    }

    /// As if every session there is were used at this moment.
    pub async fn use_every_session(&self) {
        let Micros(now) = self.app.now().into();
        self.execute(&format!("UPDATE sessions SET last_used_at = {now}")).await;
    }

    async fn session_id(&self, token: &str) -> String {
        let sessions = self.sessions_of(token).await;
        let own = sessions.iter().find(|session| session["current"] == true);
        own.expect("its own session")["id"].as_str().expect("an id").to_owned()
    }

    /// Waits until a session is known to have been used then: that is noted beside the reply.
    async fn until_used(&self, asked_by: &str, session: &str, at: &str) {
        let noted = async {
            let is_it = |known: &Value| known["id"] == session && known["lastUsedAt"] == at;
            while !self.sessions_of(asked_by).await.iter().any(is_it) {
                tokio::task::yield_now().await;
            }
        };
        timeout(PATIENCE, noted).await.expect("it is noted");
    }

    pub async fn is_signed_in(&self, token: &str) -> bool {
        self.get("/me").bearer(token).send().await.status == 200
    }

    async fn revoked(&self, administrator: &Person) -> Vec<Value> {
        let log = self.get("/audit?action=session.revoked").by(administrator);
        log.send().await.expect(200)["items"]
            .as_array()
            .expect("events")
            .clone()
    }
}

async fn someone(world: &World) -> Person {
    let account = world.account().await;
    world.with_password(account, Rights::new(Role::User, false)).await
}

async fn they_are_listed_by_device_with_their_last_use(world: World) {
    let person = someone(&world).await;
    let from_before = person.token.as_deref().expect("a token");
    world.advance(SignedDuration::from_mins(1));
    let laptop = world.sign_in_on(&person, "ada-laptop (Linux)").await;
    let sessions = world.sessions_of(&laptop).await;
    let id = world.session_id(&laptop).await;
    assert_eq!(
        sessions[0],
        json!({
            "id": id, "deviceName": "ada-laptop (Linux)", "createdAt": "2026-03-02T09:01:00Z",
            "lastUsedAt": "2026-03-02T09:01:00Z", "expiresAt": "2026-04-01T09:01:00Z", "current": true,
            "origin": "192.0.2.7",
        })
    );
    assert_eq!(sessions.len(), 2);
    assert_eq!(
        (
            &sessions[1]["deviceName"],
            &sessions[1]["origin"],
            &sessions[1]["current"]
        ),
        (&Value::Null, &Value::Null, &json!(false))
    );
    assert_eq!(world.sessions_of(from_before).await[1]["current"], true);
    let stranger = world.member(person.account).await;
    assert_eq!(
        world
            .sessions_of(stranger.token.as_deref().expect("a token"))
            .await
            .len(),
        1
    );
    world.advance(SignedDuration::from_hours(30 * 24) - SignedDuration::from_mins(1));
    world.use_every_session().await;
    assert_eq!(world.sessions_of(&laptop).await.len(), 1, "the other has expired");
}

async fn a_use_is_noted_every_few_minutes_and_is_no_change(world: World) {
    let person = someone(&world).await;
    let (busy, other) = (
        world.sign_in_on(&person, "busy").await,
        world.sign_in_on(&person, "other").await,
    );
    let (busy_id, other_id) = (world.session_id(&busy).await, world.session_id(&other).await);
    let revision = world.revision(person.account).await;
    world.advance(SignedDuration::from_mins(5));
    world.until_used(&busy, &busy_id, "2026-03-02T09:05:00Z").await;
    let known = world.sessions_of(&busy).await;
    let known = known
        .iter()
        .find(|session| session["id"] == *other_id)
        .expect("the other");
    assert_eq!(known["lastUsedAt"], "2026-03-02T09:00:00Z");
    // That the person was seen a moment ago, on the one, does not keep the other from being noted.
    world.until_used(&other, &other_id, "2026-03-02T09:05:00Z").await;
    world.advance(SignedDuration::from_secs(59));
    for _ in 0..20 {
        world.get("/me").bearer(&other).send().await.expect(200);
    }
    world.until_used(&busy, &other_id, "2026-03-02T09:05:00Z").await;
    assert_eq!(world.revision(person.account).await, revision);
}

async fn a_stream_that_is_open_is_a_use(world: World) {
    let person = someone(&world).await;
    let (here, there) = (
        world.sign_in_on(&person, "here").await,
        world.sign_in_on(&person, "there").await,
    );
    let id = world.session_id(&there).await;
    let base = format!("http://{}", world.listen().await);
    let mut stream = EventStream::open(&base, &there, None).await;
    stream.revision().await;
    world.advance(SignedDuration::from_mins(5));
    world.until_used(&here, &id, "2026-03-02T09:05:00Z").await;
}

async fn one_is_ended_wherever_it_is(world: World) {
    let person = someone(&world).await;
    let administrator = world.administrator(person.account).await;
    let (here, there) = (
        world.sign_in_on(&person, "here").await,
        world.sign_in_on(&person, "there").await,
    );
    let path = format!("/me/sessions/{}", world.session_id(&there).await);
    let base = format!("http://{}", world.listen().await);
    let mut stream = EventStream::open(&base, &there, None).await;
    stream.revision().await;
    let revision = world.revision(person.account).await;
    let stranger = world.member(person.account).await;
    let elsewhere = world.billing_administrator(world.account().await).await;
    for other in [&stranger, &elsewhere, &administrator] {
        world
            .delete(&path)
            .by(other)
            .send()
            .await
            .expect_problem(404, "not-found");
    }
    world
        .delete("/me/sessions/x")
        .by(&person)
        .send()
        .await
        .expect_problem(404, "not-found");
    assert!(world.is_signed_in(&there).await);
    world.delete(&path).bearer(&here).send().await.expect(204);
    assert!(world.is_signed_in(&here).await && !world.is_signed_in(&there).await);
    stream.ended().await;
    world
        .delete(&path)
        .bearer(&here)
        .send()
        .await
        .expect_problem(404, "not-found");
    assert_eq!(world.revision(person.account).await, revision + 1, "the stranger came");
    let events = world.revoked(&administrator).await;
    assert_eq!(events.len(), 1);
    assert_eq!(
        events[0]["changes"],
        json!({
            "deviceName": { "before": "there", "after": null },
            "createdAt": { "before": "2026-03-02T09:00:00Z", "after": null },
        })
    );
    let id = json!(person.id);
    assert_eq!(
        (
            &events[0]["actor"]["id"],
            &events[0]["target"]["id"],
            &events[0]["revision"]
        ),
        (&id, &id, &Value::Null)
    );
}

async fn to_end_ones_own_is_to_sign_out(world: World) {
    let person = someone(&world).await;
    let administrator = world.administrator(person.account).await;
    let here = world.sign_in_on(&person, "here").await;
    let path = format!("/me/sessions/{}", world.session_id(&here).await);
    world.delete(&path).bearer(&here).send().await.expect(204);
    assert!(!world.is_signed_in(&here).await);
    assert_eq!(world.revoked(&administrator).await, Vec::<Value>::new());
    let log = world.get("/audit?action=session.ended").by(&administrator);
    let log = log.send().await.expect(200);
    assert_eq!(log["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(log["items"][0]["changes"]["deviceName"]["before"], "here");
}

async fn of_a_device_without_a_name_the_log_says_when_its_session_began(world: World) {
    let person = someone(&world).await;
    let administrator = world.administrator(person.account).await;
    world.advance(SignedDuration::from_mins(1));
    let here = world.sign_in_on(&person, "here").await;
    let unnamed = world.sessions_of(&here).await[1].clone();
    assert_eq!(unnamed["deviceName"], Value::Null);
    let path = format!("/me/sessions/{}", unnamed["id"].as_str().expect("an id"));
    world.delete(&path).bearer(&here).send().await.expect(204);
    let began = json!({ "before": unnamed["createdAt"], "after": null });
    assert_eq!(
        world.revoked(&administrator).await[0]["changes"],
        json!({ "createdAt": began })
    );
}

async fn all_others_are_ended_at_once(world: World) {
    let person = someone(&world).await;
    let administrator = world.administrator(person.account).await;
    let here = world.sign_in_on(&person, "here").await;
    world.advance(SignedDuration::from_mins(1));
    let there = world.sign_in_on(&person, "there").await;
    let call = || world.delete("/me/sessions").bearer(&here);
    let unknown = call().json(&json!({ "x": 1 })).send().await;
    unknown.expect_field_faults(&[("x", "unknown-field")]);
    assert!(world.is_signed_in(&there).await);
    for _ in 0..2 {
        call().send().await.expect(204);
        assert_eq!(world.sessions_of(&here).await.len(), 1);
    }
    let from_before = person.token.as_deref().expect("a token");
    assert!(!world.is_signed_in(&there).await && !world.is_signed_in(from_before).await);
    assert!(
        world
            .is_signed_in(administrator.token.as_deref().expect("a token"))
            .await
    );
    let events = world.revoked(&administrator).await;
    assert_eq!(events.len(), 1, "there was nothing to end the second time");
    assert_eq!(
        events[0]["changes"],
        json!({
            "sessions": { "before": 3, "after": 1 },
            "deviceName": { "before": ["there"], "after": null },
            "createdAt": { "before": ["2026-03-02T09:00:00Z", "2026-03-02T09:01:00Z"], "after": null },
        })
    );
}

crate::on_both_databases!(
    they_are_listed_by_device_with_their_last_use,
    a_use_is_noted_every_few_minutes_and_is_no_change,
    a_stream_that_is_open_is_a_use,
    one_is_ended_wherever_it_is,
    to_end_ones_own_is_to_sign_out,
    of_a_device_without_a_name_the_log_says_when_its_session_began,
    all_others_are_ended_at_once,
);
