use serde_json::{Value, json};

use crate::support::{Answer, Person, World, invitation_form};

async fn export(world: &World, viewer: &Person, query: &str) -> Answer {
    let answer = world.get(&format!("/audit/export?{query}")).by(viewer).send().await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer
}

async fn invite(world: &World, administrator: &Person, first: &str, number: usize) {
    let mut form = invitation_form(&format!("{number}@example.com"));
    form["firstName"] = json!(first);
    world
        .post("/users")
        .by(administrator)
        .json(&form)
        .send()
        .await
        .expect(201);
}

async fn it_is_the_log_as_one_file(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    for (number, first) in ["=cmd|' /C calc'!A0", "@SUM(1)", "Ada, \"the\" first"]
        .iter()
        .enumerate()
    {
        invite(&world, &administrator, first, number).await;
    }
    let page = world.get("/audit").by(&administrator).send().await.expect(200);
    let events = page["items"].as_array().expect("items");

    let answer = export(&world, &administrator, "format=json").await;
    assert_eq!(answer.header("content-type"), Some("application/jsonl; charset=utf-8"));
    assert!(answer.text.ends_with('\n'));
    let lines: Vec<Value> = answer
        .text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(&lines, events);

    let answer = export(&world, &administrator, "format=csv").await;
    assert!(
        answer
            .header("content-type")
            .expect("a type")
            .starts_with("text/csv; charset=utf-8")
    );
    let disposition = answer.header("content-disposition");
    assert_eq!(disposition, Some("attachment; filename=\"audit-log.csv\""));
    let lines: Vec<&str> = answer.text.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "\u{FEFF}seq,revision,at,actorId,actorName,action,targetType,targetId,targetName,changes,origin"
    );
    assert_eq!((lines.len(), lines[4]), (5, ""));
    assert!(lines[1].contains(",\"'=cmd|' /C calc'!A0 Hopper\","), "{}", lines[1]);
    assert!(lines[2].contains(",\"'@SUM(1) Hopper\","), "{}", lines[2]);
    assert!(lines[3].contains(",\"Ada, \"\"the\"\" first Hopper\","), "{}", lines[3]);
    assert!(lines[1].starts_with("1,2,2026-03-02T09:00:00Z,") && lines[1].ends_with(",127.0.0.1"));

    let answer = export(&world, &administrator, "format=json&q=sum").await;
    assert_eq!(answer.text.lines().count(), 1);
    let nothing = export(&world, &administrator, "format=csv&action=user.removed").await;
    assert_eq!(nothing.text.lines().count(), 1, "the header is always there");
}

/// More than one page of what is read at a time.
async fn a_long_log_is_exported_whole(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    for round in 0..2 {
        let rows = (0..600).map(|number| invitation_form(&format!("{round}-{number}@example.com")));
        let body = json!({ "users": rows.collect::<Vec<_>>() });
        world
            .post("/users/bulk")
            .by(&administrator)
            .json(&body)
            .send()
            .await
            .expect(200);
    }
    let answer = export(&world, &administrator, "format=json").await;
    let seqs = answer
        .text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["seq"].as_i64());
    assert!(seqs.eq((1..=1_200).map(Some)));
}

async fn it_holds_what_the_viewer_may_see(world: World) {
    let account = world.account().await;
    let (holder, plain) = (
        world.billing_administrator(account).await,
        world.administrator(account).await,
    );
    let member = world.member(account).await;
    for body in [
        json!({ "permissions": ["billingManager"] }),
        json!({ "permissions": [], "firstName": "Eve" }),
    ] {
        let edit = world
            .patch(&member.path(""))
            .by(&holder)
            .header("if-match", "*")
            .json(&body);
        edit.send().await.expect(200);
    }
    let seen = export(&world, &holder, "format=json").await.text;
    assert!(seen.lines().count() == 2 && seen.contains("billingManager"));
    for format in ["csv", "json"] {
        let seen = export(&world, &plain, &format!("format={format}")).await.text;
        assert!(!seen.contains("illing") && !seen.contains("ermission"), "{seen}");
        assert!(seen.contains("Eve"));
    }
    world
        .get("/audit/export?format=csv")
        .by(&member)
        .send()
        .await
        .expect_problem(403, "administrator-required");
    for bad in ["", "?format=", "?format=xml", "?format=csv&after=1"] {
        let answer = world.get(&format!("/audit/export{bad}")).by(&plain).send().await;
        answer.expect_problem(400, "invalid-query");
    }
}

crate::on_both_databases!(
    it_is_the_log_as_one_file,
    a_long_log_is_exported_whole,
    it_holds_what_the_viewer_may_see,
);
