use std::fs;
use std::net::TcpListener;
use std::process::Stdio;

use crate::installation::{Installation, create, files, refusal};

/// Settings, as flags, and a word that the line about them has to have beside the flag.
const WRONG: &[(&str, &str)] = &[
    ("--listen", ""),
    ("--listen", "nonsense"),
    ("--listen", "127.0.0.1"),
    ("--listen", "127.0.0.1:99999"),
    ("--public-url", ""),
    ("--public-url", "people.example"),
    ("--public-url", "ftp://people.example"),
    ("--public-url", "https://people.example/?a=b"),
    ("--public-url", "https://user:swordfish@people.example/"),
    ("--mail-url", ""),
    ("--mail-url", "gopher://mail.example"),
    ("--mail-url", "smtp://user@mail.example"),
    ("--mail-url", "smtp://user:swordfish@:25"),
    ("--mail-from", ""),
    ("--mail-from", "nobody"),
    ("--mail-from", "Roster\r\nBcc: x <a@b.example>"),
    ("--mail-retry-base", ""),
    ("--mail-retry-base", "0s"),
    ("--mail-retry-base", "soon"),
    ("--mail-retry-base", "-1s"),
    ("--invitation-ttl", ""),
    ("--invitation-ttl", "7"),
    ("--invitation-ttl", "0d"),
    ("--invitation-ttl", "100000000d"),
    ("--invitation-quota", ""),
    ("--invitation-quota", "0"),
    ("--invitation-quota", "-1"),
    ("--invitation-quota", "1000001"),
    ("--session-ttl", ""),
    ("--session-ttl", "0d"),
    ("--session-idle-ttl", "often"),
    ("--session-idle-ttl", "14m 59s"),
    ("--shutdown-delay", ""),
    ("--shutdown-delay", "5m 1s"),
    ("--connections-per-address", ""),
    ("--connections-per-address", "0"),
    ("--connections-per-address", "many"),
    ("--trusted-proxies", ""),
    ("--trusted-proxies", "proxy.example"),
    ("--trusted-proxies", "10.0.0.0/8,"),
    ("--data-dir", ""),
    ("--database-url", ""),
    ("--database-url", "sqlite:"),
    ("--database-url", "sqlite:roster.sqlite?mode=rwc"),
    ("--database-url", "sqlite://roster.sqlite?mode=ro&cache=shared"),
    ("--database-url", "sqlite:file:roster.sqlite"),
    ("--database-url", "mysql://root:swordfish@localhost/roster"),
    ("--database-url", "roster.sqlite"),
    ("--secret-key-file", ""),
];

#[test]
fn a_wrong_setting_is_named_in_one_line_and_nothing_is_made() {
    let installation = Installation::over_sqlite();
    for (flag, value) in WRONG {
        let line = refusal(&installation.run(&["serve", &format!("{flag}={value}")]));
        assert!(
            line.starts_with(&format!("{flag}: ")) && line.len() >= flag.len() + 10,
            "{flag} {value:?}: {line}"
        );
        assert!(!line.contains("swordfish"), "{line}");
        assert!(!installation.data_dir().exists(), "{flag} {value:?}");
    }
}

#[test]
fn a_wrong_variable_is_named_too() {
    let installation = Installation::over_sqlite();
    for (flag, value) in WRONG {
        let variable = format!("ROSTER_{}", flag[2..].replace('-', "_").to_uppercase());
        let mut command = installation.command(["serve"]);
        let line = refusal(&command.env(&variable, value).output().expect("it starts"));
        assert!(line.starts_with(&format!("{flag}: ")), "{variable}={value:?}: {line}");
    }
    for (variable, value) in [
        ("ROSTER_SECRET_KEY", ""),
        ("ROSTER_SECRET_KEY", "swordfish"),
        ("ROSTER_LOG", "a=b=c"),
    ] {
        let mut command = installation.command(["serve"]);
        let line = refusal(&command.env(variable, value).output().expect("it starts"));
        assert!(
            line.starts_with(&format!("{variable}: ")) && !line.contains("swordfish"),
            "{line}"
        );
    }
    assert!(!installation.data_dir().exists());
}

#[test]
fn a_flag_counts_more_than_a_variable() {
    let installation = Installation::over_sqlite();
    let mut command = installation.command(["migrate", "--mail-retry-base", "5s"]);
    let output = command
        .env("ROSTER_MAIL_RETRY_BASE", "soon")
        .output()
        .expect("it starts");
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn a_command_line_that_cannot_be_read_is_refused_in_one_line() {
    let installation = Installation::over_sqlite();
    for arguments in [
        &[][..],
        &["dance"],
        &["serve", "--prot", "1"],
        &["serve", "now"],
        &["account"],
        &["account", "create"],
    ] {
        let line = refusal(&installation.run(arguments));
        assert!(line.len() > 15, "{arguments:?}: {line}");
    }
    for arguments in [&["--help"][..], &["serve", "--help"], &["--version"]] {
        assert_eq!(installation.run(arguments).status.code(), Some(0));
    }
}

#[test]
fn a_port_in_use_is_refused_before_anything_is_touched() {
    let installation = Installation::over_sqlite();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let line = refusal(&installation.run(&["serve", "--listen", &address]));
    assert!(line.starts_with("--listen: ") && line.contains(&address), "{line}");
    assert!(!installation.data_dir().exists());
}

#[test]
fn a_data_folder_that_cannot_be_is_refused() {
    let installation = Installation::over_sqlite();
    fs::write(installation.path("file"), "").expect("a file");
    for place in ["file", "file/within"] {
        let place = installation.path(place);
        let line = refusal(&installation.run(&["serve", "--data-dir", place.to_str().expect("text")]));
        assert!(line.starts_with("--data-dir: ") && line.contains("file"), "{line}");
    }
    let unwritable = "/proc/self";
    let line = refusal(&installation.run(&["serve", "--data-dir", unwritable]));
    assert!(line.starts_with("--data-dir: ") && line.contains(unwritable), "{line}");
}

#[test]
fn a_database_that_is_none_or_out_of_reach_is_refused() {
    let installation = Installation::over_sqlite();
    fs::create_dir(installation.data_dir()).expect("a folder");
    let other = installation.path("letter.txt");
    fs::write(&other, "Dear Ada, this is a letter and no database. ".repeat(200)).expect("a file");
    let before = fs::read(&other).expect("a file");
    let unreachable = [
        format!("sqlite:{}", other.display()),
        format!("sqlite:{}/within/roster.sqlite", other.display()),
        "postgres://roster:swordfish@127.0.0.1:1/roster".to_owned(),
        "postgres://roster:swordfish@localhost/roster?host=%2Fnowhere".to_owned(),
    ];
    for url in unreachable {
        let line = refusal(&installation.run(&["serve", "--database-url", &url]));
        assert!(
            line.starts_with("--database-url: ") && !line.contains("swordfish"),
            "{line}"
        );
    }
    assert_eq!(fs::read(&other).expect("a file"), before);
    assert!(
        !installation.data_dir().join("secret.key").exists(),
        "no key is made for a database that is not there"
    );
}

async fn a_newer_database_is_refused_untouched(installation: Installation) {
    installation.create_account();
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES
                 (9999, 'from the future', TRUE, '', 0)";
    execute(&installation, newer).await;
    let before = files(&installation.data_dir());
    let commands = [
        &["serve"][..],
        &["migrate"],
        &[
            "seed",
            "--account",
            "01900000-0000-7000-8000-000000000001",
            "--users",
            "1",
        ],
    ];
    for arguments in commands {
        let line = refusal(&installation.run(arguments));
        assert!(
            line.starts_with("--database-url: ") && line.contains("newer") && line.contains("9999"),
            "{line}"
        );
    }
    let after = files(&installation.data_dir());
    let names =
        |files: &[(std::path::PathBuf, Vec<u8>)]| files.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>();
    assert_eq!(names(&before), names(&after));
    assert!(before == after, "not a byte was changed");
}

async fn execute(installation: &Installation, sql: &'static str) {
    use sqlx::{ConnectOptions, Connection};
    if installation.is_on_postgres() {
        let options: sqlx::postgres::PgConnectOptions = installation.database_url().parse().expect("a URL");
        let mut connection = options.connect().await.expect("a connection");
        sqlx::query(sql).execute(&mut connection).await.expect("it runs");
        connection.close().await.expect("it closes");
    } else {
        let file = installation.data_dir().join("roster.sqlite");
        let mut connection = sqlx::sqlite::SqliteConnectOptions::new()
            .filename(file)
            .connect()
            .await
            .expect("a connection");
        sqlx::query(sql).execute(&mut connection).await.expect("it runs");
        connection.close().await.expect("it closes");
    }
}

async fn only_the_databases_own_key_is_taken(installation: Installation) {
    installation.create_account();
    let key = installation.data_dir().join("secret.key");
    let own = fs::read_to_string(&key).expect("the key");
    let run = |name: &str, value: &str| {
        let mut command = installation.command(create("Others", "eve@example.com"));
        command.env(name, value).output().expect("it starts")
    };
    let line = refusal(&run("ROSTER_SECRET_KEY", &"ab".repeat(32)));
    assert!(
        line.starts_with("--secret-key-file: ") && line.contains("not the key"),
        "{line}"
    );
    assert!(run("ROSTER_SECRET_KEY", own.trim()).status.success());
    let missing = installation.path("missing.key");
    let line = refusal(&run("ROSTER_SECRET_KEY_FILE", missing.to_str().expect("text")));
    assert!(
        line.starts_with("--secret-key-file: ") && line.contains("missing.key"),
        "{line}"
    );
    assert!(!missing.exists(), "a new key would only hide that the old one is gone");
    fs::write(&key, "not a key").expect("a file");
    let line = refusal(&installation.run(&["serve"]));
    assert!(
        line.starts_with("--secret-key-file: ") && line.contains("64 hexadecimal digits"),
        "{line}"
    );
    assert!(!line.contains("not a key"), "{line}");
}

crate::over_both_databases!(
    a_newer_database_is_refused_untouched,
    only_the_databases_own_key_is_taken
);

#[test]
fn nobody_reading_what_is_printed_is_no_fault() {
    let installation = Installation::over_sqlite();
    for (arguments, status) in [(&["--help"][..], 0), (&["openapi"], 0), (&["no-such-command"], 2)] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut command = installation.command(arguments);
        let output = command
            .stdin(Stdio::null())
            .stdout(writer.try_clone().expect("a pipe"))
            .stderr(writer)
            .output()
            .expect("it runs");
        assert_eq!(output.status.code(), Some(status), "{arguments:?}");
    }
}
