use jiff::SignedDuration;
use roster_domain::{AccountId, AuditEventId, UserId};
use roster_store::accounts::{Rest, Settled};
use roster_store::audit::{self, BrokenLink, ChainHead, Fault, NewAuditEvent, Verified};
use roster_store::{Scope, Store, Tx, accounts};
use sqlx::AssertSqlSafe;

use crate::cast::{Cast, execute};

/// An event about a rename, or about a permission, that only billing managers may know of.
fn event(cast: &Cast, account: AccountId, billing_only: bool) -> NewAuditEvent {
    let person = UserId::generate(&cast.clock, &*cast.random);
    cast.clock.advance(SignedDuration::from_secs(1));
    NewAuditEvent {
        id: AuditEventId::generate(&cast.clock, &*cast.random),
        account,
        revision: Some(1),
        at: cast.now(),
        actor: Some((person, "Ada Lovelace".to_owned())),
        action: "user.updated",
        target: Some(("user", person.as_uuid(), "Grace Hopper".to_owned())),
        changes: if billing_only { "{}" } else { r#"{"firstName":1}"# }.to_owned(),
        billing_changes: billing_only.then(|| r#"{"permissions":1}"#.to_owned()),
        billing_only,
        origin: "10.0.0.7".to_owned(),
        values: String::new(),
    }
}

/// An account whose log has six events, the third and the fifth for billing managers only.
async fn logged(cast: &Cast) -> AccountId {
    let account = cast.account().await;
    for seq in 1..=6 {
        append(cast, account, [3, 5].contains(&seq)).await;
    }
    account
}

async fn append(cast: &Cast, account: AccountId, billing_only: bool) -> i64 {
    let mut tx = cast.write().await;
    let seq = write(&mut tx, account, vec![event(cast, account, billing_only)]).await;
    tx.commit().await.unwrap();
    seq
}

/// Writes events as a sign-in does, which advances no revision; gives the place of the last.
pub async fn write(tx: &mut Tx, account: AccountId, events: Vec<NewAuditEvent>) -> i64 {
    let held = accounts::lock(tx, account).await.unwrap();
    let rest = Rest {
        events,
        ..Rest::default()
    };
    match accounts::settle(tx, account, &held, rest).await.unwrap() {
        Settled::Done(seq) => seq,
        Settled::LoginEmailTaken => panic!("nobody was to be added"),
    }
}

async fn verified(store: &Store, account: AccountId) -> Verified {
    audit::verify(&mut store.begin_read(Scope::Account(account)).await.unwrap(), account)
        .await
        .unwrap()
}

/// Runs a statement as one who has rid themselves of what forbids it.
async fn tamper(cast: &Cast, sql: &str) {
    let mut tx = cast.write().await;
    let triggers: &[&str] = if cast.is_postgres() {
        &["ALTER TABLE audit_events DISABLE TRIGGER USER"]
    } else {
        &[
            "DROP TRIGGER IF EXISTS audit_events_not_updated",
            "DROP TRIGGER IF EXISTS audit_events_not_deleted",
            "DROP TRIGGER IF EXISTS audit_events_not_replaced",
            "DROP TRIGGER IF EXISTS audit_events_chained",
        ]
    };
    for sql in triggers.iter().chain([&sql]) {
        execute(&mut tx, sql).await;
    }
    tx.commit().await.unwrap();
}

async fn every_event_is_chained_to_the_one_before(cast: Cast) {
    let (account, elsewhere) = (logged(&cast).await, logged(&cast).await);
    let (one, other) = (
        verified(&cast.store, account).await,
        verified(&cast.store, elsewhere).await,
    );
    assert_eq!((one.events, one.before_chain, one.broken), (6, 0, None));
    assert!(one.head.is_some() && one.head != other.head);
    let empty = cast.account().await;
    assert_eq!(verified(&cast.store, empty).await.head, None);
    let lengths = "SELECT COUNT(*) FROM audit_events WHERE LENGTH(hash) = 32 AND (LENGTH(open_hash) = 32) IS DISTINCT FROM billing_only";
    assert_eq!(cast.number(lengths).await, 12);
}

async fn refused(cast: &Cast, sql: &str) -> bool {
    let sql = AssertSqlSafe(sql.to_owned());
    let error = match &mut cast.write().await {
        Tx::Postgres(tx) => sqlx::query(sql).execute(&mut **tx).await.map(drop),
        Tx::Sqlite(tx) => sqlx::query(sql).execute(&mut **tx).await.map(drop),
    };
    error.is_err_and(|error| error.to_string().contains("the audit log is append-only"))
}

async fn nothing_but_adding_is_allowed(cast: Cast) {
    logged(&cast).await;
    let copy = "INTO audit_events (id, account_id, seq, at, action, changes, billing_only, origin, hash)
                SELECT id, account_id, seq, 0, 'user.updated', '{}', FALSE, '', hash FROM audit_events WHERE seq = 1";
    let unchained = "INSERT INTO audit_events (id, account_id, seq, at, action, changes, billing_only, origin)
                     SELECT account_id, account_id, 99, 0, 'user.updated', '{}', FALSE, '' FROM audit_events WHERE seq = 1";
    let replace = format!("INSERT OR REPLACE {copy}");
    let mut statements = vec![
        "UPDATE audit_events SET origin = ''",
        "UPDATE audit_events SET changes = '{}' WHERE seq = 2",
        "DELETE FROM audit_events WHERE seq = 6",
        unchained,
    ];
    statements.push(if cast.is_postgres() {
        "TRUNCATE audit_events"
    } else {
        &replace
    });
    for statement in statements {
        assert!(refused(&cast, statement).await, "{statement}");
    }
    assert_eq!(cast.number("SELECT COUNT(*) FROM audit_events").await, 6);
    if cast.is_postgres() {
        let rights = "SELECT COUNT(*) FROM information_schema.role_table_grants WHERE table_name = 'audit_events'
                      AND privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE')";
        assert_eq!(cast.number(rights).await, 0, "the owner has no right to, either");
    }
}

async fn what_was_altered_is_found(cast: Cast) {
    let blob = if cast.is_postgres() { "'\\x00'" } else { "X'00'" };
    let altered = [
        ("changes = '{}'", 2, Fault::Altered),
        ("origin = '10.0.0.8'", 1, Fault::Altered),
        ("actor_name = NULL", 4, Fault::Altered),
        ("at = at + 1", 6, Fault::Altered),
        ("billing_changes = '{}'", 3, Fault::Altered),
        ("billing_only = FALSE", 5, Fault::Altered),
        ("open_hash = NULL", 2, Fault::Altered),
        ("open_seq = open_seq + 1", 4, Fault::Altered),
        ("open_seq = NULL", 5, Fault::Altered),
        (&format!("hash = {blob}"), 4, Fault::Altered),
        ("hash = NULL", 6, Fault::Unchained),
        ("seq = 60", 6, Fault::Missing),
    ];
    for (change, seq, fault) in altered {
        let account = logged(&cast).await;
        let literal = cast.literal(account.as_uuid());
        tamper(
            &cast,
            &format!("UPDATE audit_events SET {change} WHERE account_id = {literal} AND seq = {seq}"),
        )
        .await;
        let found = verified(&cast.store, account).await;
        assert_eq!(found.broken, Some(BrokenLink { seq, fault }), "{change}");
        assert_eq!(found.events, seq - 1, "{change}");
    }
}

async fn what_was_taken_out_is_found(cast: Cast) {
    for (taken, seq, fault) in [
        ("seq = 1", 1, Fault::Missing),
        ("seq BETWEEN 2 AND 4", 2, Fault::Missing),
        ("seq = 6", 6, Fault::CutOff),
        ("seq > 0", 1, Fault::CutOff),
    ] {
        let account = logged(&cast).await;
        let literal = cast.literal(account.as_uuid());
        tamper(
            &cast,
            &format!("DELETE FROM audit_events WHERE account_id = {literal} AND {taken}"),
        )
        .await;
        assert_eq!(
            verified(&cast.store, account).await.broken,
            Some(BrokenLink { seq, fault }),
            "{taken}"
        );
    }
    // The numbers closed up again do not hide it.
    let account = logged(&cast).await;
    let literal = cast.literal(account.as_uuid());
    tamper(
        &cast,
        &format!("DELETE FROM audit_events WHERE account_id = {literal} AND seq = 6"),
    )
    .await;
    tamper(
        &cast,
        &format!("UPDATE accounts SET audit_seq = 5 WHERE id = {literal}"),
    )
    .await;
    let broken = verified(&cast.store, account).await.broken;
    assert_eq!(
        broken,
        Some(BrokenLink {
            seq: 6,
            fault: Fault::CutOff
        })
    );
}

/// A database that was in use before there was a chain.
async fn what_was_there_before_the_chain_is_sealed_by_the_next_event(cast: Cast) {
    let account = logged(&cast).await;
    tamper(&cast, "UPDATE audit_events SET hash = NULL, open_hash = NULL").await;
    tamper(&cast, "UPDATE accounts SET audit_hash = NULL, audit_open_hash = NULL").await;
    let before = verified(&cast.store, account).await;
    assert_eq!((before.events, before.before_chain, before.head), (6, 6, None));
    assert_eq!(before.broken, None);
    assert_eq!(append(&cast, account, false).await, 7);
    let sealed = verified(&cast.store, account).await;
    assert_eq!((sealed.events, sealed.before_chain, sealed.broken), (7, 6, None));
    tamper(&cast, "UPDATE audit_events SET origin = '' WHERE seq = 2").await;
    let fault = Fault::Altered;
    assert_eq!(
        verified(&cast.store, account).await.broken,
        Some(BrokenLink { seq: 7, fault })
    );
}

/// Events of sign-ins take no revision first: the chain is all that they wait for.
async fn events_written_at_once_by_two_nodes_make_one_chain(cast: Cast) {
    let account = cast.account().await;
    let other_node = Store::open(&cast.url.parse().unwrap()).await.unwrap();
    let writes = (0..40).map(|index| {
        let store = if index % 2 == 0 { &cast.store } else { &other_node }.clone();
        let event = event(&cast, account, index % 5 == 0);
        tokio::spawn(async move {
            let mut tx = store.begin_write(Scope::Account(account)).await.unwrap();
            write(&mut tx, account, vec![event]).await;
            tx.commit().await.unwrap();
        })
    });
    for write in writes.collect::<Vec<_>>() {
        write.await.unwrap();
    }
    let found = verified(&cast.store, account).await;
    assert_eq!((found.events, found.broken), (40, None));
}

/// A log longer than what is read at a time.
async fn a_long_log_is_walked_to_its_end(cast: Cast) {
    let account = cast.account().await;
    let mut tx = cast.write().await;
    for index in 0..2_500 {
        write(&mut tx, account, vec![event(&cast, account, index % 2 == 0)]).await;
    }
    let found: (i64, Option<ChainHead>) = {
        let found = audit::verify(&mut tx, account).await.unwrap();
        (found.events, found.head)
    };
    assert_eq!(found.0, 2_500);
    tx.rollback().await.unwrap();
    assert_eq!(
        verified(&cast.store, account).await.events,
        0,
        "undone, it was never there"
    );
}

crate::on_both_engines!(
    every_event_is_chained_to_the_one_before,
    nothing_but_adding_is_allowed,
    what_was_altered_is_found,
    what_was_taken_out_is_found,
    what_was_there_before_the_chain_is_sealed_by_the_next_event,
    events_written_at_once_by_two_nodes_make_one_chain,
    a_long_log_is_walked_to_its_end,
);
