//! The replica as the desktop uses it: pages in, windows out, and what is on the disk meanwhile.

#![allow(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

mod support;

use roster_contract::{Account, Me};
use roster_domain::{AccountId, Guardians, Language, UserStatus};
use roster_replica::{Applied, Counts, OpenError, Query, Replica, ReplicaKey, set_aside};
use support::{all, assert_unreadable, billing_administrator, id, key, moment, names, page, pending, reset, user};
use uuid::Uuid;

async fn open(folder: &tempfile::TempDir) -> Replica {
    Replica::open(&folder.path().join("replica.db"), &key(1)).await.unwrap()
}

async fn listed(replica: &Replica, status: UserStatus) -> Vec<String> {
    let window = replica.window(all(status)).await.unwrap();
    assert_eq!(window.total as usize, window.users.len());
    window.users.into_iter().map(|user| user.first_name).collect()
}

#[tokio::test]
async fn what_a_page_says_is_there_again_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let replica = open(&folder).await;
    assert_eq!(replica.cursor().await.unwrap(), None);
    let ada = billing_administrator(1, "Ada", "Lovelace");
    let zoe = pending(2, "Zoë", "Éluard");
    let mut first = page(7, vec![ada.clone(), zoe.clone()], &[]);
    first.has_more = true;
    assert_eq!(replica.apply(&first).await.unwrap(), Applied::Page);
    assert!(!replica.is_complete().await.unwrap());
    // The process is killed between two pages: nothing is closed.
    drop(replica);

    let replica = open(&folder).await;
    assert_eq!(replica.cursor().await.unwrap().as_deref(), Some("cursor-7"));
    assert_eq!(replica.revision().await.unwrap(), 7);
    assert_eq!(replica.user(ada.id).await.unwrap().unwrap(), ada);
    assert_eq!(replica.window(all(UserStatus::Pending)).await.unwrap().users, [zoe]);
    replica
        .apply(&page(8, vec![user(3, "Grace", "Hopper")], &[]))
        .await
        .unwrap();
    assert!(replica.is_complete().await.unwrap());
    assert_eq!(
        replica.counts().await.unwrap(),
        Counts {
            active: 2,
            pending: 1,
            removed: 0
        }
    );
    assert_eq!(
        replica.guardians().await.unwrap(),
        Guardians {
            administrators: 1,
            billing_administrators: 1
        }
    );
}

#[tokio::test]
async fn deletions_and_later_states_replace_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let replica = open(&folder).await;
    let zoe = pending(2, "Zoë", "Éluard");
    replica
        .apply(&page(
            1,
            vec![user(1, "Ada", "Lovelace"), zoe.clone(), pending(3, "Max", "Born")],
            &[],
        ))
        .await
        .unwrap();
    let entered = roster_contract::User {
        version: 2,
        ..user(2, "Zoë", "Éluard")
    };
    replica.apply(&page(2, vec![entered], &[id(3), id(99)])).await.unwrap();
    assert_eq!(listed(&replica, UserStatus::Active).await, ["Zoë", "Ada"]);
    assert!(listed(&replica, UserStatus::Pending).await.is_empty());
    assert_eq!(replica.user(id(3)).await.unwrap(), None);
    assert_eq!(replica.user(id(2)).await.unwrap().unwrap().invitation, None);
}

#[tokio::test]
async fn a_reply_that_comes_ahead_of_the_feed_is_not_undone_by_an_older_page() {
    let folder = tempfile::tempdir().unwrap();
    let replica = open(&folder).await;
    replica
        .apply(&page(1, vec![user(1, "Ada", "Byron"), pending(2, "Max", "Born")], &[]))
        .await
        .unwrap();
    let married = roster_contract::User {
        version: 2,
        ..user(1, "Ada", "Lovelace")
    };
    replica.put(&married).await.unwrap();
    replica.take_out(id(2)).await.unwrap();
    // On its way since before both commands.
    replica
        .apply(&page(2, vec![user(1, "Ada", "Byron"), pending(2, "Max", "Born")], &[]))
        .await
        .unwrap();
    replica.put(&pending(2, "Max", "Born")).await.unwrap();
    assert_eq!(replica.user(id(1)).await.unwrap().unwrap(), married);
    assert_eq!(replica.user(id(2)).await.unwrap(), None);
    assert_eq!(replica.cursor().await.unwrap().as_deref(), Some("cursor-2"));
}

#[tokio::test]
async fn a_reset_drops_everything_but_who_is_signed_in() {
    let folder = tempfile::tempdir().unwrap();
    let replica = open(&folder).await;
    let ada = billing_administrator(1, "Ada", "Lovelace");
    let account = Account {
        id: AccountId::from_uuid(Uuid::from_u128(1)),
        name: "Analytical Engines".to_owned(),
        language: Language::PtBr,
    };
    let me = Me {
        user: ada.clone(),
        account,
    };
    replica.set_me(&me).await.unwrap();
    replica
        .apply(&page(4, vec![ada, user(2, "Max", "Born")], &[]))
        .await
        .unwrap();
    assert_eq!(replica.apply(&reset()).await.unwrap(), Applied::Reset);
    assert_eq!(replica.counts().await.unwrap(), Counts::default());
    assert_eq!(
        (replica.cursor().await.unwrap(), replica.revision().await.unwrap()),
        (None, 0)
    );
    assert!(!replica.is_complete().await.unwrap());
    assert_eq!(replica.me().await.unwrap(), Some(me));
}

#[tokio::test]
async fn a_window_is_a_part_of_the_list_from_either_end() {
    let folder = tempfile::tempdir().unwrap();
    let replica = open(&folder).await;
    let users = ["Éve", "Bob", "dan", "Ada", "Carl"].iter().enumerate();
    let users = users
        .map(|(number, first)| user(u32::try_from(number).unwrap(), first, first))
        .collect();
    replica.apply(&page(1, users, &[])).await.unwrap();
    let part = |descending, offset, limit| Query {
        descending,
        offset,
        limit,
        ..all(UserStatus::Active)
    };
    for (query, expected) in [
        (part(false, 0, 2), vec!["Ada", "Bob"]),
        (part(false, 3, 10), vec!["dan", "Éve"]),
        (part(true, 0, 2), vec!["Éve", "dan"]),
        (part(false, 5, 10), vec![]),
        (part(false, u32::MAX, u32::MAX), vec![]),
    ] {
        let window = replica.window(query).await.unwrap();
        assert_eq!((names(&window.users), window.total), (expected, 5));
    }
    let search = |text: &str| Query {
        search: text.to_owned(),
        ..all(UserStatus::Active)
    };
    assert_eq!(names(&replica.window(search("  EVE É")).await.unwrap().users), ["Éve"]);
    assert_eq!(names(&replica.window(search("login1@")).await.unwrap().users), ["Bob"]);
    assert_eq!(replica.window(search("nobody")).await.unwrap().total, 0);
}

#[tokio::test]
async fn neither_a_wrong_key_nor_damage_changes_the_file_and_it_can_be_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("replica.db");
    let replica = open(&folder).await;
    replica
        .apply(&page(1, vec![user(1, "Ada", "Lovelace")], &[]))
        .await
        .unwrap();
    replica.close().await;
    let written = std::fs::read(&path).unwrap();
    assert!(matches!(
        Replica::open(&path, &key(2)).await,
        Err(OpenError::WrongKeyOrDamaged(_))
    ));
    assert_eq!(std::fs::read(&path).unwrap(), written);
    assert_eq!(listed(&open(&folder).await, UserStatus::Active).await, ["Ada"]);

    let mut damaged = written.clone();
    damaged[100] ^= 1;
    std::fs::write(&path, &damaged).unwrap();
    assert!(matches!(
        Replica::open(&path, &key(1)).await,
        Err(OpenError::WrongKeyOrDamaged(_))
    ));
    assert_eq!(std::fs::read(&path).unwrap(), damaged);

    let aside = set_aside(&path, moment(0)).unwrap();
    assert!(listed(&open(&folder).await, UserStatus::Active).await.is_empty());
    std::fs::write(&aside, &written).unwrap();
    let recovered = Replica::open(&aside, &key(1)).await.unwrap();
    assert_eq!(listed(&recovered, UserStatus::Active).await, ["Ada"]);
}

#[tokio::test]
async fn damage_further_in_is_told_from_other_failures() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("replica.db");
    let replica = open(&folder).await;
    let many = (0..500).map(|number| user(number, "Ada", "Lovelace")).collect();
    replica.apply(&page(1, many, &[])).await.unwrap();
    replica.close().await;
    let mut bytes = std::fs::read(&path).unwrap();
    let end = bytes.len();
    bytes[end / 2..].fill(0x5a);
    std::fs::write(&path, bytes).unwrap();
    let replica = Replica::open(&path, &key(1)).await.unwrap();
    let error = replica.counts().await.unwrap_err();
    assert!(matches!(error, roster_replica::ReplicaError::Damaged(_)), "{error:?}");
}

#[tokio::test]
async fn a_file_of_a_newer_roster_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("replica.db");
    open(&folder).await.close().await;
    let hex = key(1).to_hex();
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(&path)
        .pragma("key", format!("\"x'{}'\"", secrecy::ExposeSecret::expose_secret(&hex)));
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 VALUES (99, 'add something', TRUE, x'00', 0)";
    sqlx::query(newer).execute(&pool).await.unwrap();
    pool.close().await;
    let error = Replica::open(&path, &key(1)).await.unwrap_err();
    assert!(matches!(error, OpenError::Newer { found: 99, known: 5 }), "{error:?}");
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let error = Replica::open(&folder.path().join("none/replica.db"), &key(1))
        .await
        .unwrap_err();
    assert!(matches!(error, OpenError::Io(_)), "{error:?}");
}

#[tokio::test]
async fn erasing_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let replica = open(&folder).await;
    replica
        .apply(&page(1, vec![user(1, "Ada", "Lovelace")], &[]))
        .await
        .unwrap();
    replica.erase().await.unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    assert!(matches!(
        replica.cursor().await,
        Err(roster_replica::ReplicaError::Closed)
    ));
}

/// Whether a text is anywhere in what a copy consists of.
fn is_in_memory(replica: &Replica, text: &str) -> bool {
    let written = format!("{replica:?}");
    // Most texts are written as the numbers of their bytes.
    let bytes = format!("{:?}", text.as_bytes());
    written.contains(text) || written.contains(bytes.trim_matches(['[', ']']))
}

/// Nobody is to take it for an account without users: there may be another copy in its place.
#[tokio::test]
async fn a_copy_that_was_closed_shows_nothing_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let replica = open(&folder).await;
    replica
        .apply(&page(1, vec![user(1, "Ada", "Lovelace")], &[]))
        .await
        .unwrap();
    assert_eq!(listed(&replica, UserStatus::Active).await, ["Ada"]);
    assert!(is_in_memory(&replica, "lovelace"));
    replica.close().await;
    assert!(!is_in_memory(&replica, "lovelace"));
    let answers = [
        replica.window(all(UserStatus::Active)).await.map(drop),
        replica.counts().await.map(drop),
        replica.user(id(1)).await.map(drop),
        replica.find("ada", 1).await.map(drop),
        replica.apply(&page(2, Vec::new(), &[])).await.map(drop),
    ];
    for answer in answers {
        assert!(
            matches!(answer, Err(roster_replica::ReplicaError::Closed)),
            "{answer:?}"
        );
    }
}

#[tokio::test]
async fn what_is_taken_out_or_wiped_is_not_in_memory_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let replica = open(&folder).await;
    let is_known = |name: &str| is_in_memory(&replica, name);
    let users = vec![
        user(1, "Ada", "lovelace"),
        user(2, "Max", "born"),
        user(3, "Grace", "hopper"),
    ];
    replica.apply(&page(1, users, &[])).await.unwrap();
    let search = Query {
        search: "born".to_owned(),
        ..all(UserStatus::Active)
    };
    assert_eq!(replica.window(search).await.unwrap().total, 1);
    assert!(["lovelace", "born", "hopper"].into_iter().all(is_known));
    replica.take_out(id(1)).await.unwrap();
    let married = roster_contract::User {
        version: 2,
        ..user(2, "Max", "Green")
    };
    replica.put(&married).await.unwrap();
    assert!(!is_known("lovelace") && is_known("hopper") && is_known("green"));
    replica.wipe().await.unwrap();
    assert!(!["born", "hopper", "green"].into_iter().any(is_known));
}

#[tokio::test]
async fn nothing_of_it_can_be_read_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let replica = open(&folder).await;
    let planted = (0..300)
        .map(|number| billing_administrator(number, "Wilhelmina", "Planted-Name"))
        .collect();
    replica.apply(&page(1, planted, &[])).await.unwrap();
    let searched = [
        "Wilhelmina",
        "Planted-Name",
        "wilhelmina",
        "example.com",
        "administrator",
        "CREATE TABLE",
        "cursor-1",
    ];
    // While it is open most of it is in the log beside the database; after closing, in the database.
    assert!(folder.path().join("replica.db-wal").exists());
    assert_unreadable(folder.path(), &searched);
    replica.close().await;
    assert_unreadable(folder.path(), &searched);
}

#[tokio::test]
async fn a_hundred_thousand_users_come_in_by_pages_and_any_window_of_them_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let replica = open(&folder).await;
    let all_numbers: Vec<u32> = (0..100_000).collect();
    for (number, numbers) in all_numbers.chunks(5_000).enumerate() {
        let users = numbers.iter().map(|number| {
            user(
                *number,
                &format!("First{number:06}"),
                &format!("Last{:06}", number % 977),
            )
        });
        replica
            .apply(&page(i64::try_from(number).unwrap() + 1, users.collect(), &[]))
            .await
            .unwrap();
    }
    let query = Query {
        offset: 99_990,
        limit: 200,
        ..all(UserStatus::Active)
    };
    let window = replica.window(query.clone()).await.unwrap();
    assert_eq!((window.total, window.users.len()), (100_000, 10));
    assert_eq!(window.users[9].last_name, "Last000976");
    let found = replica
        .window(Query {
            search: "first0999".to_owned(),
            offset: 0,
            ..query
        })
        .await
        .unwrap();
    assert_eq!((found.total, found.users.len()), (100, 100));
    drop(replica);
    let reopened = open(&folder).await;
    assert_eq!(reopened.counts().await.unwrap().active, 100_000);
}

#[test]
fn a_key_is_written_in_hex_and_never_by_debug() {
    let key = key(1);
    let hex = key.to_hex();
    let hex = secrecy::ExposeSecret::expose_secret(&hex);
    assert_eq!(hex.len(), 64);
    let again = ReplicaKey::from_hex(&hex.to_owned().into()).unwrap();
    assert_eq!(secrecy::ExposeSecret::expose_secret(&again.to_hex()), hex);
    assert!(!format!("{key:?}").contains(&hex[..8]));
    assert!(ReplicaKey::from_hex(&"zz".to_owned().into()).is_err());
}
