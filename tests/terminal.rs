//! The program as it is asked in a terminal: without a display, without a session, and with data that must not be told. On Linux, where
//! a test decides what is around a program; elsewhere the keyring and the home are those of whoever runs it.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use tempfile::TempDir;

/// Whatever is in these, none of it may be printed.
const SECRETS: [&str; 9] = [
    "s3cret-password",
    "s3cret-token",
    "s3cret-key",
    "s3cret-policy",
    "s3cret-proxy",
    "s3cret-mail",
    "ada.byron@example.com",
    "Ada Byron",
    "Analytical Engines",
];

const SETTINGS: &str = r#"{
    "installation": "01900000-0000-7000-8000-000000000001",
    "accounts": [{
        "key": "01900000-0000-7000-8000-000000000002", "mode": "server",
        "serverUrl": "https://ada:s3cret-password@roster.example.com/team?token=s3cret-token",
        "userId": "01900000-0000-7000-8000-000000000003", "loginEmail": "ada.byron@example.com",
        "userName": "Ada Byron", "accountName": "Analytical Engines", "signedIn": true, "serviceAheadSeconds": 90
    }],
    "lastLoginEmail": "ada.byron@example.com"
}"#;

/// A home with data in it, and a policy that is half wrong.
struct Home {
    folder: TempDir,
}

impl Home {
    fn new() -> Self {
        let home = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let policy =
            "server = 'https://ada:s3cret-policy@roster.example.com'\nembedded = false\nlater = 's3cret-policy'\n";
        home.write("policy.toml", policy);
        home.write("data/desktop.json", SETTINGS);
        home.write(
            "data/accounts/01900000-0000-7000-8000-000000000002/replica.db",
            "s3cret-token",
        );
        home.write("data/service/secret.key", "s3cret-key");
        home.write("data/service/mail/1.eml", "s3cret-mail");
        home
    }

    fn write(&self, path: &str, content: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    /// What the program prints when it is asked this, and nothing of a session is around it.
    fn ask(&self, question: &str) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_roster"))
            .arg(question)
            .env_clear()
            .env("HOME", self.folder.path())
            .env("ROSTER_DATA_DIR", self.path("data"))
            .env("ROSTER_POLICY_FILE", self.path("policy.toml"))
            .env("HTTPS_PROXY", "http://ada:s3cret-proxy@proxy.example.com")
            .env("ROSTER_SECRET_KEY", "s3cret-key")
            // Where no session is, no keyring is: asking for one must not find that of whoever runs the tests.
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
            .output()
            .unwrap();
        let (printed, complaints) = (text(output.stdout), text(output.stderr));
        assert!(output.status.success(), "{}\n{printed}{complaints}", output.status);
        assert_eq!(complaints, "", "{question}");
        printed
    }

    /// Every file and folder, with its size and when it was changed.
    fn content(&self) -> BTreeMap<PathBuf, (u64, SystemTime)> {
        let mut found = BTreeMap::new();
        list(self.folder.path(), &mut found);
        found
    }
}

fn list(folder: &Path, found: &mut BTreeMap<PathBuf, (u64, SystemTime)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let metadata = std::fs::metadata(&path).unwrap();
        found.insert(path.clone(), (metadata.len(), metadata.modified().unwrap()));
        if metadata.is_dir() {
            list(&path, found);
        }
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_version_is_one_line() {
    let home = Home::new();
    let expected = format!("roster {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(home.ask("--version"), expected);
    assert_eq!(home.ask("-V"), expected);
    assert!(home.ask("--help").contains("--diagnose"));
}

#[test]
fn the_diagnosis_tells_what_is_there_no_secret_and_changes_nothing() {
    let home = Home::new();
    let before = home.content();
    let told = home.ask("--diagnose");
    assert_eq!(home.content(), before, "it only looks");
    for secret in SECRETS {
        assert!(!told.contains(secret), "{secret} is told:\n{told}");
    }
    for fact in [
        concat!("roster ", env!("CARGO_PKG_VERSION"), "\n"),
        "\n  data: ~/data (can be written to, ",
        "\n  HTTPS_PROXY: is set\n",
        "\n  found in: ",
        "\n  in force: server: not clear, so nobody can connect to a new one\n",
        "\n  in force: embedded: off, so no new account can be kept here\n",
        "policy.toml: \"server\" cannot be used. ",
        "policy.toml: \"later\" has no effect: this version of Roster does not know it\n",
        "\n  state: cannot be used: ",
        "\n  Roster is open: no\n",
        "\n  service on this computer: has run; ",
        "\n  account 1: at https://roster.example.com/team; its session is in the keyring; copy of ",
        "; the service's clock is 90 s ahead of this computer's\n",
        "\n  web view: WebKitGTK 2.",
        "\n  kept in: Secret Service, over D-Bus\n",
    ] {
        assert!(told.contains(fact), "{fact:?} is not told:\n{told}");
    }
}
