use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use roster_store::{Scope, Tx, accounts};

use crate::cast::{Cast, execute, number};

const COUNT: &str = "SELECT COUNT(*) FROM users";

async fn what_is_rolled_back_or_dropped_leaves_nothing(cast: Cast) {
    let account = cast.account().await;
    for dropped in [false, true] {
        let mut tx = cast.write().await;
        accounts::hold(&mut tx, account, &cast.mark()).await.unwrap();
        roster_store::users::insert(&mut tx, &cast.someone(account, "ada@example.com"))
            .await
            .unwrap();
        assert_eq!(number(&mut tx, COUNT).await, 1);
        if dropped {
            drop(tx);
        } else {
            tx.rollback().await.unwrap();
        }
        let mut tx = cast.write().await;
        assert_eq!(number(&mut tx, COUNT).await, 0);
        drop(tx);
        assert_eq!(cast.revision(account).await, 0);
    }
}

async fn a_savepoint_undoes_what_came_after_it_and_keeps_the_rest(cast: Cast) {
    let account = cast.account().await;
    let mut tx = cast.write().await;
    accounts::update(&mut tx, account, "Before", roster_domain::Language::En)
        .await
        .unwrap();
    tx.savepoint().await.unwrap();
    accounts::hold(&mut tx, account, &cast.mark()).await.unwrap();
    roster_store::users::insert(&mut tx, &cast.someone(account, "ada@example.com"))
        .await
        .unwrap();
    tx.rollback_to_savepoint().await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((cast.number(COUNT).await, cast.revision(account).await), (0, 0));
    let kept = accounts::get(&mut cast.read().await, account).await.unwrap().unwrap();
    assert_eq!(kept.name, "Before");
}

async fn a_reader_sees_one_state_of_the_database_throughout(cast: Cast) {
    let account = cast.account().await;
    let mut reader = cast.read().await;
    assert_eq!(number(&mut reader, COUNT).await, 0);
    cast.add(&cast.someone(account, "ada@example.com")).await;
    assert_eq!(
        number(&mut reader, COUNT).await,
        0,
        "what was committed meanwhile is of a later state"
    );
    drop(reader);
    assert_eq!(cast.number(COUNT).await, 1);
}

async fn readers_do_not_wait_for_a_writer(cast: Cast) {
    let account = cast.account().await;
    let mut writer = cast.write().await;
    roster_store::users::insert(&mut writer, &cast.someone(account, "ada@example.com"))
        .await
        .unwrap();
    assert_eq!(cast.number(COUNT).await, 0);
    writer.commit().await.unwrap();
    assert_eq!(cast.number(COUNT).await, 1);
}

async fn a_reference_to_nobody_is_refused(cast: Cast) {
    let nobody = roster_domain::AccountId::generate(&cast.clock, &*cast.random);
    let mut tx = cast.write().await;
    let inserted = roster_store::users::insert(&mut tx, &cast.someone(nobody, "ada@example.com")).await;
    assert!(inserted.is_err(), "foreign keys are enforced on both engines");
}

/// sqlx issue 4393: a `begin` given up half-way must not leave its transaction open on a connection of the pool.
async fn a_begin_given_up_half_way_leaves_no_transaction_open(cast: Cast) {
    let account = cast.account().await;
    for round in 0..2000 {
        let write = round % 2 == 0;
        let begin = async {
            if write {
                cast.store.begin_write(Scope::Account(account)).await
            } else {
                cast.store.begin_read(Scope::Account(account)).await
            }
        };
        give_up(begin, round % 7).await;
    }
    let deadline = tokio::time::Instant::now() + Duration::from_mins(1);
    while cast.is_postgres() && cast.number(OPEN_TRANSACTIONS).await > 0 {
        assert!(tokio::time::Instant::now() < deadline, "a transaction stays open");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // Each connection is one that a fresh transaction can be had on: nothing of an earlier one is committed with it.
    for round in 1..=40 {
        let mut kept = cast.write().await;
        accounts::hold(&mut kept, account, &cast.mark()).await.unwrap();
        let mut readers: Vec<Tx> = Vec::new();
        for _ in 0..3 {
            readers.push(cast.read().await);
        }
        kept.commit().await.unwrap();
        assert_eq!(cast.revision(account).await, round);
    }
}

/// Those of this database, but for the one that asks.
const OPEN_TRANSACTIONS: &str = "SELECT COUNT(*) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL";

/// Polls a future up to `polls` times, with a turn of the runtime between, and drops it wherever it then is.
async fn give_up<T>(future: impl Future<Output = T>, polls: usize) {
    let mut future = pin!(future);
    for _ in 0..polls {
        let polled = future.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        if polled.is_ready() {
            return;
        }
        tokio::task::yield_now().await;
    }
}

async fn a_reader_cannot_write(cast: Cast) {
    let refused = tokio::spawn({
        let cast = cast.clone();
        async move { execute(&mut cast.read().await, "DELETE FROM accounts").await }
    });
    assert!(refused.await.is_err());
    cast.execute("DELETE FROM accounts").await;
}

crate::on_both_engines!(
    what_is_rolled_back_or_dropped_leaves_nothing,
    a_savepoint_undoes_what_came_after_it_and_keeps_the_rest,
    a_reader_sees_one_state_of_the_database_throughout,
    readers_do_not_wait_for_a_writer,
    a_reference_to_nobody_is_refused,
    a_begin_given_up_half_way_leaves_no_transaction_open,
    a_reader_cannot_write,
);

/// As of a node that stands still, or was cut off without a word.
#[tokio::test]
#[cfg_attr(not(unix), ignore = "the throw-away PostgreSQL is for Unix")]
async fn who_holds_an_account_and_does_nothing_loses_it() {
    let cast = Cast::on_postgres().await;
    let account = cast.account().await;
    let begin = async || cast.store.begin_write(Scope::Account(account)).await.unwrap();
    let mut gone = begin().await;
    accounts::hold(&mut gone, account, &cast.mark()).await.unwrap();
    let mut waiting = begin().await;
    let error = accounts::hold(&mut waiting, account, &cast.mark()).await.unwrap_err();
    assert!(error.is_unavailable(), "{error:?}");
    drop(waiting);
    // Within the time that one waits, since that for doing nothing has begun before.
    let mut next = begin().await;
    accounts::hold(&mut next, account, &cast.mark()).await.unwrap();
    next.commit().await.unwrap();
    let error = gone.commit().await.unwrap_err();
    assert!(error.is_unavailable(), "{error:?}");
    assert_eq!(cast.revision(account).await, 1);
}
