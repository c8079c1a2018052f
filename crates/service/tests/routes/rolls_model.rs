//! What is held in memory of an account shows what the database has, to everyone, in every list and in the feed, while people
//! change at random.

use axum::Router;
use roster_domain::{Language, Rights, Role};
use roster_testkit::SeededRandom;
use serde_json::Value;

use super::changes_model::act;
use crate::support::{Call, Person, World};

const ROUNDS: usize = 40;
const LISTS: usize = 6;

const SORTS: [&str; 5] = ["lastName", "firstName", "loginEmail", "createdAt", "lastActiveAt"];

/// Parts of what people are called here: of everyone, of some, of nobody.
const PARTS: [&str; 8] = [
    "example",
    "1",
    "NAME%202",
    "a",
    "viewer",
    "login.ex",
    "made-up-1",
    "nobody",
];

/// A service that holds accounts in memory beside one that does not.
struct Pair {
    with: Router,
    without: Router,
}

impl Pair {
    /// What both answer; null where the one who asks may not.
    async fn ask(&self, path: &str, who: &Person) -> Value {
        let [with, without] = [&self.with, &self.without].map(|router| Call::new(router.clone(), "GET", path).by(who));
        let (with, without) = (with.send().await, without.send().await);
        assert_eq!(with.status, without.status, "{path}");
        assert_eq!(with.text, without.text, "{path}");
        serde_json::from_str(&with.text).expect("JSON")
    }

    /// Reads a list to its end, or leaves it on the way.
    async fn read_list(&self, query: &str, who: &Person, random: &SeededRandom) {
        let mut cursor = String::new();
        loop {
            let page = self.ask(&format!("/users?{query}{cursor}"), who).await;
            let Some(next) = page["nextCursor"].as_str().filter(|_| random.below(5) > 0) else {
                return;
            };
            cursor = format!("&cursor={next}");
        }
    }

    async fn read_changes(&self, who: &Person, random: &SeededRandom) {
        let limit = 1 + random.below(8);
        let mut after = String::new();
        loop {
            let page = self.ask(&format!("/changes?limit={limit}{after}"), who).await;
            if page["hasMore"] != true {
                return;
            }
            after = format!("&after={}", page["cursor"].as_str().expect("a cursor"));
        }
    }
}

/// Some list, narrowed and sorted in some way.
fn query(random: &SeededRandom) -> String {
    let descending = ["", "-"][random.below(2)];
    let sort = SORTS[random.below(SORTS.len())];
    let status = ["active", "pending", "removed"][random.below(3)];
    let part = PARTS[random.below(PARTS.len())];
    let role = Role::ALL[random.below(2)].as_str();
    let language = Language::ALL[random.below(2)].tag();
    let narrowed = [
        (2, format!("&q={part}")),
        (3, format!("&status={status}")),
        (4, format!("&role={role}")),
        (6, format!("&language={language}")),
    ];
    let narrowed = narrowed.into_iter().filter(|(seldom, _)| random.below(*seldom) == 0);
    let narrowed: String = narrowed.map(|(_, narrowed)| narrowed).collect();
    format!("sort={descending}{sort}&limit={}{narrowed}", 1 + random.below(9))
}

async fn memory_and_database_answer_alike(world: World) {
    let random = SeededRandom::from_environment();
    let account = world.account().await;
    let holder = world.billing_administrator(account).await;
    let other = world.administrator(account).await;
    let viewers = [
        other.clone(),
        world.active(account, Rights::new(Role::User, false)).await,
    ];
    let pair = Pair {
        with: world.router.clone(),
        without: world.without_rolls(),
    };
    for number in 0..ROUNDS {
        for _ in 0..random.below(4) {
            act(&world, &random, &holder, &viewers, number).await;
        }
        for _ in 0..LISTS {
            let who = [&holder, &other][random.below(2)];
            pair.read_list(&query(&random), who, &random).await;
        }
        for who in [&holder, &other] {
            pair.read_changes(who, &random).await;
        }
    }
}

crate::on_both_databases!(memory_and_database_answer_alike);
