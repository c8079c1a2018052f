use serde_json::{Value, json};

use crate::support::{Person, World};

async fn head(world: &World, viewer: &Person, query: &str) -> Value {
    world
        .get(&format!("/audit/head{query}"))
        .by(viewer)
        .send()
        .await
        .expect(200)
}

async fn rename(world: &World, by: &Person, name: &str) {
    let body = json!({ "name": name });
    world.patch("/account").by(by).json(&body).send().await.expect(200);
}

async fn it_goes_on_with_every_event_and_can_be_found_again(world: World) {
    let account = world.account().await;
    let administrator = world.billing_administrator(account).await;
    let begin = head(&world, &administrator, "").await;
    assert_eq!((&begin["seq"], &begin["chain"]), (&json!(0), &json!("whole")));
    let mut seen = vec![begin];
    for seq in 1..4 {
        rename(&world, &administrator, &format!("Looms {seq}")).await;
        let now = head(&world, &administrator, "").await;
        assert_eq!(now["seq"], seq);
        assert_eq!(now["hash"].as_str().map(str::len), Some(64));
        assert!(!seen.contains(&now));
        seen.push(now);
    }
    for (seq, then) in seen.iter().enumerate() {
        assert_eq!(&head(&world, &administrator, &format!("?at={seq}")).await, then);
    }
    assert_eq!(head(&world, &administrator, "?at=9").await, seen[3]);
}

/// To one who is no billing manager, the log is as if nobody had been given the permission.
async fn what_only_billing_managers_may_know_leaves_no_trace(world: World) {
    let account = world.account().await;
    let (holder, plain) = (
        world.billing_administrator(account).await,
        world.administrator(account).await,
    );
    let member = world.member(account).await;
    rename(&world, &holder, "Looms").await;
    let before = (head(&world, &holder, "").await, head(&world, &plain, "").await);
    assert_eq!(
        (&before.0["chain"], &before.1["chain"]),
        (&json!("whole"), &json!("open"))
    );
    assert_ne!(before.0["hash"], before.1["hash"]);
    let grant = json!({ "permissions": ["billingManager"] });
    let edit = world
        .patch(&member.path(""))
        .by(&holder)
        .header("if-match", "*")
        .json(&grant);
    edit.send().await.expect(200);
    assert_ne!(head(&world, &holder, "").await, before.0);
    assert_eq!(head(&world, &plain, "").await, before.1);
    assert_eq!(head(&world, &plain, "?at=2").await, before.1);
    rename(&world, &holder, "Engines").await;
    let after = head(&world, &plain, "").await;
    assert_eq!(after["seq"], 2, "its own numbers have no gap");
    assert_ne!(after["hash"], before.1["hash"]);
}

async fn it_is_for_administrators_of_the_account(world: World) {
    let account = world.account().await;
    let member = world.member(account).await;
    world
        .get("/audit/head")
        .by(&member)
        .send()
        .await
        .expect_problem(403, "administrator-required");
    world
        .get("/audit/head")
        .send()
        .await
        .expect_problem(401, "session-required");
    let administrator = world.administrator(account).await;
    for bad in ["at=-1", "at=x", "at=", "seq=1"] {
        let answer = world.get(&format!("/audit/head?{bad}")).by(&administrator).send().await;
        answer.expect_problem(400, "invalid-query");
    }
}

crate::on_both_databases!(
    it_goes_on_with_every_event_and_can_be_found_again,
    what_only_billing_managers_may_know_leaves_no_trace,
    it_is_for_administrators_of_the_account,
);
