//! What a reply told of, the feed has to tell of too.

#![allow(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

mod support;

use roster_contract::User;
use roster_replica::Replica;
use support::{id, key, page, user};

async fn open(folder: &tempfile::TempDir) -> Replica {
    Replica::open(&folder.path().join("replica.db"), &key(1)).await.unwrap()
}

fn edited(number: u32) -> User {
    User {
        version: 2,
        ..user(number, "Grace", "Hopper")
    }
}

#[tokio::test]
async fn a_reply_is_expected_in_the_feed_until_it_comes_there_also_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let replica = open(&folder).await;
    replica
        .apply(&page(1, vec![user(1, "Ada", "Lovelace"), user(2, "Max", "Born")], &[]))
        .await
        .unwrap();
    // What is known already is no news.
    let seen_since = User {
        last_active_at: Some(support::moment(60).into()),
        ..user(1, "Ada", "Lovelace")
    };
    replica.put(&seen_since).await.unwrap();
    assert_eq!(replica.ahead().await.unwrap(), []);
    replica.put(&edited(1)).await.unwrap();
    replica.take_out(id(2)).await.unwrap();
    replica.close().await;
    let replica = open(&folder).await;
    assert_eq!(replica.ahead().await.unwrap(), [id(1), id(2)]);
    // An older page does not tell of the edit.
    replica
        .apply(&page(2, vec![user(1, "Ada", "Lovelace")], &[]))
        .await
        .unwrap();
    assert_eq!(replica.ahead().await.unwrap(), [id(1), id(2)]);
    replica.apply(&page(3, vec![edited(1)], &[id(2)])).await.unwrap();
    assert_eq!(replica.ahead().await.unwrap(), []);
}

#[tokio::test]
async fn what_the_service_says_when_asked_counts_against_all_that_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let replica = open(&folder).await;
    let before = [user(1, "Ada", "Lovelace"), user(2, "Max", "Born")];
    replica.apply(&page(1, before.to_vec(), &[])).await.unwrap();
    replica.put(&edited(1)).await.unwrap();
    replica.take_out(id(2)).await.unwrap();
    replica.put(&user(3, "Eve", "Example")).await.unwrap();
    // The service was set back to before all of it: an older version, one deleted who is there, one created who is not.
    for _ in 0..2 {
        replica.settle(id(1), Some(&before[0])).await.unwrap();
        replica.settle(id(2), Some(&before[1])).await.unwrap();
        replica.settle(id(3), None).await.unwrap();
        assert_eq!(replica.user(id(1)).await.unwrap().as_ref(), Some(&before[0]));
        assert_eq!(replica.user(id(2)).await.unwrap().as_ref(), Some(&before[1]));
        assert_eq!(replica.user(id(3)).await.unwrap(), None);
        assert_eq!(replica.counts().await.unwrap().active, 2);
    }
    assert_eq!(replica.ahead().await.unwrap(), [], "asked again, it said the same");
    // And from then on the feed counts for them as for everyone.
    let later = User {
        version: 2,
        ..user(2, "Maxwell", "Born")
    };
    replica.apply(&page(2, vec![later.clone()], &[])).await.unwrap();
    assert_eq!(replica.user(id(2)).await.unwrap(), Some(later));
}
