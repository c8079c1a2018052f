//! A network that forgets connections: what is sent on them arrives nowhere, nobody is told, and new ones work.

use std::time::Duration;

use roster_store::{RevisionWatch, Scope, Store, StoreError, Tx, accounts};
use roster_testkit::Forwarder;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use crate::cast::Cast;

/// How long the store is to wait for an answer here: less than in earnest, and still long enough for one that comes.
const ANSWER_WITHIN: Duration = Duration::from_secs(3);
/// As many as the store's pool has at most.
const CONNECTIONS: usize = 16;
/// From then on, the store asks a connection whether it still answers before it takes it.
const IDLE: Duration = Duration::from_millis(1100);
/// Far longer than anything here takes.
const PATIENCE: Duration = Duration::from_mins(1);

/// A database, with a store that is beyond such a network. The cast itself is not.
async fn scene() -> (Cast, Forwarder, Store) {
    let cast = Cast::on_postgres().await;
    let socket = roster_testkit::shared_postgres().unwrap().socket();
    let network = Forwarder::to(socket).await.unwrap();
    let url = network.url_of(&cast.url).unwrap();
    let store = Store::open_to_answer_within(ANSWER_WITHIN, &url.parse().unwrap())
        .await
        .unwrap();
    (cast, network, store)
}

/// As many transactions at once as there are connections.
async fn one_on_each(store: &Store) -> Vec<Tx> {
    let mut all = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let store = store.clone();
        all.spawn(async move { store.begin_write(Scope::NoAccount).await.unwrap() });
    }
    timeout(PATIENCE, all.join_all()).await.expect("they begin in time")
}

/// Ends the transactions, all at once, and nobody answers.
async fn none_is_ended<F>(transactions: Vec<Tx>, end: impl Fn(Tx) -> F)
where
    F: Future<Output = Result<(), StoreError>> + Send + 'static,
{
    let mut all = JoinSet::new();
    for tx in transactions {
        all.spawn(end(tx));
    }
    for outcome in timeout(PATIENCE, all.join_all()).await.expect("outcomes in time") {
        let error = outcome.expect_err("nobody answers");
        assert!(error.is_unavailable(), "{error:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_answered_fails_in_time_and_its_connection_is_replaced() {
    let (_cast, network, store) = scene().await;

    let mut asked = one_on_each(&store).await;
    network.forget();
    let mut all = JoinSet::new();
    for mut tx in asked.drain(..) {
        all.spawn(async move { (tx.savepoint().await, tx) });
    }
    for (outcome, mut tx) in timeout(PATIENCE, all.join_all()).await.expect("outcomes in time") {
        let error = outcome.expect_err("nobody answers");
        assert!(error.is_unavailable(), "{error:?}");
        // Nor is it waited for again, and a transaction that is still held has no connection any more.
        let error = tx.rollback_to_savepoint().await.unwrap_err();
        assert!(error.is_unavailable(), "{error:?}");
        asked.push(tx);
    }
    let committed = one_on_each(&store).await;
    drop(asked);

    network.forget();
    none_is_ended(committed, Tx::commit).await;
    let rolled_back = one_on_each(&store).await;
    network.forget();
    none_is_ended(rolled_back, Tx::rollback).await;
    one_on_each(&store).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_goes_silent_as_it_is_given_back_is_replaced() {
    let (_cast, network, store) = scene().await;
    let dropped = one_on_each(&store).await;
    network.forget();
    drop(dropped);
    one_on_each(&store).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_goes_silent_after_it_was_given_back_is_replaced() {
    let (_cast, network, store) = scene().await;
    let Store::Postgres { pool, .. } = &store else {
        panic!("this is PostgreSQL")
    };
    let all_are_back = async || {
        let deadline = Instant::now() + PATIENCE;
        while pool.num_idle() < CONNECTIONS {
            assert!(Instant::now() < deadline, "they do not come back");
            sleep(Duration::from_millis(5)).await;
        }
    };

    // Those used a moment ago are not asked first, and whoever begins on one is told in time.
    drop(one_on_each(&store).await);
    all_are_back().await;
    network.forget();
    let mut all = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let store = store.clone();
        all.spawn(async move { store.begin_write(Scope::NoAccount).await.map(drop) });
    }
    for outcome in timeout(PATIENCE, all.join_all()).await.expect("outcomes in time") {
        // It may have taken so long to get here that they are asked first.
        assert!(outcome.is_ok() || outcome.is_err_and(|error| error.is_unavailable()));
    }

    drop(one_on_each(&store).await);
    all_are_back().await;
    sleep(IDLE).await;
    network.forget();
    one_on_each(&store).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn news_come_again_over_another_connection() {
    let (cast, network, store) = scene().await;
    let account = cast.account().await;
    let mut watch = RevisionWatch::start(&store).await.unwrap();
    network.forget();
    for revision in 1..=2 {
        let mut tx = cast.write().await;
        accounts::hold(&mut tx, account, &cast.mark()).await.unwrap();
        tx.commit().await.unwrap();
        let told = async { while !watch.next().await.unwrap().contains(&(account, revision)) {} };
        timeout(PATIENCE, told).await.expect("news in time");
    }
    drop(watch);
    // It kept no place in the store's pool.
    one_on_each(&store).await;
}
