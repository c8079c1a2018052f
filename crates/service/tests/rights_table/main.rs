//! Who may do what on which route: one table, which names every route of the API.
#![allow(clippy::unwrap_used, reason = "a test whose scene cannot be set has failed")]

#[path = "../support/mod.rs"]
mod support;

mod rows;
mod viewers;

use std::collections::BTreeSet;

use rows::{ROWS, Row};
use support::{Answer, Call, World};
use viewers::{VIEWERS, Viewer, Viewers};

/// Makes whom a path names: each request finds a person of its own, as no other request has left them.
async fn fill_in(world: &World, viewers: &Viewers, viewer: Viewer, path: &str) -> String {
    let account = viewers.account;
    let own = viewers.of(viewer).unwrap_or(&viewers.administrator).id;
    let mut path = path.replace("{own}", &own.to_string());
    if path.contains("{active}") {
        path = path.replace("{active}", &world.member(account).await.id.to_string());
    }
    if path.contains("{holder}") {
        path = path.replace("{holder}", &world.billing_administrator(account).await.id.to_string());
    }
    if path.contains("{pending}") {
        path = path.replace("{pending}", &world.pending(account).await.id.to_string());
    }
    if path.contains("{removed}") {
        path = path.replace("{removed}", &world.removed(account).await.id.to_string());
    }
    path
}

async fn request(world: &World, viewers: &Viewers, viewer: Viewer, row: &Row, number: usize) -> Call {
    let path = fill_in(world, viewers, viewer, row.path).await;
    let mut call = world.call(row.method, &path);
    if let Some(token) = viewers.token_of(viewer) {
        call = call.bearer(token);
    }
    if row.method == "PATCH" {
        call = call.header("if-match", "*");
    }
    match row.body {
        Some(body) => call.text(&body.replace("{number}", &number.to_string())),
        None => call,
    }
}

/// Status and, of a refusal, the code, as the table has them.
fn told(answer: &Answer) -> String {
    let status = answer.status.as_u16();
    if status < 400 {
        return status.to_string();
    }
    format!(
        "{status} {}",
        answer.json()["code"].as_str().unwrap_or("without a code")
    )
}

/// What a refusal must leave as it is; a guess at a password stands in the log.
async fn left(world: &World, row: &Row) -> Vec<i64> {
    world.app.pending_notes.written().await;
    match row.path {
        "/me/password" => world.census_beside_the_log().await,
        _ => world.census().await,
    }
}

async fn everyone_may_do_what_the_table_says_and_a_refusal_changes_nothing(world: World) {
    let viewers = Viewers::in_world(&world).await;
    let mut wrong = Vec::new();
    for (number, row) in ROWS.iter().enumerate() {
        for (column, viewer) in VIEWERS.into_iter().enumerate() {
            let request = request(&world, &viewers, viewer, row, number * VIEWERS.len() + column).await;
            let before = left(&world, row).await;
            let answer = request.send_for_its_head().await;
            let (found, expected) = (told(&answer), row.expected[column]);
            if found != expected {
                wrong.push(format!(
                    "{} {} by {viewer:?}: {found}, not {expected}",
                    row.method, row.path
                ));
            }
            if !answer.status.is_success() && left(&world, row).await != before {
                wrong.push(format!(
                    "{} {} by {viewer:?} left something behind",
                    row.method, row.path
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn every_route_is_in_the_table(world: World) {
    let document = world.get("/openapi.json").send().await.expect(200);
    let mut documented = BTreeSet::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for method in item.as_object().expect("methods").keys() {
            if ["get", "post", "patch", "delete", "put"].contains(&method.as_str()) {
                documented.insert(format!("{} {}", method.to_uppercase(), one_id(path)));
            }
        }
    }
    let in_table: BTreeSet<String> = ROWS
        .iter()
        .map(|row| match row.path.strip_prefix('/') {
            Some(outside) if outside.starts_with('/') => format!("{} {}", row.method, outside),
            _ => format!("{} {}{}", row.method, roster_contract::API_PREFIX, one_id(row.path)),
        })
        .collect();
    assert!(documented.len() > 20, "{documented:?}");
    let missing: Vec<_> = documented.difference(&in_table).collect();
    assert!(missing.is_empty(), "in no row: {missing:?}");
    let undocumented: Vec<_> = in_table.difference(&documented).collect();
    assert!(undocumented.is_empty(), "in no document: {undocumented:?}");
}

/// A path with whatever stands in braces as `{id}`, and without a query.
fn one_id(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let segments = path
        .split('/')
        .map(|segment| if segment.starts_with('{') { "{id}" } else { segment });
    segments.collect::<Vec<_>>().join("/")
}

on_both_databases!(
    everyone_may_do_what_the_table_says_and_a_refusal_changes_nothing,
    every_route_is_in_the_table,
);
