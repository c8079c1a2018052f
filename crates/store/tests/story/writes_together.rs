//! On SQLite, writes that stand in line are made durable together: each is undone alone, and none is done before all are.

use roster_domain::{AccountId, Language};
use roster_store::{Scope, StoreError, Tx, accounts};
use tokio::task::{JoinHandle, yield_now};

use crate::cast::{Cast, execute};

/// Turns of the runtime after which whoever could go on has: the test has one thread, and nothing here waits for time.
const TURNS: usize = 100;

struct Line {
    cast: Cast,
    account: AccountId,
}

impl Line {
    async fn begin() -> (Self, Tx) {
        let cast = Cast::on_sqlite().await;
        let account = cast.account().await;
        let first = cast.store.begin_write(Scope::Account(account)).await.unwrap();
        (Self { cast, account }, first)
    }

    /// Someone who stands in line from now on.
    async fn join(&self) -> JoinHandle<Tx> {
        let (store, account) = (self.cast.store.clone(), self.account);
        let joined = tokio::spawn(async move { store.begin_write(Scope::Account(account)).await.unwrap() });
        turns().await;
        joined
    }

    async fn rename(&self, tx: &mut Tx, name: &str) {
        accounts::update(tx, self.account, name, Language::En).await.unwrap();
    }

    async fn name(&self) -> String {
        let account = accounts::get(&mut self.cast.read().await, self.account).await;
        account.unwrap().unwrap().name
    }
}

async fn turns() {
    for _ in 0..TURNS {
        yield_now().await;
    }
}

fn commit(tx: Tx) -> JoinHandle<Result<(), StoreError>> {
    tokio::spawn(tx.commit())
}

#[tokio::test]
async fn the_first_is_done_when_the_last_in_line_is() {
    let (line, mut first) = Line::begin().await;
    let before = line.name().await;
    let (second, third) = (line.join().await, line.join().await);
    line.rename(&mut first, "First").await;
    let first = commit(first);
    let mut second = second.await.unwrap();
    line.rename(&mut second, "Second").await;
    assert!(
        !first.is_finished(),
        "it was said to be done while it could still be lost"
    );
    assert_eq!(line.name().await, before);
    drop(second);
    let mut third = third.await.unwrap();
    assert_eq!(
        accounts::get(&mut third, line.account).await.unwrap().unwrap().name,
        "First"
    );
    accounts::hold(&mut third, line.account, &line.cast.mark())
        .await
        .unwrap();
    assert!(!first.is_finished());
    third.commit().await.unwrap();
    first.await.unwrap().unwrap();
    assert_eq!(
        line.name().await,
        "First",
        "what the second was about to write is undone"
    );
    assert_eq!(line.cast.revision(line.account).await, 1);
}

#[tokio::test]
async fn when_the_last_in_line_is_undone_those_before_it_are_done() {
    let (line, mut first) = Line::begin().await;
    let second = line.join().await;
    line.rename(&mut first, "First").await;
    let first = commit(first);
    second.await.unwrap().rollback().await.unwrap();
    first.await.unwrap().unwrap();
    assert_eq!(line.name().await, "First");
}

#[tokio::test]
async fn one_who_gives_up_in_line_or_in_the_middle_holds_nobody_up() {
    let (line, mut first) = Line::begin().await;
    let (gives_up, stays) = (line.join().await, line.join().await);
    line.rename(&mut first, "First").await;
    gives_up.abort();
    let first = commit(first);
    drop(stays.await.unwrap());
    first.await.unwrap().unwrap();
    assert_eq!(line.name().await, "First");
}

/// As SQLite does when the disk is full: the whole transaction is gone.
#[tokio::test]
async fn when_the_transaction_is_lost_all_who_wait_for_it_are_told() {
    let (line, mut first) = Line::begin().await;
    let before = line.name().await;
    let (second, third) = (line.join().await, line.join().await);
    line.rename(&mut first, "First").await;
    let first = commit(first);
    let mut second = second.await.unwrap();
    execute(&mut second, "ROLLBACK").await;
    assert!(second.commit().await.is_err());
    assert!(first.await.unwrap().is_err());
    assert_eq!(line.name().await, before);
    // Whoever comes after it begins anew.
    let mut third = third.await.unwrap();
    line.rename(&mut third, "Third").await;
    third.commit().await.unwrap();
    assert_eq!(line.name().await, "Third");
}
