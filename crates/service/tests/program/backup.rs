//! Backups of the embedded database, and what becomes of them.

use std::fs;
use std::path::PathBuf;
use std::process::Output;

use reqwest::Method;
use serde_json::{Value, json};

use crate::installation::{Installation, json as printed, refusal};
use crate::serving::Serving;

struct Scene {
    installation: Installation,
    backup: PathBuf,
}

impl Scene {
    fn new() -> Self {
        let installation = Installation::over_sqlite();
        let backup = installation.path("roster.backup");
        Self { installation, backup }
    }

    fn run(&self, command: &str) -> Output {
        self.installation.run(&[command, self.backup.to_str().expect("a path")])
    }

    fn database(&self) -> PathBuf {
        self.installation.data_dir().join("roster.sqlite")
    }

    /// Databases that were set aside.
    fn aside(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.installation.data_dir()).expect("a folder");
        let files = entries.map(|entry| entry.expect("an entry").path());
        files
            .filter(|path| path.extension().is_some_and(|extension| extension == "aside"))
            .collect()
    }
}

async fn rename(serving: &Serving, token: &str, name: &str) {
    let body = json!({ "name": name });
    let renamed = serving.call(Method::PATCH, "/account", Some(token), Some(&body)).await;
    assert_eq!(renamed.status(), 200);
}

async fn name(serving: &Serving, token: &str) -> Value {
    serving.get("/account", token).await["name"].clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_taken_under_writes_is_whole_and_can_be_put_back() {
    let scene = Scene::new();
    scene.installation.create_account();
    let serving = scene.installation.serve();
    let token = serving.sign_in().await;
    rename(&serving, &token, "Before").await;
    let said = std::thread::scope(|scope| {
        let taking = scope.spawn(|| printed(&scene.run("backup")));
        let handle = tokio::runtime::Handle::current();
        tokio::task::block_in_place(|| {
            while !taking.is_finished() {
                handle.block_on(rename(&serving, &token, "Meanwhile"));
                handle.block_on(rename(&serving, &token, "Meanwhile too"));
            }
        });
        taking.join().expect("no panic")
    });
    assert_eq!(said["accounts"], 1);
    assert_eq!(said["bytes"], fs::metadata(&scene.backup).expect("a file").len());
    assert!(said["auditEvents"].as_i64() >= Some(3), "{said}");
    rename(&serving, &token, "After").await;

    let line = refusal(&scene.run("restore"));
    assert_eq!(line, "--database-url: the database is in use: stop the service first");
    assert_eq!(name(&serving, &token).await, "After");
    serving.stop().await;

    let said = printed(&scene.run("restore"));
    let [aside] = &scene.aside()[..] else {
        panic!("one is set aside: {said}")
    };
    // The program may be one for Windows, and spell its folders otherwise.
    let file = aside.file_name().and_then(|name| name.to_str()).expect("a name");
    assert!(
        said["setAside"].as_str().is_some_and(|said| said.ends_with(file)),
        "{said}"
    );
    let serving = scene.installation.serve();
    let kept = name(&serving, &token).await;
    assert!(kept != "After" && kept != "Engines", "{kept}");
    serving.stop().await;
    assert!(scene.installation.run(&["audit", "verify"]).status.success());

    // What was set aside is a database like any other.
    fs::rename(aside, scene.database()).expect("it is put back");
    let serving = scene.installation.serve();
    assert_eq!(name(&serving, &token).await, "After");
    serving.stop().await;
}

#[tokio::test]
async fn nothing_is_overwritten_or_made_up() {
    let scene = Scene::new();
    let line = refusal(&scene.run("backup"));
    assert!(
        line.starts_with("--database-url: ") && line.ends_with("does not exist"),
        "{line}"
    );
    assert!(!scene.installation.data_dir().exists() && !scene.backup.exists());
    scene.installation.create_account();
    assert!(refusal(&scene.run("restore")).starts_with("FILE: "));
    fs::write(&scene.backup, "a letter").expect("a file");
    assert!(refusal(&scene.run("backup")).ends_with("exists already"));
    let before = fs::read(scene.database()).expect("a file");
    let line = refusal(&scene.run("restore"));
    assert!(line.starts_with("FILE: it is damaged"), "{line}");
    assert_eq!(fs::read(scene.database()).expect("a file"), before);
    assert!(scene.aside().is_empty());
    assert_eq!(fs::read_to_string(&scene.backup).expect("a file"), "a letter");
    let elsewhere = scene.installation.path("missing/roster.backup");
    let line = refusal(&scene.installation.run(&["backup", elsewhere.to_str().expect("a path")]));
    assert!(line.starts_with("FILE: "), "{line}");
}

#[tokio::test]
async fn it_is_put_back_where_there_is_no_database_but_its_key() {
    let scene = Scene::new();
    scene.installation.create_account();
    assert!(scene.run("backup").status.success());
    fs::remove_file(scene.database()).expect("it is lost");
    assert_eq!(printed(&scene.run("restore"))["setAside"], Value::Null);
    let serving = scene.installation.serve();
    serving.sign_in().await;
    serving.stop().await;

    // One that cannot be read is set aside as it is.
    fs::write(scene.database(), "not a database, for a long time ".repeat(100)).expect("it is overwritten");
    assert!(printed(&scene.run("restore"))["setAside"].is_string());
    assert!(
        fs::read_to_string(&scene.aside()[0])
            .expect("text")
            .starts_with("not a database")
    );

    fs::rename(
        scene.installation.data_dir().join("secret.key"),
        scene.installation.path("key"),
    )
    .expect("it is lost");
    assert!(refusal(&scene.run("restore")).starts_with("--secret-key-file: "));
    let mut command = scene
        .installation
        .command(["restore", scene.backup.to_str().expect("a path")]);
    let other = command
        .env("ROSTER_SECRET_KEY", "0".repeat(64))
        .output()
        .expect("it starts");
    let line = refusal(&other);
    assert_eq!(line, "--secret-key-file: it was made with another secret key");
}

#[tokio::test]
async fn what_was_altered_or_is_of_a_newer_program_is_not_put_back() {
    let scene = Scene::new();
    scene.installation.create_account();
    for (statements, expected) in [
        (
            &[
                "DROP TRIGGER audit_events_not_updated",
                "UPDATE audit_events SET origin = 'x' WHERE seq = 2",
            ][..],
            "is broken at event 2",
        ),
        (
            &[
                "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
               VALUES (9999, 'from the future', TRUE, X'', 1)",
            ],
            "it comes from a newer program",
        ),
    ] {
        assert!(scene.run("backup").status.success());
        let pool = sqlx::SqlitePool::connect(&format!("sqlite:{}", scene.backup.display()))
            .await
            .expect("it opens");
        for sql in statements {
            sqlx::query(sqlx::AssertSqlSafe(*sql))
                .execute(&pool)
                .await
                .expect("it is done");
        }
        pool.close().await;
        let before = fs::read(scene.database()).expect("a file");
        let line = refusal(&scene.run("restore"));
        assert!(line.starts_with("FILE: ") && line.contains(expected), "{line}");
        assert_eq!(fs::read(scene.database()).expect("a file"), before);
        fs::remove_file(&scene.backup).expect("it is removed");
    }
    let left: Vec<_> = fs::read_dir(scene.installation.data_dir())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .filter(|name| name.to_string_lossy().starts_with(".roster-"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_has_its_own_means() {
    let installation = Installation::over_postgres().await;
    for command in ["backup", "restore"] {
        let line = refusal(&installation.run(&[command, "file"]));
        assert!(
            line.starts_with("--database-url: ") && line.contains("pg_dump"),
            "{line}"
        );
    }
}
