//! How long a copy may be read without the service is kept with it.

#![allow(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

mod support;

use roster_domain::{OfflineTerm, UserStatus};
use roster_replica::Replica;
use support::{all, key, moment, page, reset, user};

#[tokio::test]
async fn the_term_outlives_the_process_and_a_reset_of_the_records() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("replica.db");
    let replica = Replica::open(&path, &key(1)).await.unwrap();
    assert_eq!(replica.offline_term().await.unwrap(), None);
    let term = OfflineTerm {
        last_contact: moment(1),
        latest_clock: moment(2),
        session_end: Some(moment(3)),
    };
    replica.set_offline_term(term).await.unwrap();
    replica
        .apply(&page(1, vec![user(1, "Ada", "Lovelace")], &[]))
        .await
        .unwrap();
    replica.close().await;
    let replica = Replica::open(&path, &key(1)).await.unwrap();
    assert_eq!(replica.offline_term().await.unwrap(), Some(term));
    replica.apply(&reset()).await.unwrap();
    assert_eq!(replica.offline_term().await.unwrap(), Some(term));
    let endless = OfflineTerm {
        session_end: None,
        ..term
    };
    replica.set_offline_term(endless).await.unwrap();
    assert_eq!(replica.offline_term().await.unwrap(), Some(endless));
}

#[tokio::test]
async fn what_was_wiped_is_gone_and_can_come_again() {
    let folder = tempfile::tempdir().unwrap();
    let replica = Replica::open(&folder.path().join("replica.db"), &key(1)).await.unwrap();
    let everybody = page(1, vec![user(1, "Ada", "Lovelace")], &[]);
    replica.apply(&everybody).await.unwrap();
    replica.wipe().await.unwrap();
    assert_eq!(replica.window(all(UserStatus::Active)).await.unwrap().total, 0);
    assert_eq!(
        (replica.cursor().await.unwrap(), replica.revision().await.unwrap()),
        (None, 0)
    );
    assert!(!replica.is_complete().await.unwrap());
    replica.apply(&everybody).await.unwrap();
    assert_eq!(replica.window(all(UserStatus::Active)).await.unwrap().total, 1);
}
