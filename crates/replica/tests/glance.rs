//! What a start shows before every record is read.

#![allow(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

mod support;

use roster_contract::User;
use roster_domain::UserStatus;
use roster_replica::{Query, Replica};
use support::{all, billing_administrator, id, key, names, page, pending, reset, user};

async fn open(folder: &tempfile::TempDir) -> Replica {
    Replica::open(&folder.path().join("replica.db"), &key(1)).await.unwrap()
}

fn people() -> Vec<User> {
    vec![
        billing_administrator(1, "Ada", "Lovelace"),
        user(2, "Grace", "Hopper"),
        pending(3, "Zoë", "Éluard"),
        user(4, "Max", "Born"),
    ]
}

/// A copy of these people, looked at, closed, and opened again with nothing read.
async fn looked_at(folder: &tempfile::TempDir, query: Query) -> Replica {
    let replica = open(folder).await;
    replica.apply(&page(1, people(), &[])).await.unwrap();
    replica.window(query).await.unwrap();
    replica.keep_glance().await.unwrap();
    replica.close().await;
    open(folder).await
}

#[tokio::test]
async fn what_was_looked_at_last_is_shown_before_every_record_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let query = Query {
        descending: true,
        limit: 2,
        ..all(UserStatus::Active)
    };
    let replica = looked_at(&folder, query.clone()).await;
    let early = replica.window(query.clone()).await.unwrap();
    let (counts, guardians) = (replica.counts().await.unwrap(), replica.guardians().await.unwrap());
    assert!(replica.is_unread(), "all of it was read for what was looked at before");
    // Neither is a page without anything in it a reason to read.
    replica.apply(&page(2, Vec::new(), &[])).await.unwrap();
    assert!(replica.is_unread());
    replica.ready().await.unwrap();
    assert!(!replica.is_unread());
    assert_eq!(names(&early.users), ["Ada", "Grace"]);
    assert_eq!(early.total, 3);
    assert_eq!(replica.window(query).await.unwrap(), early);
    assert_eq!(replica.counts().await.unwrap(), counts);
    assert_eq!(replica.guardians().await.unwrap(), guardians);
}

#[tokio::test]
async fn a_part_near_what_was_looked_at_is_shown_too_and_no_other() {
    let many: Vec<User> = (0..1_000)
        .map(|number| user(number, "Ada", &format!("L{number:04}")))
        .collect();
    let part = |offset, limit| Query {
        offset,
        limit,
        ..all(UserStatus::Active)
    };
    for (looked_at, asked, is_kept) in [
        (part(500, 20), part(490, 40), true),
        (part(500, 20), part(436, 148), true),
        (part(500, 20), part(435, 20), false),
        (part(500, 20), part(565, 20), false),
        (part(0, 20), part(0, 84), true),
        (part(980, 20), part(970, 100), true),
        (part(980, 20), part(2_000, 10), true),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let replica = open(&folder).await;
        replica.apply(&page(1, many.clone(), &[])).await.unwrap();
        replica.window(looked_at).await.unwrap();
        replica.keep_glance().await.unwrap();
        replica.close().await;
        let replica = open(&folder).await;
        let early = replica.window(asked.clone()).await.unwrap();
        assert_eq!(replica.is_unread(), is_kept, "{asked:?}");
        replica.ready().await.unwrap();
        assert_eq!(replica.window(asked).await.unwrap(), early);
    }
}

#[tokio::test]
async fn whatever_else_is_asked_is_answered_from_all_records() {
    let folder = tempfile::tempdir().unwrap();
    let replica = looked_at(&folder, all(UserStatus::Active)).await;
    assert_eq!(replica.window(all(UserStatus::Pending)).await.unwrap().total, 1);
    assert!(!replica.is_unread());
    let replica = open(&folder).await;
    assert_eq!(replica.find("lovelace", 1).await.unwrap().len(), 1);
    assert!(!replica.is_unread());
    let search = Query {
        search: "lovelace".to_owned(),
        ..all(UserStatus::Active)
    };
    // Nor is what was searched for kept for later.
    let replica = looked_at(&folder, search.clone()).await;
    assert_eq!(replica.window(search).await.unwrap().total, 1);
    assert!(!replica.is_unread());
}

#[tokio::test]
async fn after_any_change_nothing_of_before_is_shown() {
    type Change = fn() -> roster_contract::Changes;
    let changes: [(&str, Change); 3] = [
        ("a page", || page(2, vec![user(5, "Alan", "Turing")], &[])),
        ("a deletion", || page(2, Vec::new(), &[id(2)])),
        ("a reset", reset),
    ];
    for (what, change) in changes {
        let folder = tempfile::tempdir().unwrap();
        let replica = looked_at(&folder, all(UserStatus::Active)).await;
        replica.apply(&change()).await.unwrap();
        let after = replica.window(all(UserStatus::Active)).await.unwrap();
        let counts = replica.counts().await.unwrap();
        // The process is killed: nothing is kept, nothing is closed.
        drop(replica);
        let replica = open(&folder).await;
        assert!(!replica.has_glance().await.unwrap(), "{what}");
        assert_eq!(replica.window(all(UserStatus::Active)).await.unwrap(), after, "{what}");
        assert_eq!(replica.counts().await.unwrap(), counts, "{what}");
    }
}

#[tokio::test]
async fn a_reply_ahead_of_the_feed_is_a_change_too() {
    let folder = tempfile::tempdir().unwrap();
    let replica = looked_at(&folder, all(UserStatus::Active)).await;
    let married = User {
        version: 2,
        last_name: "Abbott".to_owned(),
        ..user(2, "Grace", "Hopper")
    };
    replica.put(&married).await.unwrap();
    drop(replica);
    let replica = open(&folder).await;
    let window = replica.window(all(UserStatus::Active)).await.unwrap();
    assert_eq!(names(&window.users), ["Grace", "Max", "Ada"]);
    replica.keep_glance().await.unwrap();
    replica.take_out(id(4)).await.unwrap();
    drop(replica);
    let window = open(&folder).await.window(all(UserStatus::Active)).await.unwrap();
    assert_eq!(names(&window.users), ["Grace", "Ada"]);
}

#[tokio::test]
async fn a_copy_that_is_not_complete_keeps_nothing_to_show() {
    let folder = tempfile::tempdir().unwrap();
    let replica = open(&folder).await;
    let mut first = page(1, people(), &[]);
    first.has_more = true;
    replica.apply(&first).await.unwrap();
    replica.window(all(UserStatus::Active)).await.unwrap();
    replica.keep_glance().await.unwrap();
    assert!(!replica.has_glance().await.unwrap());
    replica.apply(&page(2, Vec::new(), &[])).await.unwrap();
    replica.keep_glance().await.unwrap();
    assert!(replica.has_glance().await.unwrap());
}

#[tokio::test]
async fn more_users_than_are_read_at_once_are_all_there() {
    let folder = tempfile::tempdir().unwrap();
    let replica = open(&folder).await;
    let many = (0..4_500)
        .map(|number| user(number, "Ada", &format!("L{number:04}")))
        .collect();
    replica.apply(&page(1, many, &[])).await.unwrap();
    let before = replica.window(all(UserStatus::Active)).await.unwrap();
    replica.close().await;
    let replica = open(&folder).await;
    let after = replica.window(all(UserStatus::Active)).await.unwrap();
    assert_eq!(after, before);
    assert_eq!(after.total, 4_500);
}
