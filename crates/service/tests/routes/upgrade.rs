//! Databases that the version before left behind (`tests/fixtures/`) open with everything in them.

use serde_json::{Value, json};

use crate::support::World;

const PASSWORD: &str = "correct horse battery staple";

/// A world over the database that version 0.1.0 made, an hour after it was last used, and what was noted of it then.
struct Before {
    world: World,
    noted: Value,
}

impl Before {
    fn noted(&self, name: &str) -> &str {
        self.noted[name].as_str().expect("a text")
    }
}

async fn sessions_devices_and_passwords_go_on(before: Before) {
    let Before { world, noted } = &before;
    let me = world
        .get("/me")
        .bearer(before.noted("session"))
        .send()
        .await
        .expect(200);
    assert_eq!(me["loginEmail"], "Ada@Example.com");
    assert_eq!(me["permissions"], json!(["billingManager"]));
    assert_eq!(me["account"]["id"], noted["account"]);
    let credentials = json!({
        "loginEmail": "ada@example.com", "password": PASSWORD, "deviceToken": noted["deviceToken"],
    });
    world.post("/sessions").json(&credentials).send().await.expect(201);
    let zoe = json!({ "loginEmail": "zoe@example.com", "password": "an orchard of purple lanterns" });
    world.post("/sessions").json(&zoe).send().await.expect(201);
}

async fn everybody_is_still_there(before: Before) {
    let world = &before.world;
    let session = before.noted("session");
    let all = world.get("/users?limit=200").bearer(session).send().await.expect(200);
    assert_eq!(all["total"], before.noted["users"]);
    let of = async |query: &str| {
        let list = world
            .get(&format!("/users?{query}"))
            .bearer(session)
            .send()
            .await
            .expect(200);
        let names = list["items"].as_array().expect("items").iter();
        names
            .map(|user| user["lastName"].as_str().expect("a name").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(of("q=lefevre%20zoe").await, ["Lefèvre-Durand"]);
    assert_eq!(of("q=lukasz&status=pending").await, ["O’Brien-Łukasz"]);
    assert_eq!(of("status=removed").await.len(), 1);
    let removed = world
        .get(&format!("/users/{}", before.noted("removed")))
        .bearer(session)
        .send()
        .await;
    assert_eq!(removed.expect(200)["status"], "removed");
    world
        .post(&format!("/users/{}/restore", before.noted("removed")))
        .bearer(session)
        .send()
        .await
        .expect(200);
}

async fn an_invitation_from_before_is_accepted(before: Before) {
    let token = before.noted("linkOfSian");
    let page = before.world.get(&format!("//invitations/{token}")).send().await;
    assert_eq!(page.status, 200, "{}", page.text);
    let acceptance = json!({ "token": token, "password": "seven green umbrellas dancing" });
    let session = before
        .world
        .post("/invitations/accept")
        .json(&acceptance)
        .send()
        .await
        .expect(201);
    assert_eq!(session["user"]["loginEmail"], "sian@example.com");
    assert_eq!(session["user"]["permissions"], json!(["billingManager"]));
}

async fn a_desktop_goes_on_where_it_was(before: Before) {
    let world = &before.world;
    let session = before.noted("session");
    let path = format!("/changes?after={}", before.noted("cursor"));
    let news = world.get(&path).bearer(session).send().await.expect(200);
    assert_eq!(news["reset"], json!(false), "{news}");
    let whole = world.get("/changes").bearer(session).send().await.expect(200);
    let count = whole["items"].as_array().expect("items").len();
    assert_eq!(json!(count), before.noted["users"]);
}

async fn the_log_is_whole_and_goes_on(before: Before) {
    let world = &before.world;
    let session = before.noted("session");
    let log = world.get("/audit?limit=1000").bearer(session).send().await.expect(200);
    let events = log["items"].as_array().expect("items");
    assert!(events.len() as u64 >= before.noted["auditEvents"].as_u64().expect("a number"));
    let head = &before.noted["head"];
    let then = world
        .get(&format!("/audit/head?at={}", head["seq"]))
        .bearer(session)
        .send()
        .await
        .expect(200);
    assert_eq!(then["hash"], head["hash"], "the chain noted by the version before");
    let renaming = json!({ "name": "Zürich Trading SA" });
    world
        .patch("/account")
        .bearer(session)
        .json(&renaming)
        .send()
        .await
        .expect(200);
    let head = world.get("/audit/head").bearer(session).send().await.expect(200);
    assert!(head["seq"].as_u64() > before.noted["head"]["seq"].as_u64());
}

async fn an_address_that_is_refused_today_can_be_corrected(before: Before) {
    let world = &before.world;
    let session = before.noted("session");
    let list = world
        .get("/users?q=bad%20address")
        .bearer(session)
        .send()
        .await
        .expect(200);
    let user = &list["items"][0];
    let path = format!("/users/{}", user["id"].as_str().expect("an id"));
    let version = user["version"].as_i64().expect("a version");
    let correction = json!({ "communicationEmail": "ab@example.com" });
    let corrected = world
        .patch(&path)
        .bearer(session)
        .if_match(version)
        .json(&correction)
        .send()
        .await
        .expect(200);
    assert_eq!(corrected["communicationEmail"], "ab@example.com");
    assert_eq!(corrected["invitation"]["delivery"], "queued");
}

macro_rules! on_both_of_the_version_before {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    let (world, noted) = crate::support::World::of_version_before_on_sqlite().await;
                    super::$name(super::Before { world, noted }).await;
                }
            )+
        }

        mod on_postgres {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                #[cfg_attr(not(unix), ignore = "the throw-away PostgreSQL is for Unix")]
                async fn $name() {
                    let (world, noted) = crate::support::World::of_version_before_on_postgres().await;
                    super::$name(super::Before { world, noted }).await;
                }
            )+
        }
    };
}

on_both_of_the_version_before!(
    sessions_devices_and_passwords_go_on,
    everybody_is_still_there,
    an_invitation_from_before_is_accepted,
    a_desktop_goes_on_where_it_was,
    the_log_is_whole_and_goes_on,
    an_address_that_is_refused_today_can_be_corrected,
);
