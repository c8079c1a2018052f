//! Looking for a person in a copy.

#![allow(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

mod support;

use roster_contract::User;
use roster_domain::UserStatus;
use roster_replica::{Match, Replica};
use support::{id, key, page, pending, user};

async fn filled(folder: &tempfile::TempDir, users: Vec<User>) -> Replica {
    let replica = Replica::open(&folder.path().join("replica.db"), &key(1)).await.unwrap();
    replica.apply(&page(1, users, &[])).await.unwrap();
    replica
}

async fn found(replica: &Replica, search: &str, limit: usize) -> Vec<(String, bool)> {
    let matches = replica.find(search, limit).await.unwrap();
    let matches = matches.into_iter();
    matches
        .map(|Match { at_beginning, user }| (user.first_name, at_beginning))
        .collect()
}

fn hit(first: &str, at_beginning: bool) -> (String, bool) {
    (first.to_owned(), at_beginning)
}

#[tokio::test]
async fn names_and_addresses_that_begin_with_it_come_first_in_the_order_of_names() {
    let folder = tempfile::tempdir().unwrap();
    let removed = User {
        status: UserStatus::Removed,
        ..user(4, "Sam", "Ádams")
    };
    let addressed = User {
        login_email: "adrian@example.com".to_owned(),
        ..user(5, "Zora", "Young")
    };
    let written_to = User {
        communication_email: "admin@example.com".to_owned(),
        ..user(6, "Yves", "Zola")
    };
    let replica = filled(
        &folder,
        vec![
            user(1, "Nadine", "Abel"),
            user(2, "Ada", "Lovelace"),
            pending(3, "Adam", "Lovelace"),
            removed,
            addressed,
            written_to,
        ],
    )
    .await;
    let expected = [
        hit("Sam", true),
        hit("Ada", true),
        hit("Adam", true),
        hit("Zora", true),
        hit("Yves", true),
        hit("Nadine", false),
    ];
    assert_eq!(found(&replica, " ÁD ", 10).await, expected);
    for limit in 0..expected.len() {
        assert_eq!(
            found(&replica, "ad", limit).await,
            expected[..limit],
            "the best {limit}"
        );
    }
    assert_eq!(
        found(&replica, "ada love", 10).await,
        [hit("Ada", true), hit("Adam", true)],
        "first and last name"
    );
    assert_eq!(
        found(&replica, "Lovelace, Adam <ad", 10).await,
        [hit("Adam", true)],
        "in any order, and none has to be whole"
    );
    assert_eq!(found(&replica, "", 10).await, []);
    assert_eq!(found(&replica, " ", 10).await, []);
    assert_eq!(found(&replica, "nobody", 10).await, []);
}

#[tokio::test]
async fn one_who_is_gone_or_has_another_name_is_not_found_by_the_one_before() {
    let folder = tempfile::tempdir().unwrap();
    let replica = filled(&folder, vec![user(1, "Ada", "Lovelace"), user(2, "Adam", "Riese")]).await;
    assert_eq!(found(&replica, "ad", 10).await.len(), 2);
    let renamed = User {
        version: 2,
        ..user(1, "Augusta", "King")
    };
    replica.apply(&page(2, vec![renamed], &[id(2)])).await.unwrap();
    assert_eq!(found(&replica, "ad", 10).await, []);
    assert_eq!(found(&replica, "king", 10).await, [hit("Augusta", true)]);
}
