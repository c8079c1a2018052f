//! Answers that many operations have in common, each produced wherever the document names it; and in the end, whether
//! anything is described that nothing produced.

use std::collections::BTreeSet;

use serde_json::json;

use crate::document::{Operation, Outcome};
use crate::driver::Driver;
use crate::support::World;

/// Whoever takes the last administrator's place away has to be one, and cannot mean themselves: only an older request, under
/// way at the same time, could come to this, and it is then refused as coming from no administrator.
const ONLY_BELOW: [(&str, &str); 2] = [
    ("updateUser", "last-administrator"),
    ("removeUser", "last-administrator"),
];

async fn the_document_and_the_service_say_the_same(world: World) {
    let driver = Driver::over(world).await;
    let operations: Vec<Operation> = driver.document.operations.values().cloned().collect();
    for operation in &operations {
        is_done(&driver, operation).await;
        is_refused_for_its_sender(&driver, operation).await;
        is_refused_for_its_form(&driver, operation).await;
        is_refused_for_its_key(&driver, operation).await;
    }
    crate::own::are_refused_for_what_they_ask(&driver).await;
    crate::own::are_refused_after_too_many_attempts(&driver).await;
    fail_with_the_database(&driver, &operations).await;
    let excused: BTreeSet<Outcome> = ONLY_BELOW
        .iter()
        .map(|(operation, code)| Outcome {
            operation: (*operation).to_owned(),
            status: 403,
            what: (*code).to_owned(),
        })
        .collect();
    let faults = driver.faults();
    assert!(faults.is_empty(), "{faults:#?}");
    assert_eq!(driver.missing(), excused, "described, and never answered");
}

async fn is_done(driver: &Driver, operation: &Operation) {
    for media_type in ["csv", "json"] {
        let call = if operation.id == "exportAuditLog" {
            let path = format!("/{}?format={media_type}", operation.path);
            driver.world.get(&path).by(&driver.administrator)
        } else if operation.id == "signOut" {
            driver
                .good_by(operation, &driver.world.member(driver.account).await)
                .await
        } else if operation.id == "changePassword" {
            let whose = driver.world.administrator_with_password(driver.account).await;
            driver.good_by(operation, &whose).await
        } else {
            driver.good(operation).await
        };
        let answer = driver.send(operation, call).await;
        assert!(answer.status.is_success(), "{} {}", operation.id, answer.text);
    }
}

async fn is_refused_for_its_sender(driver: &Driver, operation: &Operation) {
    if operation.needs_session() {
        let call = driver.call(operation, &driver.member.id.to_string());
        let call = if operation.body.is_some() {
            call.json(&json!({}))
        } else {
            call
        };
        driver.expect(operation, call, 401, "session-required").await;
    }
    if operation.may_be("administrator-required") {
        let call = driver.good_by(operation, &driver.member).await;
        driver.expect(operation, call, 403, "administrator-required").await;
    }
}

async fn is_refused_for_its_form(driver: &Driver, operation: &Operation) {
    let subject = if operation.id == "endSession" {
        driver.subject(operation, &driver.administrator).await
    } else {
        driver.member.id.to_string()
    };
    let begin = || {
        let call = driver.call(operation, &subject);
        let call = if operation.needs_session() {
            call.by(&driver.administrator)
        } else {
            call
        };
        if operation.may_be("version-required") {
            call.if_match(1)
        } else {
            call
        }
    };
    if operation.may_be("unsupported-media-type") {
        let call = begin().bytes("text/plain", b"{}".to_vec());
        driver.expect(operation, call, 415, "unsupported-media-type").await;
        let call = begin().text(&" ".repeat(8 * 1024 * 1024 + 1));
        driver.expect(operation, call, 413, "body-too-large").await;
        driver.expect(operation, begin().text("{"), 400, "invalid-json").await;
        let call = begin().json(&json!({ "nonsense": 1 }));
        driver.expect(operation, call, 422, "invalid-fields").await;
    }
    if operation.may_be("invalid-query") {
        let path = format!("/{}?nonsense=1", operation.path.replace("{id}", &subject));
        let call = driver.world.call(&operation.method, &path).by(&driver.administrator);
        driver.expect(operation, call, 400, "invalid-query").await;
    }
    if operation.may_be("not-found") {
        let nobody = "01900000-0000-7000-8000-000000000001";
        let call = driver.call(operation, nobody).by(&driver.administrator).if_match(1);
        let call = if operation.may_be("invalid-fields") {
            call.json(&json!({}))
        } else {
            call
        };
        driver.expect(operation, call, 404, "not-found").await;
    }
    if operation.may_be("version-required") {
        let call = driver
            .call(operation, &driver.member.id.to_string())
            .by(&driver.administrator);
        driver
            .expect(operation, call.json(&json!({})), 428, "version-required")
            .await;
    }
    if operation.may_be("version-conflict") {
        assert!(operation.takes("If-Match"), "{}", operation.id);
        let id = driver.world.member(driver.account).await.id.to_string();
        let call = driver.call(operation, &id).by(&driver.administrator).if_match(99);
        let call = if operation.may_be("invalid-fields") {
            call.json(&json!({}))
        } else {
            call
        };
        driver.expect(operation, call, 412, "version-conflict").await;
    }
}

async fn is_refused_for_its_key(driver: &Driver, operation: &Operation) {
    if !operation.may_be("invalid-idempotency-key") {
        return;
    }
    assert!(operation.takes("Idempotency-Key"), "{}", operation.id);
    let call = driver.good(operation).await.idempotency_key("not a key");
    driver.expect(operation, call, 400, "invalid-idempotency-key").await;
    if !operation.needs_session() {
        return is_refused_for_its_key_to_a_guest(driver, operation).await;
    }
    // A key belongs to its sender and a method: another request of theirs has used it.
    let before = match operation.method.as_str() {
        "POST" => "createUser",
        "PATCH" => "updateAccount",
        _ => "removeUser",
    };
    let key = format!("used before {}", operation.id).replace(' ', "-");
    let before = driver.operation(before);
    let mut first = driver.good(before).await;
    if before.id == operation.id {
        first = first.header("if-match", "\"1\"");
    }
    let first = driver.send(before, first.idempotency_key(&key)).await;
    assert!(first.status.is_success(), "{}", first.text);
    let call = driver.good(operation).await.idempotency_key(&key);
    driver.expect(operation, call, 422, "idempotency-key-reused").await;
}

/// A guest's key belongs to the login or the link that they show.
async fn is_refused_for_its_key_to_a_guest(driver: &Driver, operation: &Operation) {
    let key = format!("used-before-{}", operation.id);
    let body = driver.good_body(operation).await.expect("a guest sends a form");
    let send = |body: &serde_json::Value| driver.call(operation, "").idempotency_key(&key).json(body);
    let first = driver.send(operation, send(&body)).await;
    assert!(first.status.is_success(), "{}", first.text);
    let mut other = body.clone();
    match operation.id.as_str() {
        "signIn" => other["deviceName"] = "another device".into(),
        "acceptInvitation" => other["password"] = "another orbit lantern".into(),
        _ => other["loginEmail"] = format!(" {}", body["loginEmail"].as_str().expect("a login")).into(),
    }
    driver
        .expect(operation, send(&other), 422, "idempotency-key-reused")
        .await;
    if let Some(token) = first.json()["token"].as_str() {
        let end = driver.world.delete("/sessions/current").bearer(token);
        end.send().await.expect(204);
        driver.expect(operation, send(&body), 401, "session-required").await;
    }
}

/// With a table away, the service is at fault; with the database away, it says when to come back.
async fn fail_with_the_database(driver: &Driver, operations: &[Operation]) {
    for (away, status, code) in [(false, 500, "internal-error"), (true, 503, "unavailable")] {
        let mut calls = Vec::new();
        for operation in operations.iter().filter(|operation| operation.may_be(code)) {
            let call = match operation.id.as_str() {
                "exportAuditLog" => {
                    let path = format!("/{}?format=csv", operation.path);
                    driver.world.get(&path).by(&driver.administrator)
                }
                _ => driver.good(operation).await,
            };
            calls.push((operation, call));
        }
        if away {
            driver.world.app.store.close().await;
        } else {
            for table in ["sessions", "attempts"] {
                driver
                    .world
                    .execute(&format!("ALTER TABLE {table} RENAME TO {table}_gone"))
                    .await;
            }
        }
        for (operation, call) in calls {
            driver.expect(operation, call, status, code).await;
        }
        for table in ["sessions", "attempts"].iter().filter(|_| !away) {
            driver
                .world
                .execute(&format!("ALTER TABLE {table}_gone RENAME TO {table}"))
                .await;
        }
    }
}

async fn every_example_fits_its_schema(world: World) {
    let driver = Driver::over(world).await;
    let examples = driver.document.examples();
    assert!(examples.len() > 100, "{}", examples.len());
    for (operation, schema, example) in examples {
        assert_eq!(driver.document.validate(schema, example), Ok(()), "{operation}");
    }
    for (operation, word) in driver.document.words() {
        let fits = driver.document.validate(&word["schema"], &word["example"]);
        assert_eq!(fits, Ok(()), "{operation}: {word}");
    }
    for operation in driver.document.operations.values() {
        let writes = operation.method != "GET";
        assert_eq!(writes, operation.may_be("invalid-fields"), "{}", operation.id);
        assert!(writes || operation.body.is_none(), "{}", operation.id);
    }
}

crate::on_both_databases!(the_document_and_the_service_say_the_same, every_example_fits_its_schema);
