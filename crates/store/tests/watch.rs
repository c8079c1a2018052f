//! What one process commits, another is told of: on both engines, with nothing else to fall back on.

use std::time::Duration;

use jiff::Timestamp;
use roster_domain::{AccountId, AccountName, Language};
use roster_store::history::RevisionMark;
use roster_store::{RevisionWatch, Scope, Store, accounts};
use roster_testkit::{FixedClock, SeededRandom};
use tokio::time::{Instant, timeout_at};

/// Far longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(30);

async fn open(url: &str) -> Store {
    Store::open(&url.parse().expect("a URL"))
        .await
        .expect("the database opens")
}

async fn make_account(store: &Store, random: &SeededRandom) -> AccountId {
    let id = AccountId::generate(&FixedClock::default(), random);
    let mut tx = store.begin_write(Scope::Account(id)).await.expect("a transaction");
    let name = AccountName::parse("Engines").expect("a name");
    accounts::insert(&mut tx, id, &name, Language::En, Timestamp::UNIX_EPOCH)
        .await
        .expect("an account");
    tx.commit().await.expect("a commit");
    id
}

fn mark() -> RevisionMark {
    RevisionMark::generate(&SeededRandom::from_environment(), Timestamp::UNIX_EPOCH)
}

async fn advance(store: &Store, account: AccountId, by: i64) -> i64 {
    let mut tx = store.begin_write(Scope::Account(account)).await.expect("a transaction");
    let held = accounts::hold_by(&mut tx, account, by, &mark())
        .await
        .expect("a revision");
    tx.commit().await.expect("a commit");
    held.revision
}

/// Waits for news of an account and gives the revision told.
async fn told(watch: &mut RevisionWatch, account: AccountId) -> i64 {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let news = timeout_at(deadline, watch.next())
            .await
            .expect("news in time")
            .expect("news");
        if let Some((_, revision)) = news.into_iter().find(|(id, _)| *id == account) {
            return revision;
        }
    }
}

async fn commits_of_another_process_are_told(url: &str) {
    let (here, there) = (open(url).await, open(url).await);
    let random = SeededRandom::from_environment();
    let (account, other) = (make_account(&there, &random).await, make_account(&there, &random).await);
    let mut watch = RevisionWatch::start(&here).await.expect("a watch");
    assert_eq!(advance(&there, account, 1).await, 1);
    assert_eq!(told(&mut watch, account).await, 1);
    advance(&there, other, 1).await;
    assert_eq!(told(&mut watch, other).await, 1);
    assert_eq!(advance(&there, account, 100).await, 101);
    assert_eq!(told(&mut watch, account).await, 101);
    assert_eq!(
        advance(&here, account, 1).await,
        102,
        "its own process's writes are told as well"
    );
    assert_eq!(told(&mut watch, account).await, 102);
    // What is taken back is not told: the next that is heard of the account comes after it.
    let mut tx = there.begin_write(Scope::Account(account)).await.expect("a transaction");
    accounts::hold_by(&mut tx, account, 50, &mark())
        .await
        .expect("a revision");
    tx.rollback().await.expect("a rollback");
    assert_eq!(advance(&there, account, 1).await, 103);
    assert_eq!(told(&mut watch, account).await, 103);
    let later = make_account(&there, &random).await;
    advance(&there, later, 1).await;
    assert_eq!(
        told(&mut watch, later).await,
        1,
        "an account made meanwhile is watched too"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite() {
    let folder = tempfile::tempdir().expect("a folder");
    commits_of_another_process_are_told(&format!("sqlite:{}", folder.path().join("roster.db").display())).await;
}

/// The throw-away PostgreSQL is for Unix, and so are the tests that want one.
#[cfg(unix)]
fn postgres() -> String {
    roster_testkit::shared_postgres()
        .and_then(roster_testkit::ThrowawayPostgres::create_database)
        .expect("a database")
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres() {
    let url = tokio::task::spawn_blocking(postgres).await.expect("it does not panic");
    commits_of_another_process_are_told(&url).await;
}

/// The server ends the connection on which the news come, as it does when it is restarted.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_connection_is_made_up_for() {
    let url = tokio::task::spawn_blocking(postgres).await.expect("it does not panic");
    let (here, there) = (open(&url).await, open(&url).await);
    let account = make_account(&there, &SeededRandom::from_environment()).await;
    let mut watch = RevisionWatch::start(&here).await.expect("a watch");
    let Store::Postgres { pool, .. } = &there else {
        panic!("this is PostgreSQL")
    };
    let listeners = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity
                     WHERE datname = current_database() AND query LIKE 'LISTEN%'";
    let ended: i64 = sqlx::query_scalar(listeners).fetch_one(pool).await.expect("it runs");
    assert_eq!(ended, 1);
    advance(&there, account, 1).await;
    // Either the watch finds its connection gone and tells of every account, or it says that it failed and is begun anew;
    // what is committed from then on is told.
    let deadline = Instant::now() + PATIENCE;
    match timeout_at(deadline, watch.next()).await.expect("an outcome in time") {
        Ok(news) => assert!(news.contains(&(account, 1)), "{news:?}"),
        Err(_) => watch = RevisionWatch::start(&here).await.expect("a watch"),
    }
    advance(&there, account, 1).await;
    assert_eq!(told(&mut watch, account).await, 2);
}
