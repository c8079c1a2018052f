//! What is held in memory of an account: when it counts and when it does not.

use jiff::SignedDuration;
use roster_domain::{AccountId, Language, LoginEmail, Rights, Role, UserId, UserStatus};
use roster_store::accounts;
use roster_store::users::{self, NewUser, SeededUser};
use serde_json::{Value, json};

use crate::support::{Call, Person, World};

/// More than are read at once, so that the account is read beside the request.
const MANY: u32 = 2_500;

async fn settle(world: &World, account: AccountId, count: u32) {
    let mut tx = world.write().await;
    let revision = accounts::hold(&mut tx, account, &world.app.revision_mark())
        .await
        .expect("a revision")
        .revision;
    let someone = |number: u32| SeededUser {
        user: NewUser {
            id: UserId::generate(&*world.app.clock, &*world.app.random),
            account,
            first_name: format!("Number {number}"),
            last_name: "Settler".to_owned(),
            login_email: LoginEmail::parse(&format!("settler-{number}@example.com")).expect("an address"),
            communication_email: format!("settler-{number}@example.com"),
            language: Language::En,
            rights: Rights::new(Role::User, false),
            status: UserStatus::Active,
            password_hash: None,
            revision,
            now: world.app.now(),
        },
        last_active_at: None,
    };
    let people: Vec<_> = (0..count).map(someone).collect();
    users::insert_many(&mut tx, &people).await.expect("they are new");
    tx.commit().await.expect("a commit");
}

/// Whether the account is held as it stands now.
async fn is_held(world: &World, account: AccountId) -> bool {
    let mut tx = world.read().await;
    let record = accounts::get(&mut tx, account)
        .await
        .expect("a read")
        .expect("the account");
    let app = &world.app;
    let looked = app.rolls.look(&app.store, &mut tx, &record, app.now(), |_| ()).await;
    looked.expect("a read").is_some()
}

async fn list(world: &World, who: &Person, query: &str) -> Value {
    world.get(&format!("/users?{query}")).by(who).send().await.expect(200)
}

async fn a_large_account_is_read_beside_the_requests_and_then_counts(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    settle(&world, account, MANY).await;
    let before = list(&world, &administrator, "q=settler-12&sort=loginEmail").await;
    // 12, 120 to 129, 1200 to 1299.
    assert_eq!(before["total"], json!(1 + 10 + 100));
    while !is_held(&world, account).await {
        tokio::task::yield_now().await;
    }
    assert_eq!(
        list(&world, &administrator, "q=settler-12&sort=loginEmail").await,
        before
    );
    // More changes at once than are put in their places one by one, and then too many to catch up with.
    for count in [400, 6_000] {
        let another = world.account().await;
        let administrator = world.administrator(another).await;
        assert_eq!(list(&world, &administrator, "").await["total"], 1);
        compare_orders(&world, &administrator).await;
        world.execute("DELETE FROM users WHERE last_name = 'Settler'").await;
        settle(&world, another, count).await;
        assert_eq!(list(&world, &administrator, "").await["total"], json!(count + 1));
        compare_orders(&world, &administrator).await;
    }
}

/// In every order, memory and database show the same people at the beginning and at the end.
async fn compare_orders(world: &World, who: &Person) {
    for sort in ["lastName", "firstName", "loginEmail", "createdAt", "lastActiveAt"] {
        for descending in ["", "-"] {
            let query = format!("sort={descending}{sort}&limit=200");
            let call = Call::new(world.without_rolls(), "GET", &format!("/users?{query}"));
            let without = call.by(who).send().await.expect(200);
            assert_eq!(list(world, who, &query).await, without, "{query}");
        }
    }
}

async fn who_was_active_meanwhile_shows_although_no_revision_tells(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let other = world.administrator(account).await;
    list(&world, &administrator, "").await;
    assert!(is_held(&world, account).await);
    world.advance(SignedDuration::from_mins(10));
    world.get("/me").by(&other).send().await.expect(200);
    world.app.pending_notes.written().await;
    let latest = list(&world, &administrator, "sort=-lastActiveAt&limit=1").await;
    assert_eq!(latest["items"][0]["id"], other.id.to_string());
}

/// Found by one number and by another, and held once with all there is.
async fn one_who_changed_in_several_ways_at_once_is_shown_whole(world: World) {
    let account = world.account().await;
    let holder = world.billing_administrator(account).await;
    let invited = world.pending(account).await;
    list(&world, &holder, "").await;
    for change in [
        json!({ "firstName": "Augusta" }),
        json!({ "permissions": ["billingManager"] }),
    ] {
        let call = world.patch(&invited.path("")).json(&change).by(&holder);
        call.header("if-match", "*").send().await.expect(200);
    }
    let shown = list(&world, &holder, "status=pending").await;
    assert_eq!(shown["items"][0]["firstName"], "Augusta");
    assert!(shown["items"][0]["invitation"].is_object(), "{shown}");
}

async fn an_account_that_was_set_back_is_not_taken_for_what_it_was(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let revision = world.revision(account).await;
    let gone = world.pending(account).await;
    assert_eq!(list(&world, &administrator, "").await["total"], 2);
    // A backup from before is restored, and another change reaches the same revision.
    for statement in [
        "DELETE FROM mails".to_owned(),
        "DELETE FROM invitations".to_owned(),
        "DELETE FROM users WHERE status = 'pending'".to_owned(),
        format!("DELETE FROM revision_marks WHERE revision > {revision}"),
        format!("UPDATE accounts SET revision = {revision} WHERE revision > {revision}"),
    ] {
        world.execute(&statement).await;
    }
    let come = world.active(account, Rights::new(Role::User, false)).await;
    let shown = list(&world, &administrator, "").await.to_string();
    assert!(
        shown.contains(&come.id.to_string()) && !shown.contains(&gone.id.to_string()),
        "{shown}"
    );
}

async fn what_nobody_looks_at_is_let_go(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    list(&world, &administrator, "").await;
    let another = world.account().await;
    let elsewhere = world.administrator(another).await;
    let now = world.app.now();
    let while_looking = SignedDuration::from_secs(1);
    world.app.rolls.forget_unused_for(while_looking, now);
    assert_eq!(world.app.rolls.len(), 1, "it was looked at just now");
    world.advance(SignedDuration::from_mins(1));
    list(&world, &elsewhere, "").await;
    assert_eq!(world.app.rolls.len(), 2);
    world.app.rolls.forget_unused_for(while_looking, world.app.now());
    assert_eq!(world.app.rolls.len(), 1);
    assert_eq!(list(&world, &administrator, "").await["total"], 1);
}

crate::on_both_databases!(
    a_large_account_is_read_beside_the_requests_and_then_counts,
    who_was_active_meanwhile_shows_although_no_revision_tells,
    one_who_changed_in_several_ways_at_once_is_shown_whole,
    an_account_that_was_set_back_is_not_taken_for_what_it_was,
    what_nobody_looks_at_is_let_go,
);
