use jiff::SignedDuration;
use roster_domain::AccountId;
use serde_json::{Value, json};

use crate::support::{Person, World, invitation_form};

/// An account in whose log there are, an hour apart: Grace invited, Zoë invited, the account renamed, Zoë made a billing
/// manager, and Zoë renamed. The first two by Ada, the others by Eve, who is a billing manager.
struct Scene {
    account: AccountId,
    ada: Person,
    eve: Person,
    zoe: String,
}

async fn scene(world: &World) -> Scene {
    let account = world.account().await;
    let (ada, eve) = (
        world.administrator(account).await,
        world.billing_administrator(account).await,
    );
    let invite = async |first: &str, login: &str| {
        let mut form = invitation_form(login);
        form["firstName"] = json!(first);
        let invite = world.post("/users").by(&ada).sent_from([10, 0, 0, 7]).json(&form);
        let user = invite.send().await.expect(201);
        world.advance(SignedDuration::from_hours(1));
        user["id"].as_str().expect("an id").to_owned()
    };
    invite("Grace", "grace@example.com").await;
    let zoe = invite("Zoë", "zoe@example.com").await;
    for (path, body) in [
        ("/account".to_owned(), json!({ "name": "100% Looms" })),
        (format!("/users/{zoe}"), json!({ "permissions": ["billingManager"] })),
        (format!("/users/{zoe}"), json!({ "firstName": "Éloïse" })),
    ] {
        world.advance(SignedDuration::from_hours(1));
        let edit = world.patch(&path).by(&eve).header("if-match", "*").json(&body);
        edit.send().await.expect(200);
    }
    Scene { account, ada, eve, zoe }
}

async fn seqs(world: &World, viewer: &Person, query: &str) -> Vec<i64> {
    let page = world
        .get(&format!("/audit?{query}"))
        .by(viewer)
        .send()
        .await
        .expect(200);
    let items = page["items"].as_array().expect("items").iter();
    items.map(|event| event["seq"].as_i64().expect("a number")).collect()
}

async fn what_is_looked_for_is_found(world: World) {
    let Scene { ada, eve, zoe, .. } = scene(&world).await;
    let nobody = "01900000-0000-7000-8000-000000000001";
    let cases = [
        ("action=user.created".to_owned(), vec![1, 2]),
        ("action=user.vanished".to_owned(), vec![]),
        (format!("actor={}", ada.id), vec![1, 2]),
        (format!("actor={}", eve.id), vec![3, 4, 5]),
        (format!("target={zoe}"), vec![2, 4, 5]),
        (format!("target={nobody}"), vec![]),
        (format!("target={zoe}&action=user.updated&actor={}", eve.id), vec![4, 5]),
        // The clock began at 9 and went on by an hour at each: invitations at 9 and 10, edits at 12, 13 and 14.
        ("from=2026-03-02T10:00:00Z".to_owned(), vec![2, 3, 4, 5]),
        ("to=2026-03-02T10:00:00Z".to_owned(), vec![1]),
        (
            "from=2026-03-02T10:00:00Z&to=2026-03-02T12:30:00Z".to_owned(),
            vec![2, 3],
        ),
        (
            "from=2026-03-02T11:00:00%2B01:00&to=2026-03-02T10:00:00.000001Z".to_owned(),
            vec![2],
        ),
        // Names as they were then, values before and after, and origins; accents and case do not matter.
        ("q=ELOISE".to_owned(), vec![5]),
        ("q=zoe".to_owned(), vec![2, 4, 5]),
        ("q=100%25".to_owned(), vec![3]),
        ("q=_00%25".to_owned(), vec![]),
        ("q=10.0.0.7".to_owned(), vec![1, 2]),
        ("q=firstName".to_owned(), vec![]),
        ("q=%20".to_owned(), vec![1, 2, 3, 4, 5]),
    ];
    for (query, expected) in cases {
        assert_eq!(seqs(&world, &eve, &query).await, expected, "{query}");
    }
}

async fn the_newest_come_first_when_asked_for(world: World) {
    let Scene { eve, ada, .. } = scene(&world).await;
    assert_eq!(seqs(&world, &eve, "sort=-seq").await, [5, 4, 3, 2, 1]);
    assert_eq!(seqs(&world, &eve, "sort=seq&limit=2&after=2").await, [3, 4]);
    assert_eq!(seqs(&world, &eve, "sort=-seq&before=4&limit=2").await, [3, 2]);
    assert_eq!(seqs(&world, &eve, "before=4&after=1").await, [2, 3]);
    // A page is filled up with what its viewer may see.
    assert_eq!(seqs(&world, &ada, "sort=-seq&limit=2").await, [4, 3]);
    let page = world.get("/audit?sort=-seq&limit=4").by(&ada).send().await.expect(200);
    assert_eq!(page["hasMore"], false);
}

/// Filters tell nothing of what is not shown.
async fn nothing_hidden_is_found(world: World) {
    let Scene { account, ada, eve, zoe } = scene(&world).await;
    for query in [
        format!("target={zoe}&action=user.updated"),
        format!("actor={}&from=2026-03-02T13:00:00Z", eve.id),
    ] {
        assert_eq!(seqs(&world, &eve, &query).await, [4, 5], "{query}");
        assert_eq!(seqs(&world, &ada, &query).await, [4], "{query}");
    }
    for viewer in [&ada, &eve] {
        assert!(seqs(&world, viewer, "q=billing").await.is_empty());
    }
    let elsewhere = world.account().await;
    let stranger = world.billing_administrator(elsewhere).await;
    assert_ne!(account, elsewhere);
    assert!(seqs(&world, &stranger, &format!("target={zoe}")).await.is_empty());
}

async fn what_cannot_be_looked_for_is_refused(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let long = "x".repeat(255);
    for bad in [
        "action=",
        "action=User.Created",
        "action=user%20created",
        "actor=ada",
        "actor=",
        "target=1",
        "from=yesterday",
        "from=2026-03-02",
        "to=2026-13-02T00:00:00Z",
        "q=%00",
        &format!("q={long}"),
        "sort=at",
        "sort=",
        "before=-1",
        "before=x",
        "type=user",
    ] {
        for route in ["/audit?", "/audit/export?format=csv&"] {
            if route.contains("export") && (bad.starts_with("sort") || bad.starts_with("before")) {
                continue;
            }
            let answer = world.get(&format!("{route}{bad}")).by(&administrator).send().await;
            answer.expect_problem(400, "invalid-query");
        }
    }
    let events: Value = world.get("/audit?before=0").by(&administrator).send().await.expect(200);
    assert_eq!(events, json!({ "items": [], "hasMore": false }));
}

/// Events from before there was anything to search through.
async fn older_events_are_searched_by_what_they_hold(world: World) {
    let Scene { eve, .. } = scene(&world).await;
    let unlock: &[&str] = if world.is_postgres() {
        &["ALTER TABLE audit_events DISABLE TRIGGER USER"]
    } else {
        &["DROP TRIGGER audit_events_not_updated"]
    };
    for sql in unlock.iter().chain(&["UPDATE audit_events SET search_text = ''"]) {
        world.execute(sql).await;
    }
    assert_eq!(seqs(&world, &eve, "q=GRACE@example").await, [1]);
    assert_eq!(seqs(&world, &eve, "q=looms").await, [3]);
    assert!(seqs(&world, &eve, "q=billing").await.is_empty());
}

crate::on_both_databases!(
    what_is_looked_for_is_found,
    the_newest_come_first_when_asked_for,
    nothing_hidden_is_found,
    what_cannot_be_looked_for_is_refused,
    older_events_are_searched_by_what_they_hold,
);
