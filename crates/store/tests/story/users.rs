use jiff::SignedDuration;
use roster_domain::{Language, Rights, Role, UserStatus};
use roster_store::users::{self, Column, Filter, Inserted, Order, UserRecord};
use roster_store::{Micros, Scope, StoreError, accounts};

use crate::cast::Cast;

async fn a_user_is_kept_as_written(cast: Cast) {
    let account = cast.account().await;
    let mut new = cast.someone(account, "Zoë@Bücher.example");
    new.password_hash = Some("$argon2id$…".to_owned());
    let record = cast.add(&new).await;
    let now = Micros::from(cast.now());
    let expected = UserRecord {
        id: new.id,
        account_id: account,
        first_name: "Ada".to_owned(),
        last_name: "Lovelace".to_owned(),
        login_email: "Zoë@Bücher.example".to_owned(),
        communication_email: "ada@mail.example".to_owned(),
        language: Language::Fr,
        role: Role::Administrator,
        billing_manager: true,
        status: UserStatus::Pending,
        entered: false,
        password_hash: Some("$argon2id$…".to_owned()),
        version: 1,
        billing_version: 0,
        revision: 1,
        billing_revision: 1,
        created_at: now,
        updated_at: now,
        billing_updated_at: now,
        last_active_at: None,
    };
    assert!(record == expected, "{record:?}");
    let mut tx = cast.read().await;
    let by_key = users::by_login_email_key(&mut tx, "zoë@xn--bcher-kva.example")
        .await
        .unwrap()
        .unwrap();
    assert!(by_key == record);
    let elsewhere = cast.account().await;
    assert!(
        users::get(&mut tx, elsewhere, new.id).await.unwrap().is_none(),
        "another account does not see them"
    );
}

async fn a_login_email_is_unique_by_its_canonical_key_over_all_accounts(cast: Cast) {
    let (account, elsewhere) = (cast.account().await, cast.account().await);
    cast.add(&cast.someone(account, "Ada.Lovelace@Example.COM")).await;
    let mut tx = cast.write().await;
    for (account, written) in [
        (account, "ada.lovelace@example.com"),
        (elsewhere, "ＡDA.lovelace@EXAMPLE.com"),
    ] {
        let inserted = users::insert(&mut tx, &cast.someone(account, written)).await.unwrap();
        assert_eq!(inserted, Inserted::LoginEmailTaken, "{written}");
    }
    let dotless = cast.someone(elsewhere, "adalovelace@example.com");
    assert_eq!(
        users::insert(&mut tx, &dotless).await.unwrap(),
        Inserted::Done,
        "the transaction goes on"
    );
    tx.commit().await.unwrap();
    assert_eq!(cast.number("SELECT COUNT(*) FROM users").await, 2);
}

async fn of_simultaneous_inserts_of_one_login_email_one_is_done(cast: Cast) {
    let account = cast.account().await;
    for round in 0..20 {
        let inserts = (0..8).map(|_| {
            let (store, new) = (
                cast.store.clone(),
                cast.someone(account, &format!("u{round}@example.com")),
            );
            tokio::spawn(async move {
                let mut tx = store.begin_write(Scope::Account(account)).await.unwrap();
                let inserted = users::insert(&mut tx, &new).await.unwrap();
                tx.commit().await.unwrap();
                inserted
            })
        });
        let mut done = 0;
        for insert in inserts.collect::<Vec<_>>() {
            done += usize::from(insert.await.unwrap() == Inserted::Done);
        }
        assert_eq!(done, 1);
    }
}

async fn everything_but_the_login_email_may_change(cast: Cast) {
    let account = cast.account().await;
    let new = cast.someone(account, "ada@example.com");
    let record = cast.add(&new).await;
    assert_eq!(record, new.record());
    let later = Micros::from(cast.now() + SignedDuration::from_secs(1));
    let changed = UserRecord {
        first_name: "Augusta".to_owned(),
        last_name: "King".to_owned(),
        communication_email: "new@mail.example".to_owned(),
        language: Language::PtBr,
        role: Role::User,
        billing_manager: false,
        status: UserStatus::Active,
        entered: true,
        password_hash: Some("hash".to_owned()),
        version: 2,
        billing_version: 3,
        revision: 4,
        billing_revision: 5,
        updated_at: later,
        billing_updated_at: later,
        ..record.clone()
    };
    let mut tx = cast.write().await;
    users::update(
        &mut tx,
        &UserRecord {
            login_email: "other@example.com".to_owned(),
            ..changed.clone()
        },
    )
    .await
    .unwrap();
    let noted = users::set_last_active(&mut tx, record.account_id, record.id, later.timestamp())
        .await
        .unwrap();
    let stored = accounts::get(&mut tx, record.account_id).await.unwrap().unwrap();
    assert_eq!((&noted, noted.activity), (&stored, 1));
    users::touch(&mut tx, record.id, 6).await.unwrap();
    tx.commit().await.unwrap();
    let found = users::get(&mut cast.read().await, account, record.id)
        .await
        .unwrap()
        .unwrap();
    assert!(
        found
            == UserRecord {
                revision: 6,
                last_active_at: Some(later),
                ..changed
            },
        "{found:?}"
    );
    let by_new_name = Filter {
        text: Some("augusta KING".to_owned()),
        ..Filter::default()
    };
    assert_eq!(
        users::count(&mut cast.read().await, account, &by_new_name)
            .await
            .unwrap(),
        1
    );
}

async fn deleting_frees_the_login_email_and_leaves_a_tombstone(cast: Cast) {
    let account = cast.account().await;
    let record = cast.add(&cast.someone(account, "ada@example.com")).await;
    let mut tx = cast.write().await;
    users::delete(&mut tx, &record, 9, cast.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert!(
        users::get(&mut cast.read().await, account, record.id)
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(cast.number("SELECT revision FROM user_tombstones").await, 9);
    cast.add(&cast.someone(account, "ada@example.com")).await;
}

async fn one_who_has_entered_is_never_deleted(cast: Cast) {
    let account = cast.account().await;
    let mut new = cast.someone(account, "ada@example.com");
    new.status = UserStatus::Active;
    let record = cast.add(&new).await;
    assert!(record.entered);
    let mut tx = cast.write().await;
    let stale = UserRecord {
        entered: false,
        ..record.clone()
    };
    let refused = users::delete(&mut tx, &stale, 9, cast.now()).await;
    assert!(matches!(refused, Err(StoreError::Corrupt(_))), "{refused:?}");
    assert!(users::get(&mut tx, account, record.id).await.unwrap().is_some());
    drop(tx);
    assert_eq!(cast.number("SELECT COUNT(*) FROM user_tombstones").await, 0);
}

async fn lists_go_on_after_a_place(cast: Cast) {
    let account = cast.account().await;
    for (index, last_name) in ["Ångström", "Zed", "de Witt", "Øst", "Ost", "小龙"]
        .into_iter()
        .enumerate()
    {
        let mut new = cast.someone(account, &format!("u{index}@example.com"));
        new.last_name = last_name.to_owned();
        new.rights = Rights::new(Role::User, false);
        cast.add(&new).await;
    }
    for descending in [false, true] {
        let order = Order {
            column: Column::LastName,
            descending,
        };
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let (mut tx, everyone) = (cast.read().await, Filter::default());
            let found = users::list(&mut tx, account, &everyone, order, after.as_ref(), 2)
                .await
                .unwrap();
            let Some(last) = found.last() else { break };
            after = Some(order.column.place_of(&last.listed()));
            seen.extend(found.into_iter().map(|user| user.last_name));
        }
        if descending {
            seen.reverse();
        }
        assert_eq!(seen[..2], ["Ångström", "de Witt"]);
        assert_eq!(seen[4..], ["Zed", "小龙"], "{seen:?}");
        assert_eq!(seen.len(), 6);
    }
}

crate::on_both_engines!(
    a_user_is_kept_as_written,
    a_login_email_is_unique_by_its_canonical_key_over_all_accounts,
    of_simultaneous_inserts_of_one_login_email_one_is_done,
    everything_but_the_login_email_may_change,
    deleting_frees_the_login_email_and_leaves_a_tombstone,
    one_who_has_entered_is_never_deleted,
    lists_go_on_after_a_place,
);
