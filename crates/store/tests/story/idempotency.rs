use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::SignedDuration;
use roster_store::Tx;
use roster_store::idempotency::{self, Claim};

use crate::cast::Cast;

async fn claim(cast: &Cast, tx: &mut Tx, mac: &[u8]) -> Claim {
    idempotency::claim(tx, "user 1 POST", "key", mac, cast.now())
        .await
        .unwrap()
}

async fn a_key_keeps_its_reply(cast: Cast) {
    let mut tx = cast.write().await;
    assert_eq!(claim(&cast, &mut tx, b"one").await, Claim::Fresh);
    idempotency::finish(&mut tx, "user 1 POST", "key", 201, b"sealed")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut tx = cast.write().await;
    let kept = Claim::Done {
        status: 201,
        sealed_reply: b"sealed".to_vec(),
    };
    assert_eq!(claim(&cast, &mut tx, b"one").await, kept);
    assert_eq!(claim(&cast, &mut tx, b"another").await, Claim::Reused);
    for (scope, key) in [("user 2 POST", "key"), ("user 1 PATCH", "key"), ("user 1 POST", "Key")] {
        let other = idempotency::claim(&mut tx, scope, key, b"one", cast.now())
            .await
            .unwrap();
        assert_eq!(other, Claim::Fresh, "{scope} {key}");
    }
}

/// What the second of two finds, once the first has committed or not.
async fn second_claim(cast: &Cast, first_commits: bool) -> Claim {
    let mut first = cast.write().await;
    assert_eq!(claim(cast, &mut first, b"one").await, Claim::Fresh);
    let first_is_over = Arc::new(AtomicBool::new(false));
    let second = tokio::spawn({
        let (cast, first_is_over) = (cast.clone(), first_is_over.clone());
        async move {
            let mut tx = cast.write().await;
            let claimed = claim(&cast, &mut tx, b"one").await;
            assert!(first_is_over.load(Ordering::SeqCst), "it did not wait");
            claimed
        }
    });
    cast.until_one_waits().await;
    idempotency::finish(&mut first, "user 1 POST", "key", 204, b"sealed")
        .await
        .unwrap();
    first_is_over.store(true, Ordering::SeqCst);
    if first_commits {
        first.commit().await.unwrap();
    } else {
        first.rollback().await.unwrap();
    }
    second.await.unwrap()
}

async fn a_simultaneous_claim_waits_for_the_first(cast: Cast) {
    assert_eq!(second_claim(&cast, false).await, Claim::Fresh, "nothing was kept");
    let kept = Claim::Done {
        status: 204,
        sealed_reply: b"sealed".to_vec(),
    };
    assert_eq!(second_claim(&cast, true).await, kept);
}

async fn keys_are_forgotten_in_time(cast: Cast) {
    let mut tx = cast.write().await;
    claim(&cast, &mut tx, b"one").await;
    let (then, later) = (cast.now(), cast.now() + SignedDuration::from_micros(1));
    assert_eq!(idempotency::forget_before(&mut tx, then).await.unwrap(), 0);
    assert_eq!(idempotency::forget_before(&mut tx, later).await.unwrap(), 1);
    assert_eq!(claim(&cast, &mut tx, b"another").await, Claim::Fresh);
}

crate::on_both_engines!(
    a_key_keeps_its_reply,
    a_simultaneous_claim_waits_for_the_first,
    keys_are_forgotten_in_time,
);
