use serde_json::{Value, json};

use crate::support::{Person, World, invitation_form};

async fn log(world: &World, viewer: &Person, query: &str) -> Value {
    world.get(&format!("/audit{query}")).by(viewer).send().await.expect(200)
}

fn actions(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().expect("items");
    items
        .iter()
        .map(|event| event["action"].as_str().expect("an action"))
        .collect()
}

async fn the_log_is_read_page_by_page(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    for number in 0..5 {
        let form = invitation_form(&format!("{number}@example.com"));
        world
            .post("/users")
            .by(&administrator)
            .sent_from([10, 0, 0, 7])
            .json(&form)
            .send()
            .await
            .expect(201);
    }
    let whole = log(&world, &administrator, "").await;
    let items = whole["items"].as_array().expect("items");
    assert_eq!(items.len(), 5);
    assert_eq!(whole["hasMore"], false);
    assert_eq!(items[0]["seq"], 1);
    assert_eq!(items[0]["revision"], 2, "the administrator was the first change");
    assert_eq!(items[0]["at"], "2026-03-02T09:00:00Z");
    assert_eq!(
        items[0]["actor"],
        json!({ "id": administrator.id, "name": "Ada Lovelace" })
    );
    assert_eq!(items[0]["target"]["type"], "user");
    assert_eq!(items[0]["target"]["name"], "Grace Hopper");
    assert_eq!(items[0]["origin"], "10.0.0.7");
    let mut read = Vec::new();
    loop {
        let after = read
            .last()
            .map_or(0, |event: &Value| event["seq"].as_i64().expect("a number"));
        let page = log(&world, &administrator, &format!("?after={after}&limit=2")).await;
        read.extend(page["items"].as_array().expect("items").clone());
        if page["hasMore"] == false {
            break;
        }
    }
    assert_eq!(&read, items);
}

async fn only_administrators_read_it_and_only_of_their_account(world: World) {
    let (account, elsewhere) = (world.account().await, world.account().await);
    let (member, administrator) = (world.member(account).await, world.administrator(account).await);
    let stranger = world.administrator(elsewhere).await;
    world
        .post("/users")
        .by(&administrator)
        .json(&invitation_form("a@example.com"))
        .send()
        .await
        .expect(201);
    world
        .get("/audit")
        .by(&member)
        .send()
        .await
        .expect_problem(403, "administrator-required");
    world.get("/audit").send().await.expect_problem(401, "session-required");
    assert_eq!(
        log(&world, &stranger, "").await,
        json!({ "items": [], "hasMore": false })
    );
    for bad in [
        "limit=0",
        "limit=1001",
        "limit=x",
        "limit=",
        "after=-1",
        "after=1.5",
        "seq=1",
        "limit=5&limit=6",
    ] {
        let answer = world.get(&format!("/audit?{bad}")).by(&administrator).send().await;
        answer.expect_problem(400, "invalid-query");
    }
    world
        .get("/audit?limit=1000")
        .by(&administrator)
        .send()
        .await
        .expect(200);
}

async fn what_concerns_billing_managers_is_for_them_and_the_one_concerned(world: World) {
    let account = world.account().await;
    let holder = world.billing_administrator(account).await;
    let (plain, concerned) = (world.administrator(account).await, world.administrator(account).await);
    let edit = async |person: &Person, body: Value| {
        let edit = world
            .patch(&person.path(""))
            .by(&holder)
            .header("if-match", "*")
            .json(&body);
        edit.send().await.expect(200);
    };
    // The one concerned gets the permission and loses it again, so that they read the log as one who does not hold it.
    edit(&concerned, json!({ "permissions": ["billingManager"] })).await;
    edit(&concerned, json!({ "permissions": [], "firstName": "Eve" })).await;
    let mut form = invitation_form("g@example.com");
    form["permissions"] = json!(["billingManager"]);
    world.post("/users").by(&holder).json(&form).send().await.expect(201);

    let seen = log(&world, &holder, "").await;
    assert_eq!(actions(&seen), ["user.updated", "user.updated", "user.created"]);
    let granted = json!({ "before": [], "after": ["billingManager"] });
    assert_eq!(seen["items"][0]["changes"], json!({ "permissions": granted }));
    assert_eq!(seen["items"][2]["changes"]["permissions"], granted);

    let seen = log(&world, &plain, "").await;
    assert_eq!(
        actions(&seen),
        ["user.updated", "user.created"],
        "that a permission was granted does not exist"
    );
    assert_eq!(
        seen["items"][0]["changes"],
        json!({ "firstName": { "before": "Ada", "after": "Eve" } })
    );
    assert!(
        !seen.to_string().contains("billing") && !seen.to_string().contains("permissions"),
        "{seen}"
    );

    let seen = log(&world, &concerned, "").await;
    assert_eq!(actions(&seen), ["user.updated", "user.updated", "user.created"]);
    assert_eq!(
        seen["items"][0]["changes"],
        json!({ "permissions": granted }),
        "of themselves they may know"
    );
    assert_eq!(
        seen["items"][1]["changes"]["permissions"],
        json!({ "before": ["billingManager"], "after": [] })
    );
    assert!(seen["items"][2]["changes"].get("permissions").is_none());
}

/// Pages are filled up with what the viewer may see: `hasMore` and the length of a page tell nothing of the rest.
async fn hidden_events_leave_no_holes_in_pages(world: World) {
    let account = world.account().await;
    let (holder, plain) = (
        world.billing_administrator(account).await,
        world.administrator(account).await,
    );
    let member = world.member(account).await;
    for permissions in [json!(["billingManager"]), json!([]), json!(["billingManager"])] {
        let body = json!({ "permissions": permissions });
        let edit = world
            .patch(&member.path(""))
            .by(&holder)
            .header("if-match", "*")
            .json(&body);
        edit.send().await.expect(200);
    }
    for name in ["a", "b"] {
        world
            .patch("/account")
            .by(&holder)
            .json(&json!({ "name": name }))
            .send()
            .await
            .expect(200);
    }
    let page = log(&world, &plain, "?limit=1").await;
    assert_eq!(
        (actions(&page), &page["hasMore"]),
        (vec!["account.updated"], &json!(true))
    );
    let page = log(&world, &plain, "?limit=2").await;
    assert_eq!((actions(&page).len(), &page["hasMore"]), (2, &json!(false)));
}

fn numbers(page: &Value) -> Vec<i64> {
    let items = page["items"].as_array().expect("items");
    items
        .iter()
        .map(|event| event["seq"].as_i64().expect("a number"))
        .collect()
}

/// What each event is known by, whatever its number: no two were at the same moment.
fn numbered(page: &Value) -> std::collections::BTreeMap<String, i64> {
    let items = page["items"].as_array().expect("items");
    let named = items
        .iter()
        .map(|event| (event["at"].to_string(), event["seq"].as_i64().expect("a number")));
    named.collect()
}

async fn set(world: &World, by: &Person, of: &Person, permissions: Value) {
    world.advance(jiff::SignedDuration::from_secs(1));
    let edit = world.patch(&of.path("")).by(by).header("if-match", "*");
    let edit = edit.json(&json!({ "permissions": permissions }));
    edit.send().await.expect(200);
}

async fn rename(world: &World, by: &Person, name: &str) {
    world.advance(jiff::SignedDuration::from_secs(1));
    let body = json!({ "name": name });
    world.patch("/account").by(by).json(&body).send().await.expect(200);
}

/// Reads forwards and backwards, in pages of two, and finds the same; gives it.
async fn whole(world: &World, viewer: &Person) -> Value {
    let whole = log(world, viewer, "").await;
    let items = whole["items"].as_array().expect("items");
    let (mut forwards, mut backwards) = (Vec::new(), Vec::new());
    let seq = |event: Option<&Value>| event.map(|event: &Value| event["seq"].as_i64().expect("a number"));
    loop {
        let after = seq(forwards.last()).unwrap_or(0);
        let page = log(world, viewer, &format!("?after={after}&limit=2")).await;
        forwards.extend(page["items"].as_array().expect("items").clone());
        if page["hasMore"] == false {
            break;
        }
    }
    loop {
        let before = seq(backwards.last()).unwrap_or(i64::MAX);
        let page = log(world, viewer, &format!("?sort=-seq&before={before}&limit=2")).await;
        backwards.extend(page["items"].as_array().expect("items").clone());
        if page["hasMore"] == false {
            break;
        }
    }
    backwards.reverse();
    assert_eq!(&forwards, items);
    assert_eq!(&backwards, items);
    let export = world.get("/audit/export?format=json").by(viewer).send().await;
    let exported: Vec<Value> = export
        .text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(&exported, items);
    whole
}

/// Gaps would tell that something is hidden, and how much.
async fn everyones_own_numbers_have_no_gaps(world: World) {
    let account = world.account().await;
    let holder = world.billing_administrator(account).await;
    let (plain, concerned) = (world.administrator(account).await, world.administrator(account).await);
    let member = world.member(account).await;
    rename(&world, &holder, "a").await;
    set(&world, &holder, &member, json!(["billingManager"])).await;
    set(&world, &holder, &concerned, json!(["billingManager"])).await;
    set(&world, &holder, &concerned, json!([])).await;
    rename(&world, &holder, "b").await;
    set(&world, &holder, &member, json!([])).await;
    rename(&world, &holder, "c").await;
    for (viewer, count) in [(&holder, 7_i64), (&plain, 3)] {
        let seen = whole(&world, viewer).await;
        assert_eq!(numbers(&seen), (1..=count).collect::<Vec<_>>(), "{seen:#}");
        let head = world.get("/audit/head").by(viewer).send().await.expect(200);
        assert_eq!(head["seq"], count);
    }
    let filtered = log(&world, &plain, "?after=1&action=account.updated").await;
    assert_eq!(numbers(&filtered), [2, 3]);
    // They held it for a moment, and were given a number for what had been hidden from them before.
    let seen = whole(&world, &concerned).await;
    assert_eq!(numbers(&seen), [1, 2, 4, 5, 6], "{seen:#}");
}

async fn what_a_viewer_was_given_under_a_number_keeps_it(world: World) {
    let account = world.account().await;
    let holder = world.billing_administrator(account).await;
    let (viewer, member) = (world.administrator(account).await, world.member(account).await);
    let hide_one_and_show_one = async |name: &str| {
        set(&world, &holder, &member, json!(["billingManager"])).await;
        set(&world, &holder, &member, json!([])).await;
        rename(&world, &holder, name).await;
    };
    hide_one_and_show_one("a").await;
    let mut given = numbered(&whole(&world, &viewer).await);
    let head = async |query: &str| {
        let head = world.get(&format!("/audit/head{query}")).by(&viewer).send().await;
        head.expect(200)
    };
    let open_head = head("").await;
    assert_eq!(given.values().copied().collect::<Vec<_>>(), [1]);
    for (index, permissions) in [json!(["billingManager"]), json!([]), json!(["billingManager"])]
        .into_iter()
        .enumerate()
    {
        set(&world, &holder, &viewer, permissions).await;
        let at_once = head("").await;
        hide_one_and_show_one(&format!("b{index}")).await;
        let page = whole(&world, &viewer).await;
        let now = numbered(&page);
        for (event, number) in &now {
            let before = given.entry(event.clone()).or_insert(*number);
            assert_eq!(before, number, "{event}");
        }
        if index != 1 {
            let all = numbers(&page);
            assert_eq!(
                all,
                (1..=i64::try_from(all.len()).expect("few")).collect::<Vec<_>>(),
                "{page:#}"
            );
            assert_eq!(all.len(), now.len());
        }
        let seq = at_once["seq"].as_i64().expect("a number");
        assert_eq!(head(&format!("?at={seq}")).await, at_once);
        let seen = head("").await;
        let seq = seen["seq"].as_i64().expect("a number");
        assert_eq!(head(&format!("?at={seq}")).await, seen);
        if index == 1 {
            assert_eq!(head("?at=1").await, open_head);
        }
    }
}

crate::on_both_databases!(
    everyones_own_numbers_have_no_gaps,
    what_a_viewer_was_given_under_a_number_keeps_it,
    the_log_is_read_page_by_page,
    only_administrators_read_it_and_only_of_their_account,
    what_concerns_billing_managers_is_for_them_and_the_one_concerned,
    hidden_events_leave_no_holes_in_pages,
);
