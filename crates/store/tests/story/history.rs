use jiff::{SignedDuration, Timestamp};
use roster_domain::AccountId;
use roster_store::{accounts, history};

use crate::cast::Cast;

async fn advance(cast: &Cast, account: AccountId, count: i64) -> i64 {
    let mut tx = cast.write().await;
    let held = accounts::hold_by(&mut tx, account, count, &cast.mark()).await;
    tx.commit().await.unwrap();
    held.unwrap().revision
}

async fn mark_at(cast: &Cast, account: AccountId, revision: i64) -> Option<String> {
    history::mark_at(&mut cast.read().await, account, revision)
        .await
        .unwrap()
}

async fn forget_before(cast: &Cast, moment: Timestamp) -> u64 {
    let mut tx = cast.write().await;
    let forgotten = history::forget_before(&mut tx, moment).await.unwrap();
    tx.commit().await.unwrap();
    forgotten
}

async fn every_transaction_leaves_a_mark_of_its_own_where_it_ends(cast: Cast) {
    let (account, other) = (cast.account().await, cast.account().await);
    for by in [1, 3, 1] {
        advance(&cast, account, by).await;
    }
    advance(&cast, other, 1).await;
    let marks = [1, 4, 5].map(|revision| (account, revision));
    let mut found = Vec::new();
    for (account, revision) in marks.into_iter().chain([(other, 1)]) {
        found.push(mark_at(&cast, account, revision).await.expect("a mark"));
    }
    found.sort();
    found.dedup();
    assert_eq!(found.len(), 4);
    for nobodys in [0, 2, 3, 6] {
        assert_eq!(mark_at(&cast, account, nobodys).await, None, "{nobodys}");
    }
}

async fn a_revision_that_was_undone_and_taken_again_has_another_mark(cast: Cast) {
    let account = cast.account().await;
    let mut tx = cast.write().await;
    accounts::hold(&mut tx, account, &cast.mark()).await.unwrap();
    let undone = history::mark_at(&mut tx, account, 1).await.unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(mark_at(&cast, account, 1).await, None);
    advance(&cast, account, 1).await;
    let taken = mark_at(&cast, account, 1).await;
    assert!(taken.is_some() && taken != undone);
    // A write without any change of its own does not touch it.
    advance(&cast, account, 0).await;
    assert_eq!(mark_at(&cast, account, 1).await, taken);
}

async fn of_the_old_marks_each_account_keeps_its_last(cast: Cast) {
    let (busy, quiet) = (cast.account().await, cast.account().await);
    for _ in 0..3 {
        advance(&cast, busy, 1).await;
        advance(&cast, quiet, 1).await;
    }
    cast.clock.advance(SignedDuration::from_hours(1));
    let later = cast.now();
    advance(&cast, busy, 1).await;
    assert_eq!(forget_before(&cast, later - SignedDuration::from_hours(2)).await, 0);
    assert_eq!(forget_before(&cast, later).await, 4);
    assert_eq!(forget_before(&cast, later).await, 0);
    for (account, kept) in [(busy, vec![3, 4]), (quiet, vec![3])] {
        for revision in 1..=4 {
            let there = mark_at(&cast, account, revision).await.is_some();
            assert_eq!(there, kept.contains(&revision), "{revision}");
        }
    }
}

crate::on_both_engines!(
    every_transaction_leaves_a_mark_of_its_own_where_it_ends,
    a_revision_that_was_undone_and_taken_again_has_another_mark,
    of_the_old_marks_each_account_keeps_its_last,
);
