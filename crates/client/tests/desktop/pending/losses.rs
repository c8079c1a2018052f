//! What is on the disk, and what becomes of it when it is damaged.

use std::path::{Path, PathBuf};

use http::Method;
use roster_client::view::{Stage, StatusNotice};
use roster_client::{Desktop, Parts};
use roster_domain::{Role, UserStatus};

use super::{Two, changes, edit, first_name, open, parts};
use crate::line::Fate;
use crate::support::{credentials, done, names, pending, person, until_up_to_date};

/// Every file under a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push(path);
        }
    }
    files
}

fn the_file(folder: &Path, name: &str) -> PathBuf {
    let files = files(folder);
    files.into_iter().find(|path| path.ends_with(name)).unwrap()
}

/// Two changes wait, and the desktop is closed.
async fn closed_with_two_waiting() -> Two {
    let two = Two::new().await;
    let eve = two.active("Eve").await;
    two.line.is_down();
    pending(two.guest.create_user(person("Zoë", Role::User)).await);
    pending(
        two.guest
            .update_user(edit(&two.guest, eve, first_name("Evelyn")).await)
            .await,
    );
    two.guest.shut_down().await;
    two
}

#[tokio::test]
async fn the_loss_of_what_cannot_be_read_is_announced() {
    let two = closed_with_two_waiting().await;
    let file = the_file(two.there.data.path(), "pending.db");
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[20] ^= 1;
    std::fs::write(&file, &bytes).unwrap();
    two.line.is_up();
    let two = two.reopen().await;
    let status = two.guest.status().await;
    assert_eq!(
        (status.stage, status.notice),
        (Stage::SignedIn, Some(StatusNotice::PendingChangesLost))
    );
    assert_eq!(status.lost_changes, Some(2));
    assert!(changes(&two.guest).await.is_empty());
    let aside = files(two.there.data.path())
        .into_iter()
        .find(|path| path.extension().is_some_and(|extension| extension == "aside"))
        .unwrap();
    assert_eq!(std::fs::read(aside).unwrap(), bytes, "the damaged file is kept");
    // And work goes on.
    done(two.guest.create_user(person("Max", Role::User)).await);
    let two = two.reopen().await;
    assert_eq!(two.guest.status().await.notice, None, "it is said once");
}

#[tokio::test]
async fn a_damaged_copy_takes_no_pending_change_with_it() {
    let two = closed_with_two_waiting().await;
    let file = the_file(two.there.data.path(), "replica.db");
    std::fs::write(&file, b"this is no database").unwrap();
    two.line.is_up();
    let two = two.reopen().await;
    until_up_to_date(&two.guest).await;
    two.until_decided().await;
    assert!(changes(&two.guest).await.is_empty());
    two.host.sync_now().await.unwrap();
    assert_eq!(names(&two.host, UserStatus::Pending).await, ["Zoë"]);
    assert_eq!(names(&two.host, UserStatus::Active).await, ["Ada", "Evelyn", "Grace"]);
}

#[tokio::test]
async fn a_lost_key_is_a_loss_too() {
    let two = closed_with_two_waiting().await;
    let user = super::the_guest_s_id(&two).await;
    let settings = std::fs::read_to_string(two.there.data.path().join("desktop.json")).unwrap();
    let settings: serde_json::Value = serde_json::from_str(&settings).unwrap();
    let name = format!(
        "pending changes key of {user} at {} ({})",
        crate::support::url(&two.host).await,
        settings["installation"].as_str().unwrap()
    );
    let entry = two.there.keyring.build("app.roster.desktop", &name, None).unwrap();
    entry.delete_credential().unwrap();
    let two = two.reopen().await;
    let status = two.guest.status().await;
    assert_eq!(
        (status.notice, status.lost_changes),
        (Some(StatusNotice::PendingChangesLost), Some(2))
    );
}

#[tokio::test]
async fn what_waits_under_a_key_that_cannot_be_reached_now_is_there_once_it_can() {
    let two = closed_with_two_waiting().await;
    let Two {
        here: _here,
        host: _host,
        there,
        guest,
        line,
    } = two;
    drop(guest);
    // The keyring is locked: one signs in anew, and works with a key in memory only.
    let locked = Parts {
        keyring: Box::new(|| Err(keyring_core::Error::NoDefaultStore)),
        ..parts(&there, &line)
    };
    line.is_up();
    let guest = Desktop::open(locked).unwrap();
    assert_eq!(guest.status().await.stage, Stage::SignIn);
    let status = guest.sign_in(credentials("grace@example.com")).await.unwrap();
    assert_eq!(
        (status.keyring.available, status.notice),
        (false, None),
        "nothing is lost yet"
    );
    assert!(changes(&guest).await.is_empty());
    until_up_to_date(&guest).await;
    line.is_down();
    pending(guest.create_user(person("Max", Role::User)).await);
    guest.shut_down().await;
    drop(guest);
    // It is open again: what waited is there, and what only the other process could read is lost.
    line.is_up();
    let guest = open(&there, &line);
    assert_eq!(guest.status().await.stage, Stage::SignIn);
    line.decide(|method, path| match (method, path) {
        (&Method::GET, _) | (_, "/sessions") => Fate::Delivered,
        _ => Fate::Unsent,
    });
    let status = guest.sign_in(credentials("grace@example.com")).await.unwrap();
    assert_eq!(
        (status.notice, status.lost_changes),
        (Some(StatusNotice::PendingChangesLost), Some(1))
    );
    assert_eq!(changes(&guest).await.len(), 2);
}

#[tokio::test]
async fn nothing_that_was_typed_or_seen_can_be_read_on_the_disk() {
    let two = Two::new().await;
    let planted = two.active("Wilhelmina").await;
    two.line.is_down();
    let guest = &two.guest;
    pending(guest.create_user(person("Plantagenet", Role::User)).await);
    pending(
        guest
            .update_user(edit(guest, planted, first_name("Konstantine")).await)
            .await,
    );
    done(
        two.host
            .update_user(edit(&two.host, planted, first_name("Theodolinde")).await)
            .await,
    );
    let searched = [
        "Wilhelmina",
        "wilhelmina",
        "Plantagenet",
        "plantagenet",
        "Konstantine",
        "Theodolinde",
    ];
    let unreadable = || {
        let mut names = Vec::new();
        for file in files(two.there.data.path()) {
            let bytes = std::fs::read(&file).unwrap();
            for text in searched {
                let found = bytes.windows(text.len()).any(|window| window == text.as_bytes());
                assert!(!found, "{text} can be read in {}", file.display());
            }
            names.push(file.file_name().unwrap().to_string_lossy().into_owned());
        }
        names
    };
    let seen = unreadable();
    for name in ["replica.db", "replica.db-wal", "pending.db", "pending.db-wal"] {
        assert!(seen.contains(&name.to_owned()), "{name} was looked through: {seen:?}");
    }
    // In conflict, what the other wrote is stored too.
    two.line.is_up();
    two.until_decided().await;
    assert_eq!(changes(guest).await.len(), 1);
    unreadable();
    guest.shut_down().await;
    unreadable();
}
