use std::collections::BTreeSet;

use roster_domain::{AccountId, AuditEventId, Language, Rights, Role, UserStatus};
use roster_store::audit::NewAuditEvent;
use roster_store::history::RevisionMark;
use roster_store::{Scope, Store, accounts, guardians, platform};

use crate::audit;
use crate::cast::Cast;

async fn an_account_is_kept_and_renamed(cast: Cast) {
    assert!(!accounts::any(&mut cast.read().await).await.unwrap());
    let id = cast.account().await;
    let mut tx = cast.write().await;
    accounts::update(&mut tx, id, "Difference Engines", Language::Ar)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut tx = cast.read().await;
    let account = accounts::get(&mut tx, id).await.unwrap().unwrap();
    assert_eq!(
        (account.id, account.name.as_str(), account.language),
        (id, "Difference Engines", Language::Ar)
    );
    assert_eq!((account.revision, account.oldest_cursor_revision), (0, 0));
    let nobody = AccountId::generate(&cast.clock, &*cast.random);
    assert_eq!(accounts::get(&mut tx, nobody).await.unwrap(), None);
    assert!(accounts::any(&mut tx).await.unwrap());
}

/// Advances the revision `times` times, each in a transaction of its own, and gives those reached.
async fn advance(store: Store, account: AccountId, mark: RevisionMark, times: usize) -> Vec<i64> {
    let mut reached = Vec::new();
    for _ in 0..times {
        let mut tx = store.begin_write(Scope::Account(account)).await.unwrap();
        let revision = accounts::hold(&mut tx, account, &mark).await.unwrap().revision;
        // Nobody else may have come between since: what is read now is what was just written.
        assert_eq!(
            accounts::get(&mut tx, account).await.unwrap().unwrap().revision,
            revision
        );
        tx.commit().await.unwrap();
        reached.push(revision);
    }
    reached
}

async fn of_many_writers_each_has_a_revision_of_its_own_and_none_is_left_out(cast: Cast) {
    let account = cast.account().await;
    let other_node = Store::open(&cast.url.parse().unwrap()).await.unwrap();
    let writers = (0..20).map(|index| {
        let store = if index % 2 == 0 { &cast.store } else { &other_node };
        tokio::spawn(advance(store.clone(), account, cast.mark(), 20))
    });
    let mut reached = BTreeSet::new();
    for writer in writers.collect::<Vec<_>>() {
        let revisions = writer.await.unwrap();
        assert!(revisions.is_sorted());
        reached.extend(revisions);
    }
    assert_eq!(reached, (1..=400).collect());
}

async fn the_second_writer_of_an_account_waits_for_the_first(cast: Cast) {
    let account = cast.account().await;
    let mut first = cast.write().await;
    assert_eq!(
        accounts::hold(&mut first, account, &cast.mark())
            .await
            .unwrap()
            .revision,
        1
    );
    let second = tokio::spawn(advance(cast.store.clone(), account, cast.mark(), 1));
    cast.until_one_waits().await;
    assert!(!second.is_finished());
    first.rollback().await.unwrap();
    assert_eq!(second.await.unwrap(), [1], "what was rolled back was not taken");
}

async fn several_revisions_are_taken_at_once(cast: Cast) {
    let account = cast.account().await;
    let mut tx = cast.write().await;
    for (count, reached) in [(7, 7), (0, 7)] {
        let held = accounts::hold_by(&mut tx, account, count, &cast.mark()).await;
        assert_eq!(held.unwrap().revision, reached);
    }
    tx.commit().await.unwrap();
    assert_eq!(cast.revision(account).await, 7);
}

async fn only_active_administrators_are_guardians(cast: Cast) {
    let (account, elsewhere) = (cast.account().await, cast.account().await);
    let mut number = 0;
    for account in [account, elsewhere] {
        for status in [UserStatus::Active, UserStatus::Pending] {
            for rights in [
                (Role::Administrator, true),
                (Role::Administrator, false),
                (Role::User, true),
                (Role::User, false),
            ] {
                number += 1;
                let mut new = cast.someone(account, &format!("u{number}@example.com"));
                (new.status, new.rights) = (status, Rights::new(rights.0, rights.1));
                cast.add(&new).await;
            }
        }
    }
    let guardians = guardians::count(&mut cast.read().await, account).await.unwrap();
    assert_eq!((guardians.administrators, guardians.billing_administrators), (2, 1));
    let empty = cast.account().await;
    let guardians = guardians::count(&mut cast.read().await, empty).await.unwrap();
    assert_eq!((guardians.administrators, guardians.billing_administrators), (0, 0));
}

async fn audit_events_are_numbered_per_account_without_gaps(cast: Cast) {
    let (one, other) = (cast.account().await, cast.account().await);
    let event = |account| NewAuditEvent {
        id: AuditEventId::generate(&cast.clock, &*cast.random),
        account,
        revision: Some(1),
        at: cast.now(),
        actor: None,
        action: "account.updated",
        target: None,
        changes: "{}".to_owned(),
        billing_changes: None,
        billing_only: false,
        origin: "service".to_owned(),
        values: String::new(),
    };
    for expected in 1..=3 {
        let mut tx = cast.write().await;
        assert_eq!(audit::write(&mut tx, one, vec![event(one)]).await, expected);
        tx.commit().await.unwrap();
        let mut undone = cast.write().await;
        audit::write(&mut undone, one, vec![event(one)]).await;
        undone.rollback().await.unwrap();
    }
    let mut tx = cast.write().await;
    assert_eq!(audit::write(&mut tx, other, vec![event(other)]).await, 1);
}

async fn the_first_secret_key_is_the_databases_own(cast: Cast) {
    let mut tx = cast.write().await;
    assert!(platform::adopt_secret_key(&mut tx, b"first").await.unwrap());
    tx.commit().await.unwrap();
    let mut tx = cast.write().await;
    assert!(platform::adopt_secret_key(&mut tx, b"first").await.unwrap());
    assert!(!platform::adopt_secret_key(&mut tx, b"second").await.unwrap());
}

crate::on_both_engines!(
    an_account_is_kept_and_renamed,
    of_many_writers_each_has_a_revision_of_its_own_and_none_is_left_out,
    the_second_writer_of_an_account_waits_for_the_first,
    several_revisions_are_taken_at_once,
    only_active_administrators_are_guardians,
    audit_events_are_numbered_per_account_without_gaps,
    the_first_secret_key_is_the_databases_own,
);
