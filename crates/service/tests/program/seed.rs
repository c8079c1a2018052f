use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::installation::{Installation, files, json as printed, refusal};
use crate::serving::Serving;
use crate::sse::EventStream;

fn seed(installation: &Installation, account: &Value, rest: &[&str]) -> Value {
    let account = account["accountId"].as_str().expect("an id");
    printed(&installation.run(&[&["seed", "--account", account][..], rest].concat()))
}

/// Everyone in the account, by the feed.
async fn everyone(serving: &Serving, token: &str) -> Vec<Value> {
    let mut users = Vec::new();
    let mut page = serving.get("/changes?limit=5000", token).await;
    loop {
        users.extend(
            page["items"]
                .as_array()
                .expect("items")
                .iter()
                .map(|item| item["user"].clone()),
        );
        if page["hasMore"] == false {
            return users;
        }
        let after = format!(
            "/changes?limit=5000&after={}",
            page["cursor"].as_str().expect("a cursor")
        );
        page = serving.get(&after, token).await;
    }
}

/// What a seed decides of a person.
fn made_up(users: &[Value]) -> Vec<Value> {
    let fields = [
        "firstName",
        "lastName",
        "loginEmail",
        "communicationEmail",
        "language",
        "role",
        "status",
    ];
    users
        .iter()
        .map(|user| fields.iter().map(|field| user[field].clone()).collect())
        .collect()
}

async fn a_running_service_shows_them_at_once(installation: Installation) {
    let account = installation.create_account();
    let serving = installation.serve();
    let token = serving.sign_in().await;
    let mut events = EventStream::open(&serving.url, &token, None).await;
    assert_eq!(events.revision().await, 1);
    seed(
        &installation,
        &account,
        &["--users", "1200", "--pending", "300", "--seed", "7"],
    );
    events.reach(1501).await;
    let users = everyone(&serving, &token).await;
    assert_eq!(users.len(), 1501);
    let of = |status: &str| users.iter().filter(|user| user["status"] == status).count();
    assert_eq!((of("active"), of("pending")), (1201, 300));
    let distinct = |field: &str| {
        users
            .iter()
            .map(|user| user[field].to_string())
            .collect::<BTreeSet<_>>()
            .len()
    };
    assert_eq!(distinct("language"), 6, "every language is there");
    assert!(distinct("lastActiveAt") > 500 && distinct("lastName") > 50 && distinct("createdAt") > 500);
    let administrators = users.iter().filter(|user| user["role"] == "administrator").count();
    assert!((2..100).contains(&administrators), "{administrators}");
    assert!(
        users[1..].iter().all(|user| user["permissions"] == json!([])),
        "none of them is a billing manager"
    );
    for user in users.iter().filter(|user| user["status"] == "pending") {
        assert_eq!(
            (&user["invitation"]["delivery"], &user["lastActiveAt"]),
            (&json!("sent"), &Value::Null)
        );
    }
    let log = serving.get("/audit", &token).await;
    let seeded: Vec<&Value> = log["items"]
        .as_array()
        .expect("items")
        .iter()
        .filter(|e| e["action"] == "account.seeded")
        .collect();
    assert_eq!(seeded.len(), 1);
    serving.stop().await;
    assert!(
        files(&installation.data_dir().join("mail")).is_empty(),
        "nobody made up is written to"
    );
}

async fn the_same_seed_makes_the_same_people(installation: Installation) {
    let other = Installation::over_sqlite();
    let mut made = Vec::new();
    for (place, rest) in [
        (&installation, ["--users", "40"]),
        (&other, ["--users", "40"]),
        (&other, ["--users", "25"]),
    ] {
        let account = match made.len() {
            2 => place.create_account_named("Second", "second@example.com"),
            _ => place.create_account(),
        };
        seed(
            place,
            &account,
            &[&rest[..], &["--pending", "5", "--seed", "11"]].concat(),
        );
        let serving = place.serve();
        let login = if made.len() == 2 {
            "second@example.com"
        } else {
            "ada@example.com"
        };
        let token = serving.sign_in_as(login).await;
        made.push(everyone(&serving, &token).await.split_off(1));
        serving.stop().await;
    }
    assert_eq!(made_up(&made[0]), made_up(&made[1]));
    // In a second account of one platform the addresses are others, since none is ever used twice; the people are not.
    let names = |users: &[Value]| {
        made_up(users)
            .iter()
            .map(|user| (user[0].clone(), user[4].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(made[2].len(), 30);
    assert_eq!(names(&made[2])[..25], names(&made[1])[..25]);
    assert_ne!(made[2][0]["loginEmail"], made[1][0]["loginEmail"]);
}

#[test]
fn what_cannot_be_seeded_is_refused() {
    let installation = Installation::over_sqlite();
    let account = installation.create_account();
    let account = account["accountId"].as_str().expect("an id");
    let nobody = "01900000-0000-7000-8000-000000000001";
    let wrong = [
        ("--account", ["--account", "x", "--users", "1", "--seed", "1"]),
        ("--account", ["--account", nobody, "--users", "1", "--seed", "1"]),
        ("--users", ["--account", account, "--users", "-1", "--seed", "1"]),
        ("--users", ["--account", account, "--users", "many", "--seed", "1"]),
        (
            "--users",
            ["--account", account, "--users", "99999999999", "--seed", "1"],
        ),
        ("--seed", ["--account", account, "--users", "1", "--seed", "x"]),
    ];
    for (flag, arguments) in wrong {
        let arguments = arguments
            .map(str::to_owned)
            .map(|argument| if argument == "-1" { "=-1".to_owned() } else { argument });
        let arguments: Vec<String> = arguments
            .join("\u{0}")
            .replace("--users\u{0}=", "--users=")
            .split('\u{0}')
            .map(str::to_owned)
            .collect();
        let arguments: Vec<&str> = ["seed"]
            .into_iter()
            .chain(arguments.iter().map(String::as_str))
            .collect();
        let line = refusal(&installation.run(&arguments));
        assert!(line.starts_with(&format!("{flag}: ")), "{arguments:?}: {line}");
    }
}

crate::over_both_databases!(
    a_running_service_shows_them_at_once,
    the_same_seed_makes_the_same_people
);
