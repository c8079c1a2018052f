use std::fs;
use std::path::Path;

use roster_contract::ProblemCode;
use roster_domain::Language;
use roster_service::embedded::{EmbeddedService, EmbeddedSettings, NewAccountInput, StartError};
use serde_json::{Value, json};
use tempfile::TempDir;

const PASSWORD: &str = "walnut orbit lantern";

async fn start(folder: &Path, preferred_port: Option<u16>) -> Result<EmbeddedService, StartError> {
    EmbeddedService::start(EmbeddedSettings {
        data_dir: folder.join("data"),
        preferred_port,
    })
    .await
}

fn input() -> NewAccountInput {
    NewAccountInput {
        account_name: "Engines".to_owned(),
        first_name: "Ada".to_owned(),
        last_name: "Lovelace".to_owned(),
        login_email: "ada@example.com".to_owned(),
        communication_email: "ada@mail.example".to_owned(),
        language: Language::Fr,
        password: PASSWORD.into(),
    }
}

async fn sign_in(service: &EmbeddedService) -> Value {
    let body = json!({ "loginEmail": "ada@example.com", "password": PASSWORD });
    let request = reqwest::Client::new()
        .post(format!("{}/api/v1/sessions", service.url()))
        .json(&body);
    request.send().await.expect("an answer").json().await.expect("JSON")
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_start_has_no_account_and_a_later_one_has() {
    let folder = folder();
    let service = start(folder.path(), None).await.expect("it starts");
    assert!(!service.has_accounts().await);
    service.create_account(input()).await.expect("an account");
    assert!(service.has_accounts().await);
    let signed_in = sign_in(&service).await;
    let user = &signed_in["user"];
    assert_eq!(
        (&user["role"], &user["permissions"]),
        (&json!("administrator"), &json!(["billingManager"]))
    );
    assert_eq!(
        (&user["language"], &signed_in["account"]["name"]),
        (&json!("fr"), &json!("Engines"))
    );
    let (port, mails) = (service.port(), service.mail_folder());
    assert_eq!(service.url(), format!("http://127.0.0.1:{port}"));
    assert!(mails.is_dir());
    service.stop().await;
    let again = start(folder.path(), Some(port)).await.expect("it starts");
    assert!(again.has_accounts().await);
    assert_eq!(
        (again.port(), again.mail_folder()),
        (port, mails),
        "links in mails go on working"
    );
    sign_in(&again).await["token"].as_str().expect("a token");
    again.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_that_is_taken_gives_way_to_a_free_one() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let folder = folder();
    let service = start(folder.path(), Some(port)).await.expect("it starts");
    assert_ne!(service.port(), port);
    service.create_account(input()).await.expect("an account");
    sign_in(&service).await["token"].as_str().expect("a token");
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_the_form_is_said_beside_its_fields() {
    let folder = folder();
    let service = start(folder.path(), None).await.expect("it starts");
    let wrong = NewAccountInput {
        account_name: " ".to_owned(),
        first_name: "x".repeat(101),
        last_name: "a\u{0}b".to_owned(),
        login_email: "nobody".to_owned(),
        communication_email: String::new(),
        language: Language::En,
        password: "short".into(),
    };
    let problem = service.create_account(wrong).await.expect_err("a problem");
    let mut found: Vec<(&str, &str)> = problem
        .errors
        .iter()
        .map(|e| (e.field.as_str(), e.code.as_str()))
        .collect();
    found.sort_unstable();
    assert_eq!(problem.code, ProblemCode::InvalidFields);
    let fields = [
        "accountName",
        "communicationEmail",
        "firstName",
        "lastName",
        "loginEmail",
        "password",
    ];
    assert_eq!(found.iter().map(|(field, _)| *field).collect::<Vec<_>>(), fields);
    assert!(!service.has_accounts().await);
    let personal = NewAccountInput {
        password: "Ada Lovelace Engines".into(),
        ..input()
    };
    let problem = service.create_account(personal).await.expect_err("a problem");
    assert_eq!(problem.errors[0].code, "personal");
    service.create_account(input()).await.expect("an account");
    let again = service.create_account(input()).await.expect_err("a problem");
    assert_eq!(
        (again.code, again.errors[0].field.as_str()),
        (ProblemCode::LoginEmailTaken, "loginEmail")
    );
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_cannot_be_used_are_told_apart_and_left_alone() {
    let folder = folder();
    let data = folder.path().join("data");
    start(folder.path(), None).await.expect("it starts").stop().await;
    let (database, key) = (data.join("roster.sqlite"), data.join("secret.key"));
    let good_key = fs::read(&key).expect("a file");

    fs::write(&key, "ab".repeat(32)).expect("a file");
    assert!(matches!(
        start(folder.path(), None).await,
        Err(StartError::SecretKey(_))
    ));
    fs::remove_file(&key).expect("a file");
    assert!(matches!(
        start(folder.path(), None).await,
        Err(StartError::SecretKey(_))
    ));
    assert!(!key.exists());
    fs::write(&key, &good_key).expect("a file");

    fs::write(&database, "This is no database. ".repeat(100)).expect("a file");
    let damaged = fs::read(&database).expect("a file");
    assert!(matches!(
        start(folder.path(), None).await,
        Err(StartError::DatabaseUnreadable(_))
    ));
    assert_eq!(fs::read(&database).expect("a file"), damaged);

    let blocked = folder.path().join("file");
    fs::write(&blocked, "").expect("a file");
    let settings = EmbeddedSettings {
        data_dir: blocked,
        preferred_port: None,
    };
    assert!(matches!(
        EmbeddedService::start(settings).await,
        Err(StartError::Other(_))
    ));
}

#[tokio::test]
async fn files_of_a_newer_version_are_told_apart_and_left_alone() {
    let folder = folder();
    start(folder.path(), None).await.expect("it starts").stop().await;
    mark_as_newer(&folder.path().join("data").join("roster.sqlite")).await;
    assert!(matches!(
        start(folder.path(), None).await,
        Err(StartError::DatabaseNewer)
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_was_lost_is_not_begun_anew() {
    let folder = folder();
    let data = folder.path().join("data");
    let service = start(folder.path(), None).await.expect("it starts");
    service.create_account(input()).await.expect("an account");
    service.stop().await;
    let database = data.join("roster.sqlite");
    let whole = fs::read(&database).expect("a file");

    fs::remove_file(&database).expect("a file");
    let refused = start(folder.path(), None).await;
    assert!(matches!(refused, Err(StartError::DatabaseLost(_))), "{refused:?}");
    assert!(!database.exists());
    fs::write(&database, "").expect("a file");
    let refused = start(folder.path(), None).await;
    assert!(matches!(refused, Err(StartError::DatabaseLost(_))), "{refused:?}");
    fs::write(data.join("roster.sqlite-wal"), [7; 100]).expect("a file");
    fs::remove_file(data.join("secret.key")).expect("a file");
    let refused = start(folder.path(), None).await;
    assert!(matches!(refused, Err(StartError::DatabaseLost(_))), "{refused:?}");
    assert!(!data.join("secret.key").exists());

    // Moved away as a whole, as people are told to who want to begin anew.
    fs::rename(&data, folder.path().join("former")).expect("a folder");
    let service = start(folder.path(), None).await.expect("it starts");
    assert!(!service.has_accounts().await);
    service.stop().await;
    fs::remove_dir_all(&data).expect("a folder");
    fs::create_dir(&data).expect("a folder");
    fs::write(&database, whole).expect("a file");
    let missing_key = start(folder.path(), None).await;
    assert!(matches!(missing_key, Err(StartError::SecretKey(_))), "{missing_key:?}");
}

async fn mark_as_newer(database: &Path) {
    use sqlx::{ConnectOptions, Connection};
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(database);
    let mut connection = options.connect().await.expect("a connection");
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                 VALUES (9999, 'from the future', TRUE, '', 0)";
    sqlx::query(newer).execute(&mut connection).await.expect("it runs");
    connection.close().await.expect("it closes");
}
