//! What passes: a server that only reads for a while, a database that was renamed, a user who may not sign in. The service says
//! so, goes on reading where it can, and writes again by itself.

use std::time::Duration;

use reqwest::{Method, Response, StatusCode};
use roster_testkit::{Forwarder, ThrowawayPostgres};
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tokio::time::Instant;

use crate::installation::Installation;
use crate::serving::{Serving, eventually};

/// How soon after its database's return a node has to be of use again: what operators are promised.
const RECOVERY: Duration = Duration::from_secs(10);

async fn ready(node: &Serving) -> StatusCode {
    let answer = reqwest::get(format!("{}/readyz", node.url)).await.expect("an answer");
    expect_no_fault(&answer);
    answer.status()
}

async fn read(node: &Serving, token: &str) -> StatusCode {
    let answer = node.call(Method::GET, "/users?status=pending", Some(token), None).await;
    expect_no_fault(&answer);
    answer.status()
}

async fn invite(node: &Serving, token: &str, name: &str) -> StatusCode {
    let form = json!({
        "firstName": "Grace", "lastName": "Hopper", "loginEmail": format!("{name}@example.com"),
        "communicationEmail": format!("{name}@mail.example"), "language": "en", "role": "user",
    });
    let answer = node.call(Method::POST, "/users", Some(token), Some(&form)).await;
    expect_no_fault(&answer);
    answer.status()
}

/// What is not done for now is 503, and says when to come back.
fn expect_no_fault(answer: &Response) {
    assert_ne!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR, "{answer:?}");
    if answer.status() == StatusCode::SERVICE_UNAVAILABLE {
        assert!(answer.headers().contains_key("retry-after"), "{answer:?}");
    }
}

/// Waits until a node is of use again, and checks that it was within what is promised.
async fn back_in_time(node: &Serving, token: &str, name: &str) {
    let returned = Instant::now();
    eventually(async || (invite(node, token, name).await == StatusCode::CREATED).then_some(())).await;
    eventually(async || (ready(node).await == StatusCode::OK).then_some(())).await;
    eventually(async || (read(node, token).await == StatusCode::OK).then_some(())).await;
    println!("{name}: of use again after {:?}", returned.elapsed());
    assert!(returned.elapsed() < RECOVERY, "{:?}", returned.elapsed());
}

async fn run(url: &str, sql: String) {
    let mut connection = PgConnection::connect(url).await.expect("a connection");
    let done = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await;
    done.expect("it runs");
}

async fn count(url: &str, sql: &'static str) -> i64 {
    let mut connection = PgConnection::connect(url).await.expect("a connection");
    sqlx::query_scalar(sql)
        .fetch_one(&mut connection)
        .await
        .expect("a number")
}

fn name_of(url: &str) -> &str {
    url.split(['/', '?']).nth(3).expect("a database")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_standby_answers_reads_and_once_promoted_takes_writes() {
    let primary = ThrowawayPostgres::start().expect("a server");
    let direct = primary.create_database().expect("a database");
    let standby = primary.start_standby().expect("a standby");
    let forwarder = Forwarder::to(primary.socket()).await.expect("a forwarder");
    let installation = Installation::over(forwarder.url_of(&direct).expect("a URL"));
    installation.create_account();
    let node = installation.serve();
    let token = node.sign_in().await;
    assert_eq!(invite(&node, &token, "before").await, StatusCode::CREATED);
    let at_standby = standby.url().replace("/postgres?", &format!("/{}?", name_of(&direct)));
    let follows = "SELECT count(*) FROM users WHERE login_email = 'before@example.com'";
    eventually(async || (count(&at_standby, follows).await == 1).then_some(())).await;

    primary.crash().expect("it stops");
    forwarder.point_at(standby.socket());
    eventually(async || (read(&node, &token).await == StatusCode::OK).then_some(())).await;
    for _ in 0..3 {
        assert_eq!(ready(&node).await, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(
            invite(&node, &token, "meanwhile").await,
            StatusCode::SERVICE_UNAVAILABLE
        );
        assert_eq!(read(&node, &token).await, StatusCode::OK, "reads go on");
    }
    standby.promote().expect("it is promoted");
    back_in_time(&node, &token, "promoted").await;

    // A second one, which the address leads to while the first goes on; and back, with nobody to cut the connections.
    let other = standby.start_standby().expect("a standby");
    forwarder.point_at(other.socket());
    forwarder.cut();
    eventually(async || (ready(&node).await == StatusCode::SERVICE_UNAVAILABLE).then_some(())).await;
    assert_eq!(invite(&node, &token, "astray").await, StatusCode::SERVICE_UNAVAILABLE);
    forwarder.point_at(standby.socket());
    back_in_time(&node, &token, "back").await;
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_nobody_is_let_into_for_a_while_is_waited_for() {
    let server = ThrowawayPostgres::start().expect("a server");
    let url = server.create_database().expect("a database");
    let (name, at_server) = (name_of(&url), server.url());
    run(&at_server, "CREATE ROLE clerk LOGIN SUPERUSER".to_owned()).await;
    let installation = Installation::over(url.replace("postgres://postgres@", "postgres://clerk@"));
    installation.create_account();
    let node = installation.serve();
    let token = node.sign_in().await;
    assert_eq!(invite(&node, &token, "before").await, StatusCode::CREATED);
    let shut_out = [
        (
            "renamed",
            format!("ALTER DATABASE {name} RENAME TO elsewhere"),
            format!("ALTER DATABASE elsewhere RENAME TO {name}"),
        ),
        (
            "closed",
            format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false"),
            format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true"),
        ),
        (
            "locked-out",
            "ALTER ROLE clerk NOLOGIN".to_owned(),
            "ALTER ROLE clerk LOGIN".to_owned(),
        ),
    ];
    for (how, away, back) in shut_out {
        // Whoever has come back in between is sent away again.
        let end = format!("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{name}'");
        if how == "renamed" {
            run(&at_server, format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false")).await;
            run(&at_server, end).await;
            run(&at_server, away).await;
            run(&at_server, "ALTER DATABASE elsewhere ALLOW_CONNECTIONS true".to_owned()).await;
        } else {
            run(&at_server, away).await;
            run(&at_server, end).await;
        }
        eventually(async || (ready(&node).await == StatusCode::SERVICE_UNAVAILABLE).then_some(())).await;
        assert_eq!(read(&node, &token).await, StatusCode::SERVICE_UNAVAILABLE, "{how}");
        assert_eq!(
            invite(&node, &token, "meanwhile").await,
            StatusCode::SERVICE_UNAVAILABLE,
            "{how}"
        );
        run(&at_server, back).await;
        back_in_time(&node, &token, how).await;
    }
    node.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_that_is_not_given_the_time_is_answered_503() {
    let server = ThrowawayPostgres::start().expect("a server");
    let url = server.create_database().expect("a database");
    let installation = Installation::over(url.clone());
    installation.create_account();
    run(
        &server.url(),
        format!("ALTER DATABASE {} SET statement_timeout = '2s'", name_of(&url)),
    )
    .await;
    let node = installation.serve();
    let token = node.sign_in().await;
    let mut blocking = PgConnection::connect(&url).await.expect("a connection");
    let lock = "SET statement_timeout = 0; BEGIN; LOCK TABLE accounts IN ACCESS EXCLUSIVE MODE";
    sqlx::raw_sql(lock).execute(&mut blocking).await.expect("a lock");
    assert_eq!(
        invite(&node, &token, "meanwhile").await,
        StatusCode::SERVICE_UNAVAILABLE
    );
    blocking.close().await.expect("it closes");
    back_in_time(&node, &token, "in-time").await;
    node.stop().await;
}
