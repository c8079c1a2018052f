use std::process::Output;

use reqwest::Method;
use serde_json::{Value, json};

use crate::installation::{Installation, refusal, text};

fn verify(installation: &Installation, more: &[&str]) -> Output {
    installation.run(&[&["audit", "verify"], more].concat())
}

/// What was printed: a line of JSON an account.
fn lines(output: &Output) -> Vec<Value> {
    let line = |line: &str| serde_json::from_str(line).expect("JSON");
    text(&output.stdout).lines().map(line).collect()
}

async fn it_says_whether_and_where_a_log_was_altered(installation: Installation) {
    let account = installation.create_account();
    let other = installation.create_account_named("Looms", "eve@example.com");
    let serving = installation.serve();
    let token = serving.sign_in().await;
    for name in ["Engines of old", "Engines"] {
        let body = json!({ "name": name });
        let renamed = serving.call(Method::PATCH, "/account", Some(&token), Some(&body)).await;
        assert_eq!(renamed.status(), 200);
    }
    let wrong = json!({ "loginEmail": crate::installation::LOGIN, "password": "of another login altogether" });
    assert_eq!(
        serving
            .call(Method::POST, "/sessions", None, Some(&wrong))
            .await
            .status(),
        401
    );
    // While it serves, and after.
    assert_eq!(verify(&installation, &[]).status.code(), Some(0));
    let log = serving.get("/audit", &token).await;
    serving.stop().await;
    let last = log["items"].as_array().expect("items").last().expect("an event");
    assert_eq!(
        last["action"], "session.refused",
        "a sign-in that failed is an event, too"
    );

    let output = verify(&installation, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let found = lines(&output);
    assert_eq!(found.len(), 2);
    let line = &found[0];
    assert_eq!(line["accountId"], account["accountId"]);
    assert_eq!((&line["whole"], &line["broken"]), (&json!(true), &Value::Null));
    assert_eq!(line["events"], last["seq"]);
    assert_eq!(line["head"]["seq"], last["seq"]);
    assert_eq!(line["head"]["hash"].as_str().map(str::len), Some(64));

    let unlock: &[&str] = if installation.is_on_postgres() {
        &["ALTER TABLE audit_events DISABLE TRIGGER USER"]
    } else {
        &["DROP TRIGGER audit_events_not_updated"]
    };
    let alter = "UPDATE audit_events SET origin = 'nowhere' WHERE action = 'account.updated'";
    for sql in [unlock, &[alter]].concat() {
        installation.execute(sql).await;
    }
    let output = verify(&installation, &[]);
    assert_eq!(output.status.code(), Some(1));
    let found = lines(&output);
    let mut renamed = log["items"].as_array().expect("items").iter();
    let first = renamed.find(|event| event["action"] == "account.updated");
    assert_eq!(found[0]["whole"], false);
    assert_eq!(
        found[0]["broken"],
        json!({ "seq": first.expect("an event")["seq"], "fault": "altered" })
    );
    assert_eq!((&found[0]["head"], &found[1]["whole"]), (&Value::Null, &json!(true)));

    let other = other["accountId"].as_str().expect("an id");
    let output = verify(&installation, &["--account", other]);
    assert_eq!((output.status.code(), lines(&output).len()), (Some(0), 1));
}

async fn it_asks_for_a_log_that_is_there(installation: Installation) {
    if !installation.is_on_postgres() {
        let line = refusal(&verify(&installation, &[]));
        assert!(
            line.starts_with("--database-url: ") && line.ends_with("does not exist"),
            "{line}"
        );
        assert!(!installation.data_dir().exists());
    }
    installation.create_account();
    for unknown in ["0198c0de-0000-7000-8000-000000000000", "nobody", ""] {
        let line = refusal(&verify(&installation, &["--account", unknown]));
        assert!(line.starts_with("--account: "), "{line}");
    }
}

crate::over_both_databases!(
    it_says_whether_and_where_a_log_was_altered,
    it_asks_for_a_log_that_is_there
);
