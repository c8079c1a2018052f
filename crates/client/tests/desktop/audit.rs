//! The audit log as an administrator sees it, and what the desktop remembers of it.

use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use axum::response::IntoResponse;
use roster_client::Desktop;
use roster_client::view::{AuditFilter, AuditFormat, AuditHistory, AuditQuery};
use roster_contract::{AuditChain, AuditHead, ProblemCode};
use roster_domain::Role;

use crate::impostor::{Impostor, broken, json, problem};
use crate::support::{Computer, another, code, credentials, person, with_account};

fn newest(limit: u32) -> AuditQuery {
    AuditQuery {
        limit,
        ..AuditQuery::default()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_is_listed_from_its_newest_event_on() {
    let computer = Computer::new();
    let desktop = with_account(&computer).await;
    for first in ["Grace", "Zoe"] {
        desktop.create_user(person(first, Role::User)).await.unwrap();
    }
    let filter = AuditFilter {
        action: Some("user.created".to_owned()),
        search: "zoe & co".to_owned(),
        ..AuditFilter::default()
    };
    let none = desktop
        .list_audit_events(AuditQuery {
            filter: filter.clone(),
            ..newest(10)
        })
        .await
        .unwrap();
    assert!(none.items.is_empty() && !none.has_more);
    let filter = AuditFilter {
        search: String::new(),
        ..filter
    };
    let first = desktop
        .list_audit_events(AuditQuery {
            filter: filter.clone(),
            ..newest(1)
        })
        .await
        .unwrap();
    assert!(first.has_more);
    let entry = &first.items[0];
    assert_eq!(entry.target.as_ref().unwrap().name, "Zoe Example");
    assert_eq!(entry.actor.as_ref().unwrap().name, "Ada Lovelace");
    let name = entry.changes.iter().find(|change| change.field == "firstName").unwrap();
    assert_eq!((name.before.len(), &name.after), (0, &vec!["Zoe".to_owned()]));
    let before = Some(entry.seq);
    let rest = desktop
        .list_audit_events(AuditQuery {
            filter,
            before,
            limit: 10,
        })
        .await
        .unwrap();
    assert_eq!(rest.items[0].target.as_ref().unwrap().name, "Grace Example");

    let (elsewhere, member) = (Computer::new(), Role::User);
    let member = another(&desktop, "Max", member, &elsewhere).await;
    assert_eq!(
        code(member.list_audit_events(newest(1)).await),
        "administrator-required"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_is_written_to_a_new_file() {
    let (computer, folder) = (Computer::new(), tempfile::tempdir().unwrap());
    let desktop = with_account(&computer).await;
    let export = async |format| {
        desktop
            .export_audit_log(AuditFilter::default(), format, folder.path())
            .await
    };
    let csv = export(AuditFormat::Csv).await.unwrap();
    assert!(csv.file_name.starts_with("Roster audit log 20") && csv.file_name.contains(".csv"));
    let text = std::fs::read_to_string(&csv.path).unwrap();
    assert!(text.starts_with("\u{feff}seq,revision,") && text.contains("account.created"));
    assert_eq!(text.matches('\u{feff}').count(), 1);
    let again = export(AuditFormat::Csv).await.unwrap();
    assert!(again.file_name.ends_with(" (2).csv"), "{}", again.file_name);
    let lines = std::fs::read_to_string(export(AuditFormat::Json).await.unwrap().path).unwrap();
    assert!(lines.lines().count() >= 2 && lines.starts_with("{\"seq\":1,"));
    let missing = folder.path().join("missing");
    let error = desktop
        .export_audit_log(AuditFilter::default(), AuditFormat::Csv, &missing)
        .await;
    assert!(error.unwrap_err().detail.contains("missing"));
}

/// What an impostor's log is like: how far it has come, and a letter for the hashes that lead there.
type Log = Arc<Mutex<(AuditChain, i64, char)>>;

async fn watched(computer: &Computer) -> (Arc<Desktop>, Impostor, Log) {
    let (impostor, log) = (
        Impostor::start().await,
        Log::new(Mutex::new((AuditChain::Whole, 7, 'a'))),
    );
    let shown = log.clone();
    impostor.instead(move |seen| {
        let query = seen.path.strip_prefix("/api/v1/audit/head")?;
        let (chain, last, letter) = *shown.lock().unwrap();
        let at = query.strip_prefix("?at=").map_or(last, |at| at.parse().unwrap());
        let hash = format!("{letter}{}", at.min(last));
        Some(json(
            StatusCode::OK,
            &AuditHead {
                chain,
                seq: at.min(last),
                hash,
            },
        ))
    });
    let desktop = computer.open();
    desktop.connect_to_server(impostor.url()).await.unwrap();
    desktop.sign_in(credentials("ada@example.com")).await.unwrap();
    (desktop, impostor, log)
}

#[tokio::test]
async fn a_history_that_was_rewritten_is_told_until_it_is_accepted() {
    let computer = Computer::new();
    let (desktop, _impostor, log) = watched(&computer).await;
    let check = async || desktop.check_audit_history().await.unwrap();
    assert_eq!(check().await, AuditHistory::Kept, "it is seen for the first time");
    log.lock().unwrap().1 = 9;
    assert_eq!(check().await, AuditHistory::Kept, "it has gone on");
    *log.lock().unwrap() = (AuditChain::Whole, 12, 'b');
    for _ in 0..2 {
        assert_eq!(check().await, AuditHistory::Rewritten);
    }
    *log.lock().unwrap() = (AuditChain::Whole, 8, 'a');
    assert_eq!(check().await, AuditHistory::Shortened, "9 was seen");
    desktop.accept_audit_history().await.unwrap();
    assert_eq!(check().await, AuditHistory::Kept);
    *log.lock().unwrap() = (AuditChain::Whole, 8, 'c');
    assert_eq!(
        check().await,
        AuditHistory::Rewritten,
        "also where the log is as long as before"
    );
}

/// Signing out, or ending the copy, is no way to make the desktop forget.
#[tokio::test]
async fn what_was_seen_outlives_the_session_and_the_desktop() {
    let computer = Computer::new();
    let (desktop, impostor, log) = watched(&computer).await;
    assert_eq!(desktop.check_audit_history().await.unwrap(), AuditHistory::Kept);
    desktop.sign_out().await.unwrap();
    assert_eq!(code(desktop.check_audit_history().await), "session-required");
    drop(desktop);
    let desktop = computer.open();
    desktop.start().await;
    desktop.connect_to_server(impostor.url()).await.unwrap();
    desktop.sign_in(credentials("ada@example.com")).await.unwrap();
    *log.lock().unwrap() = (AuditChain::Whole, 7, 'b');
    assert_eq!(desktop.check_audit_history().await.unwrap(), AuditHistory::Rewritten);
}

/// One who loses the permission is shown another chain, which is held against what was seen of that one.
#[tokio::test]
async fn each_chain_is_remembered_by_itself() {
    let computer = Computer::new();
    let (desktop, impostor, log) = watched(&computer).await;
    let check = async || desktop.check_audit_history().await;
    assert_eq!(check().await.unwrap(), AuditHistory::Kept);
    *log.lock().unwrap() = (AuditChain::Open, 5, 'o');
    assert_eq!(check().await.unwrap(), AuditHistory::Kept);
    *log.lock().unwrap() = (AuditChain::Whole, 8, 'a');
    assert_eq!(check().await.unwrap(), AuditHistory::Kept);
    *log.lock().unwrap() = (AuditChain::Open, 6, 'p');
    assert_eq!(check().await.unwrap(), AuditHistory::Rewritten);
    impostor.instead(|_| Some(problem(ProblemCode::AdministratorRequired)));
    assert_eq!(code(check().await), "administrator-required");
}

#[tokio::test]
async fn of_an_export_that_breaks_off_nothing_is_left() {
    let (computer, folder) = (Computer::new(), tempfile::tempdir().unwrap());
    let (desktop, impostor, _log) = watched(&computer).await;
    for breaks_off in [true, false] {
        impostor.instead(move |seen| {
            let asked = seen.path.starts_with("/api/v1/audit/export");
            let page = if breaks_off {
                broken()
            } else {
                "<p>Sign in".into_response()
            };
            let (mut parts, body) = page.into_parts();
            let kind = if breaks_off {
                "text/csv; charset=utf-8"
            } else {
                "text/html"
            };
            parts.headers.insert("content-type", kind.parse().unwrap());
            asked.then(|| axum::response::Response::from_parts(parts, body))
        });
        let export = desktop
            .export_audit_log(AuditFilter::default(), AuditFormat::Csv, folder.path())
            .await;
        export.unwrap_err();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
