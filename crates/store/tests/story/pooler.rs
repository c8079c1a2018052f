//! PgBouncer between the store and PostgreSQL.

use std::time::Duration;

use roster_store::{OpenError, RevisionWatch, Scope, Store, accounts};
use roster_testkit::{PgBouncer, PoolMode, ThrowawayPostgres};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::cast::Cast;

/// Far longer than anything here takes.
const PATIENCE: Duration = Duration::from_mins(1);

/// A database and a pooler before it; none where it is not installed.
async fn scene(mode: PoolMode) -> Option<(ThrowawayPostgres, PgBouncer, Cast)> {
    let server = ThrowawayPostgres::start().unwrap();
    let pooler = PgBouncer::before(&server, mode).unwrap()?;
    let cast = Cast::at(server.create_database().unwrap(), None).await;
    Some((server, pooler, cast))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pooler_in_session_mode_is_worked_through() {
    let Some((_server, pooler, cast)) = scene(PoolMode::Session).await else {
        return;
    };
    let url = pooler.url_of(&cast.url).unwrap();
    let store = Store::open(&url.parse().unwrap()).await.unwrap();
    let account = cast.account().await;
    let mut watch = RevisionWatch::start(&store).await.unwrap();
    let mut writes = JoinSet::new();
    for _ in 0..40 {
        let (store, mark) = (store.clone(), cast.mark());
        writes.spawn(async move {
            let mut tx = store.begin_write(Scope::Account(account)).await.unwrap();
            accounts::hold(&mut tx, account, &mark).await.unwrap();
            tx.commit().await.unwrap();
        });
    }
    timeout(PATIENCE, writes.join_all())
        .await
        .expect("they are done in time");
    assert_eq!(cast.revision(account).await, 40);
    let told = async { while !watch.next().await.unwrap().contains(&(account, 40)) {} };
    timeout(PATIENCE, told).await.expect("news in time");
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pooler_in_transaction_mode_is_refused() {
    let Some((_server, pooler, cast)) = scene(PoolMode::Transaction).await else {
        return;
    };
    let url = pooler.url_of(&cast.url).unwrap();
    let error = Store::open(&url.parse().unwrap()).await.unwrap_err();
    assert!(matches!(error, OpenError::Unfit(_)), "{error:?}");
    let reason = error.to_string();
    assert!(
        reason.contains("session mode") && reason.contains("pool_mode"),
        "{reason}"
    );
}
