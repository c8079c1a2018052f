//! A server that only answers reads, and another one in its place that takes writes.

use std::time::Duration;

use roster_domain::AccountId;
use roster_store::{RevisionWatch, Scope, Store, StoreError, accounts};
use roster_testkit::{Forwarder, ThrowawayPostgres};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tokio::time::{Instant, sleep, timeout};

use crate::cast::Cast;

/// How soon after the database's return the store has to be of use again: what operators are promised.
const RECOVERY: Duration = Duration::from_secs(10);
/// Far longer than anything here takes.
const PATIENCE: Duration = Duration::from_mins(1);

/// Writes in an account, as somebody who asks for it would.
async fn write(store: &Store, cast: &Cast, account: AccountId) -> Result<(), StoreError> {
    let mut tx = store.begin_write(Scope::Account(account)).await?;
    accounts::hold(&mut tx, account, &cast.mark()).await?;
    tx.commit().await
}

async fn read(store: &Store, account: AccountId) -> Option<i64> {
    let mut tx = store.begin_read(Scope::Account(account)).await.unwrap();
    let found = accounts::get(&mut tx, account).await.unwrap();
    found.map(|found| found.revision)
}

/// Tries again until it goes well, for as long as is promised.
async fn within_what_is_promised(mut go: impl AsyncFnMut() -> Result<(), StoreError>) {
    let begun = Instant::now();
    loop {
        match go().await {
            Ok(()) => break,
            Err(error) => assert!(error.is_unavailable(), "{error:?}"),
        }
        assert!(begun.elapsed() < RECOVERY, "it does not come back");
        sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_to_a_standby_leave_the_pool_and_reads_go_on() {
    let primary = ThrowawayPostgres::start().unwrap();
    let cast = Cast::at(primary.create_database().unwrap(), None).await;
    let account = cast.account().await;
    let standby = primary.start_standby().unwrap();
    let forwarder = Forwarder::to(primary.socket()).await.unwrap();
    let url = forwarder.url_of(&cast.url).unwrap();
    let store = Store::open(&url.parse().unwrap()).await.unwrap();
    write(&store, &cast, account).await.unwrap();
    store.ping().await.unwrap();

    // The address leads to the standby now, as after a fail-over that went half-way.
    forwarder.point_at(standby.socket());
    forwarder.cut();
    let following = Instant::now();
    while !matches!(reading(&store, account).await, Ok(Some(1))) {
        assert!(following.elapsed() < PATIENCE, "the standby follows");
        sleep(Duration::from_millis(20)).await;
    }
    for _ in 0..3 {
        let error = write(&store, &cast, account).await.unwrap_err();
        assert!(error.is_unavailable(), "{error:?}");
        let error = store.ping().await.unwrap_err();
        assert!(error.is_unavailable(), "{error:?}");
        assert_eq!(read(&store, account).await, Some(1), "reads go on");
    }

    // It leads back. Nobody cuts the connections to the standby, which stay good for reading.
    forwarder.point_at(primary.socket());
    within_what_is_promised(async || write(&store, &cast, account).await).await;
    within_what_is_promised(async || store.ping().await).await;
    assert_eq!(cast.revision(account).await, 2);
}

async fn reading(store: &Store, account: AccountId) -> Result<Option<i64>, StoreError> {
    let mut tx = store.begin_read(Scope::Account(account)).await?;
    Ok(accounts::get(&mut tx, account).await?.map(|found| found.revision))
}

/// Those used a moment ago are not asked first whether they still may write, and fail one write at the most.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_on_which_a_write_failed_leaves_the_pool_at_once() {
    let cast = Cast::on_postgres().await;
    let account = cast.account().await;
    let store = Store::open(&cast.url.parse().unwrap()).await.unwrap();
    let database = cast.url.split(['/', '?']).nth(3).unwrap();
    let only_reads = |yes: &str| format!("ALTER DATABASE {database} SET default_transaction_read_only = {yes}");
    run(&cast.url, &[&only_reads("on"), END_SESSIONS]).await;
    // By a connection that begins after that.
    let failed = async {
        loop {
            match write(&store, &cast, account).await {
                Err(StoreError::Database(sqlx::Error::Database(error))) if error.code().as_deref() == Some("25006") => {
                    return StoreError::from(sqlx::Error::Database(error));
                }
                // Its session was ended.
                Err(_) => {}
                Ok(()) => panic!("nobody may write"),
            }
        }
    };
    let error = timeout(PATIENCE, failed).await.expect("it fails in time");
    assert!(error.is_unavailable(), "{error:?}");
    run(
        &cast.url,
        &["SET default_transaction_read_only = off", &only_reads("off")],
    )
    .await;
    // What such a connection takes for its default it keeps for as long as it lives.
    write(&store, &cast, account).await.unwrap();
}

/// So that those of the store begin anew with what the database's settings are by then.
const END_SESSIONS: &str = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()";

/// Runs each of the statements by itself, all on one connection.
async fn run(url: &str, statements: &[&str]) {
    let mut connection = PgConnection::connect(url).await.unwrap();
    for statement in statements {
        let statement = AssertSqlSafe((*statement).to_owned());
        sqlx::raw_sql(statement).execute(&mut connection).await.unwrap();
    }
    connection.close().await.unwrap();
}

/// One that takes no writes any more has no news either: those of the server that does are heard.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn news_come_from_the_server_that_takes_writes() {
    const ANSWER_WITHIN: Duration = Duration::from_secs(2);
    let former = ThrowawayPostgres::start().unwrap();
    let url = former.create_database().unwrap();
    let before = Cast::at(url.clone(), None).await;
    let account = before.account().await;
    let next = former.start_standby().unwrap();
    let forwarder = Forwarder::to(former.socket()).await.unwrap();
    let through = forwarder.url_of(&url).unwrap();
    let store = Store::open_to_answer_within(ANSWER_WITHIN, &through.parse().unwrap())
        .await
        .unwrap();
    let mut watch = RevisionWatch::start(&store).await.unwrap();
    // The former one was told to take no more writes; the other one takes its place, and no connection breaks.
    run(
        &url,
        &[
            "ALTER SYSTEM SET default_transaction_read_only = on",
            "SELECT pg_reload_conf()",
        ],
    )
    .await;
    next.promote().unwrap();
    forwarder.point_at(next.socket());
    let database = url.split(['/', '?']).nth(3).unwrap();
    let after = Cast::at(next.url().replace("/postgres?", &format!("/{database}?")), None).await;
    let told = async {
        while !watch.next().await.unwrap().contains(&(account, 0)) {}
        write(&after.store, &after, account).await.unwrap();
        while !watch.next().await.unwrap().contains(&(account, 1)) {}
    };
    timeout(PATIENCE, told).await.expect("news in time");
}
