//! `POST /users/bulk`.

use roster_domain::{Rights, Role};
use serde_json::{Value, json};

use crate::support::{Person, World, field_faults, invitation_form};

async fn send(world: &World, who: &Person, rows: Vec<Value>) -> Vec<Value> {
    let reply = world
        .post("/users/bulk")
        .by(who)
        .json(&json!({ "users": rows }))
        .send()
        .await
        .expect(200);
    reply["results"].as_array().unwrap().clone()
}

async fn each_row_stands_alone(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let taken = world.removed(account).await;
    let revision = world.revision(account).await;
    let mut not_held = invitation_form("d@example.com");
    not_held["permissions"] = json!(["billingManager"]);
    let mut wrong = invitation_form("e@example.com");
    (wrong["firstName"], wrong["extra"]) = (json!(""), json!(1));
    let rows = vec![
        invitation_form("z@example.com"),
        json!("not a user"),
        invitation_form(&taken.login_email),
        invitation_form("a@example.com"),
        not_held,
        wrong,
        invitation_form("Z@Example.com"),
        json!(null),
        invitation_form("m@example.com"),
    ];
    let results = send(&world, &administrator, rows).await;
    let outcome = |row: &Value| match row["user"]["loginEmail"].as_str() {
        Some(login) => format!("{} {login}", row["status"]),
        None => format!("{} {}", row["status"], row["problem"]["code"].as_str().unwrap()),
    };
    let outcomes: Vec<String> = results.iter().map(outcome).collect();
    assert_eq!(
        outcomes,
        [
            "201 z@example.com",
            "422 invalid-fields",
            "409 login-email-taken",
            "201 a@example.com",
            "403 permission-not-held",
            "422 invalid-fields",
            "409 login-email-taken",
            "422 invalid-fields",
            "201 m@example.com",
        ]
    );
    assert_eq!(field_faults(&results[5]["problem"]).len(), 2);
    assert_eq!(
        world.revision(account).await,
        revision + 3,
        "a revision for each user, and none for a refusal"
    );
    for row in &results {
        assert_eq!(
            row["user"].is_null(),
            row["problem"].is_object(),
            "either the one or the other: {row}"
        );
        if let Some(id) = row["user"]["id"].as_str() {
            let shown = world
                .get(&format!("/users/{id}"))
                .by(&administrator)
                .send()
                .await
                .expect(200);
            assert_eq!(shown, row["user"]);
        }
    }
    let revisions = format!("SELECT COUNT(DISTINCT revision) FROM users WHERE revision > {revision}");
    assert_eq!(world.number(&revisions).await, 3);
    let in_step = "SELECT COUNT(*) FROM audit_events e JOIN users u ON u.id = e.target_id AND u.revision = e.revision";
    assert_eq!(world.number(in_step).await, 3);
    assert_eq!(
        world.number("SELECT COUNT(*) FROM mails WHERE state = 'queued'").await,
        3
    );
}

async fn when_every_row_is_refused_nothing_changed(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let taken = world.removed(account).await;
    let before = world.census().await;
    let results = send(
        &world,
        &administrator,
        vec![json!({}), invitation_form(&taken.login_email)],
    )
    .await;
    assert_eq!(
        results
            .iter()
            .map(|row| row["status"].as_i64().unwrap())
            .collect::<Vec<_>>(),
        [422, 409]
    );
    assert_eq!(world.census().await, before);
}

async fn the_next_change_takes_the_next_revision(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let revision = world.revision(account).await;
    send(
        &world,
        &administrator,
        vec![invitation_form("a@example.com"), invitation_form("b@example.com")],
    )
    .await;
    let answer = world
        .post("/users")
        .by(&administrator)
        .json(&invitation_form("c@example.com"))
        .send()
        .await;
    answer.expect(201);
    assert_eq!(world.revision(account).await, revision + 3);
    let revisions = world
        .texts("SELECT CAST(revision AS TEXT) FROM audit_events ORDER BY seq")
        .await;
    let expected: Vec<String> = (1..=3).map(|step| (revision + step).to_string()).collect();
    assert_eq!(revisions, expected);
}

async fn one_to_a_thousand_rows(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let before = world.census().await;
    for (body, code) in [
        (json!({}), "required"),
        (json!({"users": []}), "too-few"),
        (json!({"users": vec![json!({}); 1001]}), "too-many"),
        (json!({"users": {}}), "invalid-type"),
        (json!({"users": null}), "invalid-type"),
    ] {
        let answer = world.post("/users/bulk").by(&administrator).json(&body).send().await;
        answer.expect_field_faults(&[("users", code)]);
    }
    let body = json!({"users": [{}], "more": 1});
    let answer = world.post("/users/bulk").by(&administrator).json(&body).send().await;
    answer.expect_field_faults(&[("more", "unknown-field")]);
    assert_eq!(world.census().await, before);
    let rows = (0..1000).map(|index| invitation_form(&format!("u{index}@example.com")));
    let results = send(&world, &administrator, rows.collect()).await;
    assert!(
        results
            .iter()
            .enumerate()
            .all(|(index, row)| row["user"]["loginEmail"] == format!("u{index}@example.com"))
    );
}

async fn the_whole_is_done_once(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let body = json!({"users": [invitation_form("a@example.com"), {}, invitation_form("b@example.com")]});
    let call = || {
        world
            .post("/users/bulk")
            .by(&administrator)
            .json(&body)
            .idempotency_key("once")
            .send()
    };
    let calls: Vec<_> = (0..8).map(|_| tokio::spawn(call())).collect();
    let mut replies = Vec::new();
    for call in calls {
        replies.push(call.await.unwrap().expect(200));
    }
    assert!(replies.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(
        world
            .number("SELECT COUNT(*) FROM users WHERE status = 'pending'")
            .await,
        2
    );
}

/// Two requests whose rows wait for each other's login emails must not stop each other for good.
async fn the_same_rows_in_two_accounts_at_once_go_to_one_each(world: World) {
    let (account, elsewhere) = (world.account().await, world.account().await);
    let (one, other) = (world.administrator(account).await, world.administrator(elsewhere).await);
    for round in 0..20 {
        let rows: Vec<Value> = (0..20)
            .map(|index| invitation_form(&format!("r{round}u{index}@example.com")))
            .collect();
        let reversed: Vec<Value> = rows.iter().rev().cloned().collect();
        let call = |who: &Person, rows: Vec<Value>| {
            tokio::spawn(world.post("/users/bulk").by(who).json(&json!({ "users": rows })).send())
        };
        let (first, second) = (call(&one, rows), call(&other, reversed));
        let mut created = 0;
        for reply in [first.await.unwrap().expect(200), second.await.unwrap().expect(200)] {
            let statuses = reply["results"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["status"].as_i64().unwrap());
            created += statuses
                .inspect(|status| assert!([201, 409].contains(status)))
                .filter(|status| *status == 201)
                .count();
        }
        assert_eq!(created, 20);
    }
}

async fn only_administrators_may(world: World) {
    let account = world.account().await;
    let member = world.active(account, Rights::new(Role::User, true)).await;
    let body = json!({"users": [invitation_form("a@example.com")]});
    world
        .post("/users/bulk")
        .by(&member)
        .json(&body)
        .send()
        .await
        .expect_problem(403, "administrator-required");
    world
        .post("/users/bulk")
        .json(&body)
        .send()
        .await
        .expect_problem(401, "session-required");
}

crate::on_both_databases!(
    each_row_stands_alone,
    when_every_row_is_refused_nothing_changed,
    the_next_change_takes_the_next_revision,
    one_to_a_thousand_rows,
    the_whole_is_done_once,
    the_same_rows_in_two_accounts_at_once_go_to_one_each,
    only_administrators_may,
);
