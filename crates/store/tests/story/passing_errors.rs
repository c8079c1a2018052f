//! What of a database's faults passes by itself, so that whoever asks is told to come back.

use roster_store::{StoreError, Tx};
use sqlx::AssertSqlSafe;

use crate::cast::Cast;

/// Codes of PostgreSQL's (Appendix A of its manual) that pass: of each class some.
const PASSING: &[&str] = &[
    "08000", "08006", "08P01", // no connection, or one that went wrong
    "25006", "25P03", // a server that only reads; a transaction that was idle for too long
    "28000", "28P01", // the user may not sign in for now: their password is being changed
    "3D000", // the database was renamed away
    "40001", "40P01", // two transactions in each other's way
    "53100", "53200", "53300", // no room, no memory, no connection left
    "55000", "55006", "55P03", // in use, or locked
    "57014", "57P01", "57P02", "57P03", "57P04", "57P05", // somebody intervened
    "58000", "58030", "58P01", // the system beneath it fails
];

/// Those of a mistake in this program or in the data, which will be there at the next try, too.
const LASTING: &[&str] = &[
    "22021", "22P02", "23503", "23505", "23514", "25001", "25P02", "26000", "42501", "42601", "42P01", "54000",
    "P0001", "XX000", "XX001",
];

async fn run(cast: &Cast, sql: String) -> StoreError {
    let Tx::Postgres(mut tx) = cast.write().await else {
        panic!("this is PostgreSQL")
    };
    let outcome = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *tx).await;
    outcome.expect_err("it fails").into()
}

#[tokio::test]
#[cfg_attr(not(unix), ignore = "the throw-away PostgreSQL is for Unix")]
async fn codes_that_pass_are_told_from_those_that_last_by_their_class() {
    let cast = Cast::on_postgres().await;
    for (codes, passes) in [(PASSING, true), (LASTING, false)] {
        for code in codes {
            let raise = format!("DO $$ BEGIN RAISE EXCEPTION 'as asked' USING ERRCODE = '{code}'; END $$");
            let error = run(&cast, raise).await;
            assert_eq!(error.is_unavailable(), passes, "{code}: {error:?}");
        }
    }
}

#[tokio::test]
#[cfg_attr(not(unix), ignore = "the throw-away PostgreSQL is for Unix")]
async fn a_statement_that_takes_too_long_or_is_cancelled_passes() {
    let cast = Cast::on_postgres().await;
    for sql in [
        "SET LOCAL statement_timeout = '20ms'; SELECT pg_sleep(60)",
        "SELECT pg_cancel_backend(pg_backend_pid()); SELECT pg_sleep(60)",
        "SELECT pg_terminate_backend(pg_backend_pid()); SELECT pg_sleep(60)",
    ] {
        let error = run(&cast, sql.to_owned()).await;
        assert!(error.is_unavailable(), "{sql}: {error:?}");
    }
    cast.store.ping().await.unwrap();
}

#[tokio::test]
#[cfg_attr(not(unix), ignore = "the throw-away PostgreSQL is for Unix")]
async fn two_transactions_that_wait_for_each_other_pass() {
    let cast = Cast::on_postgres().await;
    let (one, other) = (cast.account().await, cast.account().await);
    let mut first = cast.write().await;
    let mut second = cast.write().await;
    roster_store::accounts::hold(&mut first, one, &cast.mark())
        .await
        .unwrap();
    roster_store::accounts::hold(&mut second, other, &cast.mark())
        .await
        .unwrap();
    let (first_mark, second_mark) = (cast.mark(), cast.mark());
    let (first, second) = tokio::join!(
        roster_store::accounts::hold(&mut first, other, &first_mark),
        roster_store::accounts::hold(&mut second, one, &second_mark),
    );
    let outcomes = [first.map(drop), second.map(drop)];
    let refused: Vec<&StoreError> = outcomes.iter().filter_map(|outcome| outcome.as_ref().err()).collect();
    assert!(!refused.is_empty(), "one of them gives way");
    for error in refused {
        assert!(error.is_unavailable(), "{error:?}");
    }
}
