//! Replicas that read the feed in pages of random sizes while people change at random come to hold what the service shows.

use std::collections::BTreeMap;

use roster_domain::{Rights, Role};
use roster_testkit::SeededRandom;
use serde_json::{Value, json};

use crate::passwords::PASSWORD;
use crate::support::{Person, World, invitation_form};

const ROUNDS: usize = 60;

/// What a desktop does with the feed.
struct Replica {
    viewer: Person,
    cursor: Option<String>,
    users: BTreeMap<String, Value>,
    resets: usize,
}

impl Replica {
    fn of(viewer: &Person) -> Self {
        Self {
            viewer: viewer.clone(),
            cursor: None,
            users: BTreeMap::new(),
            resets: 0,
        }
    }

    /// Reads one page; whether there is more.
    async fn read(&mut self, world: &World, limit: usize) -> bool {
        let after = self
            .cursor
            .as_ref()
            .map_or_else(String::new, |cursor| format!("&after={cursor}"));
        let page = world
            .get(&format!("/changes?limit={limit}{after}"))
            .by(&self.viewer)
            .send()
            .await
            .expect(200);
        if page["reset"] == true {
            self.resets += 1;
            self.users.clear();
            self.cursor = None;
            return true;
        }
        let items = page["items"].as_array().expect("items");
        assert!(items.len() <= limit);
        assert!(items.is_sorted_by_key(|item| item["revision"].as_i64()), "{page}");
        for item in items {
            let id = item["id"].as_str().expect("an id").to_owned();
            assert_eq!(item["deleted"] == true, item["user"].is_null());
            if item["deleted"] == true {
                self.users.remove(&id);
            } else {
                self.users.insert(id, without_activity(item["user"].clone()));
            }
        }
        self.cursor = Some(page["cursor"].as_str().expect("a cursor").to_owned());
        page["hasMore"] == true
    }

    async fn catch_up(&mut self, world: &World, random: &SeededRandom) {
        for _ in 0..500 {
            if !self.read(world, 1 + random.below(9)).await {
                return;
            }
        }
        panic!("the feed does not come to an end");
    }

    /// Compares what is held with what the service shows this viewer.
    async fn assert_up_to_date(&self, world: &World) {
        let mut me = world.get("/me").by(&self.viewer).send().await.expect(200);
        me.as_object_mut().expect("an object").remove("account");
        let shown = if me["role"] == "administrator" {
            let list = world.get("/users?limit=200").by(&self.viewer).send().await.expect(200);
            list["items"].as_array().expect("items").clone()
        } else {
            vec![me]
        };
        let by_id = |user: Value| (user["id"].as_str().expect("an id").to_owned(), without_activity(user));
        let shown: BTreeMap<String, Value> = shown.into_iter().map(by_id).collect();
        assert_eq!(self.users, shown);
    }
}

/// `lastActiveAt` alone is no change, so that a replica may have an older one.
fn without_activity(mut user: Value) -> Value {
    user.as_object_mut().expect("an object").remove("lastActiveAt");
    user
}

/// Someone at random does something at random; what is refused is no matter.
pub(super) async fn act(world: &World, random: &SeededRandom, holder: &Person, viewers: &[Person], number: usize) {
    let list = world.get("/users?limit=200").by(holder).send().await.expect(200);
    let everyone = list["items"].as_array().expect("items");
    let viewer = &viewers[random.below(viewers.len())];
    let others: Vec<&Value> = everyone
        .iter()
        .filter(|user| {
            viewers.iter().all(|viewer| user["id"] != viewer.id.to_string()) && user["id"] != holder.id.to_string()
        })
        .collect();
    let anyone = if others.is_empty() {
        json!(null)
    } else {
        others[random.below(others.len())]["id"].clone()
    };
    let path = format!("/users/{}", anyone.as_str().unwrap_or("none"));
    let permissions = [json!([]), json!(["billingManager"])];
    let call = match random.below(12) {
        0 | 1 => world.post("/users").json(&{
            let mut form = invitation_form(&format!("made-up-{number}@example.com"));
            form["permissions"] = permissions[random.below(2)].clone();
            form
        }),
        2 => world
            .patch(&path)
            .json(&json!({ "firstName": format!("Name {number}") })),
        3 => world
            .patch(&path)
            .json(&json!({ "permissions": permissions[random.below(2)] })),
        4 => world
            .patch(&path)
            .json(&json!({ "role": "administrator", "permissions": permissions[random.below(2)] })),
        5 => world.delete(&path),
        6 => world.post(&format!("{path}/restore")),
        7 => world.post(&format!("{path}/invitation/resend")),
        8 => world
            .patch(&viewer.path(""))
            .json(&json!({ "permissions": permissions[random.below(2)] })),
        9 => {
            let role = ["user", "administrator"][random.below(2)];
            world
                .patch(&viewer.path(""))
                .json(&json!({ "role": role, "lastName": format!("Viewer {number}") }))
        }
        10 => return accept(world, &anyone).await,
        _ => world
            .patch("/account")
            .json(&json!({ "name": format!("Account {number}") })),
    };
    let answer = call.by(holder).header("if-match", "*").send().await;
    assert!(answer.status.as_u16() < 500, "{}", answer.text);
}

async fn accept(world: &World, user: &Value) {
    let Some(Ok(id)) = user.as_str().map(str::parse) else {
        return;
    };
    if let Some(invitation) = world.open_invitation(id).await {
        world
            .accept(&world.invitation_token(invitation.id), PASSWORD)
            .await
            .expect(201);
    }
}

async fn replicas_come_to_hold_what_the_service_shows(world: World) {
    let random = SeededRandom::from_environment();
    let account = world.account().await;
    let holder = world.billing_administrator(account).await;
    let mut viewers = Vec::new();
    for role in [Role::Administrator, Role::User] {
        for billing_manager in [true, false] {
            viewers.push(world.active(account, Rights::new(role, billing_manager)).await);
        }
    }
    let mut replicas: Vec<Replica> = viewers.iter().map(Replica::of).collect();
    for number in 0..ROUNDS {
        for _ in 0..=random.below(4) {
            act(&world, &random, &holder, &viewers, number).await;
        }
        // Some read on in the middle of things, and may not get to the end.
        for replica in &mut replicas {
            if random.below(3) == 0 {
                replica.read(&world, 1 + random.below(5)).await;
            }
        }
        if number % 6 == 5 {
            for replica in &mut replicas {
                replica.catch_up(&world, &random).await;
                replica.assert_up_to_date(&world).await;
            }
        }
    }
    assert!(
        replicas.iter().any(|replica| replica.resets > 0),
        "rights changed on the way"
    );
}

crate::on_both_databases!(replicas_come_to_hold_what_the_service_shows);
