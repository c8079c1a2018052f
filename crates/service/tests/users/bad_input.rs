//! What people and programs send by mistake or in bad faith: each is told what is wrong, and nothing of it is written.

use serde_json::{Value, json};

use crate::support::{Answer, Person, World, invitation_form};

/// Text that is wrong for a name, with the code each is told.
fn wrong_names() -> Vec<(String, &'static str)> {
    vec![
        (String::new(), "required"),
        (" \t\u{3000}\u{200B}".to_owned(), "required"),
        ("x".repeat(101), "too-long"),
        ("A\0da".to_owned(), "invalid-characters"),
        ("A\nda".to_owned(), "invalid-characters"),
        ("A\u{1B}[2Jda".to_owned(), "invalid-characters"),
        ("A\u{202E}da".to_owned(), "invalid-characters"),
        ("A\u{2066}da".to_owned(), "invalid-characters"),
        ("A\u{FFFE}da".to_owned(), "invalid-characters"),
        ("\u{1FFFF}Ada".to_owned(), "invalid-characters"),
        ("\u{2800}\u{2800}".to_owned(), "required"),
    ]
}

/// The same for an address.
fn wrong_addresses() -> Vec<(String, &'static str)> {
    let too_long = format!("{}@{}.example", "x".repeat(64), ["y".repeat(60).as_str(); 3].join("."));
    assert_eq!(too_long.len(), 255);
    vec![
        (String::new(), "required"),
        ("   ".to_owned(), "required"),
        (too_long, "too-long"),
        ("grace".to_owned(), "invalid-address"),
        ("grace@".to_owned(), "invalid-address"),
        ("grace@[192.0.2.1]".to_owned(), "invalid-address"),
        ("gr\0ace@example.com".to_owned(), "invalid-characters"),
        (
            "grace@example.com\r\nBcc: eve@example.com".to_owned(),
            "invalid-characters",
        ),
        ("gra\u{202E}ce@example.com".to_owned(), "invalid-characters"),
        ("gra\u{200B}ce@example.com".to_owned(), "invalid-characters"),
        ("gra\u{AD}ce@example.com".to_owned(), "invalid-characters"),
        ("gra\u{3164}ce@example.com".to_owned(), "invalid-characters"),
        ("gra\u{200D}ce@example.com".to_owned(), "invalid-characters"),
        ("gra’ce@example.com".to_owned(), "invalid-address"),
        ("gra–ce@example.com".to_owned(), "invalid-address"),
    ]
}

/// A field and a value that is wrong for it, with the code it is told.
fn wrong_fields() -> Vec<(&'static str, Value, &'static str)> {
    let mut wrong = Vec::new();
    for field in ["firstName", "lastName"] {
        wrong.extend(
            wrong_names()
                .into_iter()
                .map(|(text, code)| (field, Value::from(text), code)),
        );
    }
    for field in ["loginEmail", "communicationEmail"] {
        wrong.extend(
            wrong_addresses()
                .into_iter()
                .map(|(text, code)| (field, Value::from(text), code)),
        );
    }
    for value in [json!(null), json!(1), json!(true), json!(["x"]), json!({"x": 1})] {
        for field in [
            "firstName",
            "lastName",
            "loginEmail",
            "communicationEmail",
            "language",
            "role",
        ] {
            wrong.push((field, value.clone(), "invalid-type"));
        }
    }
    for value in [json!(null), json!("billingManager"), json!([1]), json!({})] {
        wrong.push(("permissions", value, "invalid-type"));
    }
    wrong.push(("permissions", json!(["owner"]), "unknown-permission"));
    wrong.push(("permissions", json!(["billingmanager"]), "unknown-permission"));
    for value in ["", "EN", "en-US", "xx"] {
        wrong.push(("language", json!(value), "unknown-language"));
    }
    for value in ["", "Administrator", "owner"] {
        wrong.push(("role", json!(value), "unknown-role"));
    }
    for field in ["status", "password", "id", "__proto__", ""] {
        wrong.push((field, json!("x"), "unknown-field"));
    }
    wrong
}

async fn each_field_is_told_what_is_wrong_with_it(world: World) {
    let account = world.account().await;
    let administrator = world.billing_administrator(account).await;
    let pending = world.pending(account).await;
    let before = world.census().await;
    for (field, value, code) in wrong_fields() {
        let mut form = invitation_form("grace@example.com");
        form[field] = value.clone();
        let answer = world.post("/users").by(&administrator).json(&form).send().await;
        answer.expect_field_faults(&[(field, code)]);
        if field == "loginEmail" {
            continue;
        }
        let edit = json!({ field: value });
        let answer = world
            .patch(&pending.path(""))
            .by(&administrator)
            .if_match(1)
            .json(&edit)
            .send()
            .await;
        answer.expect_field_faults(&[(field, code)]);
    }
    assert_eq!(world.census().await, before);
}

async fn every_fault_is_told_at_once(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let answer = world.post("/users").by(&administrator).json(&json!({})).send().await;
    let required = [
        "firstName",
        "lastName",
        "loginEmail",
        "communicationEmail",
        "language",
        "role",
    ];
    answer.expect_field_faults(&required.map(|field| (field, "required")));
    let form =
        json!({"firstName": "", "lastName": 1, "loginEmail": "x", "role": "owner", "language": "en", "extra": 1});
    let answer = world.post("/users").by(&administrator).json(&form).send().await;
    answer.expect_field_faults(&[
        ("firstName", "required"),
        ("lastName", "invalid-type"),
        ("loginEmail", "invalid-address"),
        ("communicationEmail", "required"),
        ("role", "unknown-role"),
        ("extra", "unknown-field"),
    ]);
}

/// Every route with a body, for someone who may use it.
async fn with_every_body(world: &World, send: impl AsyncFn(&str, &str) -> Answer, check: impl Fn(&Answer, &str)) {
    let account = world.account().await;
    let pending = world.pending(account).await;
    let removed = world.removed(account).await;
    let before = world.census().await;
    for (method, path) in [
        ("POST", "/users".to_owned()),
        ("POST", "/users/bulk".to_owned()),
        ("PATCH", pending.path("")),
        ("DELETE", pending.path("")),
        ("POST", removed.path("/restore")),
        ("POST", pending.path("/invitation/resend")),
        ("POST", pending.path("/invitation/link")),
    ] {
        check(&send(method, &path).await, &format!("{method} {path}"));
    }
    assert_eq!(world.census().await, before);
}

async fn what_is_not_json_is_refused_everywhere(world: World) {
    let administrator = elsewhere(&world).await;
    let deep = "[".repeat(100_000);
    for body in [
        "{",
        "nul",
        "{\"a\":1,}",
        "{} {}",
        "'x'",
        "\u{FEFF}{}",
        "NaN",
        " ",
        deep.as_str(),
    ] {
        let send = async |method: &str, path: &str| world.call(method, path).by(&administrator).text(body).send().await;
        with_every_body(&world, send, |answer, _| {
            drop(answer.expect_problem(400, "invalid-json"));
        })
        .await;
    }
    let send = async |method: &str, path: &str| {
        let not_utf8 = b"{\"firstName\": \"\xFF\"}".to_vec();
        world
            .call(method, path)
            .by(&administrator)
            .bytes("application/json", not_utf8)
            .send()
            .await
    };
    with_every_body(&world, send, |answer, _| {
        drop(answer.expect_problem(400, "invalid-json"));
    })
    .await;
}

async fn json_that_is_no_object_has_a_fault_of_its_own(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    for body in ["[]", "null", "1", "\"x\"", "true"] {
        let answer = world.post("/users").by(&administrator).text(body).send().await;
        answer.expect_field_faults(&[("", "invalid-type")]);
    }
    world
        .post("/users")
        .by(&administrator)
        .bytes("application/json", Vec::new())
        .send()
        .await
        .expect_problem(400, "invalid-json");
}

async fn only_json_is_taken(world: World) {
    let administrator = elsewhere(&world).await;
    for media_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonx",
        "multipart/form-data; boundary=x",
    ] {
        let send = async |method: &str, path: &str| {
            world
                .call(method, path)
                .by(&administrator)
                .bytes(media_type, b"{}".to_vec())
                .send()
                .await
        };
        with_every_body(&world, send, |answer, _| {
            drop(answer.expect_problem(415, "unsupported-media-type"));
        })
        .await;
    }
    let untold = async |method: &str, path: &str| world.call(method, path).by(&administrator).untold("{}").send().await;
    with_every_body(&world, untold, |answer, _| {
        drop(answer.expect_problem(415, "unsupported-media-type"));
    })
    .await;
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    for (index, media_type) in [
        "application/json; charset=utf-8",
        "Application/JSON",
        " application/json ;x=y",
    ]
    .iter()
    .enumerate()
    {
        let form = invitation_form(&format!("grace{index}@example.com")).to_string();
        let answer = world
            .post("/users")
            .by(&administrator)
            .bytes(media_type, form.into_bytes())
            .send()
            .await;
        answer.expect(201);
    }
}

async fn a_body_over_the_limit_is_refused_said_or_not(world: World) {
    const LIMIT: usize = 1024 * 1024;
    let administrator = elsewhere(&world).await;
    let padded = |length: usize| format!("{{}}{}", " ".repeat(length - 2));
    let limit = |what: &str| if what.contains("/bulk") { 8 * LIMIT } else { LIMIT };
    let send = async |method: &str, path: &str| {
        world
            .call(method, path)
            .by(&administrator)
            .text(&padded(limit(path) + 1))
            .send()
            .await
    };
    with_every_body(&world, send, |answer, _| {
        drop(answer.expect_problem(413, "body-too-large"));
    })
    .await;
    let send = async |method: &str, path: &str| {
        let declared = (limit(path) + 1).to_string();
        world
            .call(method, path)
            .by(&administrator)
            .header("content-length", &declared)
            .text("{}")
            .send()
            .await
    };
    with_every_body(&world, send, |answer, _| {
        drop(answer.expect_problem(413, "body-too-large"));
    })
    .await;
    let send = async |method: &str, path: &str| {
        world
            .call(method, path)
            .by(&administrator)
            .text(&padded(limit(path)))
            .send()
            .await
    };
    let read =
        |answer: &Answer, what: &str| assert!([404, 422].contains(&answer.status.as_u16()), "{what}: {answer:?}");
    with_every_body(&world, send, read).await;
}

async fn a_body_where_none_is_needed_is_read_strictly(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let pending = world.pending(account).await;
    let removed = world.removed(account).await;
    let before = world.census().await;
    for (method, path) in [
        ("DELETE", pending.path("")),
        ("POST", removed.path("/restore")),
        ("POST", pending.path("/invitation/resend")),
        ("POST", pending.path("/invitation/link")),
    ] {
        let send = |body: Value| world.call(method, &path).by(&administrator).json(&body).send();
        send(json!({"why": "not"}))
            .await
            .expect_field_faults(&[("why", "unknown-field")]);
        send(json!(["x"])).await.expect_field_faults(&[("", "invalid-type")]);
    }
    assert_eq!(world.census().await, before);
}

async fn what_is_no_id_names_nobody(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let pending = world.pending(account).await;
    let id = pending.id.to_string();
    let braced = format!("%7B{id}%7D");
    let (simple, cut, longer) = (id.replace('-', ""), &id[1..], format!("{id}0"));
    let long = "a".repeat(10_000);
    for wrong in [
        "x",
        "1",
        "null",
        "%00",
        "%FF",
        "..%2Fbulk",
        "%2e",
        braced.as_str(),
        &simple,
        cut,
        &longer,
        &long,
    ] {
        let path = format!("/users/{wrong}");
        world
            .get(&path)
            .by(&administrator)
            .send()
            .await
            .expect_problem(404, "not-found");
        world
            .delete(&path)
            .by(&administrator)
            .send()
            .await
            .expect_problem(404, "not-found");
        let edit = world
            .patch(&path)
            .by(&administrator)
            .if_match(1)
            .json(&json!({}))
            .send()
            .await;
        edit.expect_problem(404, "not-found");
        for verb in ["restore", "invitation/resend", "invitation/link"] {
            let answer = world.post(&format!("{path}/{verb}")).by(&administrator).send().await;
            answer.expect_problem(404, "not-found");
        }
    }
    world
        .get(&format!("/users/{}", id.to_uppercase()))
        .by(&administrator)
        .send()
        .await
        .expect(200);
}

/// An administrator of an account in which nothing of the test is: their requests end in a 404 at the latest.
async fn elsewhere(world: &World) -> Person {
    let account = world.account_named("Elsewhere").await;
    world.administrator(account).await
}

crate::on_both_databases!(
    each_field_is_told_what_is_wrong_with_it,
    every_fault_is_told_at_once,
    what_is_not_json_is_refused_everywhere,
    json_that_is_no_object_has_a_fault_of_its_own,
    only_json_is_taken,
    a_body_over_the_limit_is_refused_said_or_not,
    a_body_where_none_is_needed_is_read_strictly,
    what_is_no_id_names_nobody,
);
