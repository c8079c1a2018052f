use jiff::SignedDuration;
use roster_domain::{Rights, Role};
use serde_json::{Value, json};

use crate::support::{Person, World, invitation_form};

async fn page(world: &World, viewer: &Person, query: &str) -> Value {
    world
        .get(&format!("/changes{query}"))
        .by(viewer)
        .send()
        .await
        .expect(200)
}

async fn after(world: &World, viewer: &Person, page: &Value) -> Value {
    let cursor = page["cursor"].as_str().expect("a cursor");
    self::page(world, viewer, &format!("?after={cursor}")).await
}

fn ids(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().expect("items");
    items
        .iter()
        .map(|item| item["id"].as_str().expect("an id").to_owned())
        .collect()
}

#[track_caller]
fn assert_reset(page: &Value) {
    assert_eq!(
        (&page["reset"], &page["items"], &page["hasMore"]),
        (&json!(true), &json!([]), &json!(false))
    );
}

async fn edit(world: &World, by: &Person, person: &Person, body: Value) {
    let edit = world.patch(&person.path("")).by(by).header("if-match", "*").json(&body);
    edit.send().await.expect(200);
}

async fn each_record_comes_once_in_its_latest_state_by_revision(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let (first, second) = (world.member(account).await, world.pending(account).await);
    edit(&world, &administrator, &first, json!({ "firstName": "Eve" })).await;
    let whole = page(&world, &administrator, "").await;
    assert_eq!(
        ids(&whole),
        [administrator.id, second.id, first.id].map(|id| id.to_string())
    );
    assert_eq!(whole["items"][2]["user"]["firstName"], "Eve");
    assert_eq!(whole["items"][1]["user"]["invitation"]["delivery"], "queued");
    assert_eq!(whole["items"][2]["revision"], 4);
    assert_eq!(whole["items"][0]["type"], "user");
    assert_eq!(
        (&whole["revision"], &whole["hasMore"], &whole["reset"]),
        (&json!(4), &json!(false), &json!(false))
    );
    let nothing = after(&world, &administrator, &whole).await;
    assert_eq!(
        (ids(&nothing).len(), &nothing["revision"], &nothing["reset"]),
        (0, &json!(4), &json!(false))
    );
    world
        .delete(&second.path(""))
        .by(&administrator)
        .send()
        .await
        .expect(204);
    let gone = after(&world, &administrator, &nothing).await;
    let deleted = json!({ "revision": 5, "type": "user", "id": second.id, "deleted": true, "user": null });
    assert_eq!(gone["items"], json!([deleted]));
}

async fn who_invited_is_shown_by_their_new_name(world: World) {
    let account = world.account().await;
    let (administrator, viewer) = (world.administrator(account).await, world.administrator(account).await);
    let form = invitation_form("invited@example.com");
    let invited = world.post("/users").by(&administrator).json(&form).send().await;
    let invited = invited.expect(201)["id"].as_str().expect("an id").to_owned();
    world.pending(account).await;
    let whole = page(&world, &viewer, "").await;
    edit(&world, &viewer, &administrator, json!({ "firstName": "Eve" })).await;
    let renamed = after(&world, &viewer, &whole).await;
    let mut changed = ids(&renamed);
    changed.sort();
    let mut expected = [administrator.id.to_string(), invited.clone()];
    expected.sort();
    assert_eq!(changed, expected, "and nobody else");
    let items = renamed["items"].as_array().expect("items");
    let invited = items.iter().find(|item| item["id"] == invited).expect("the invited");
    assert_eq!(invited["user"]["invitation"]["invitedBy"]["name"], "Eve Lovelace");
    assert_eq!(invited["user"]["version"], 1, "it is no edit of theirs");
}

async fn time_of_activity_alone_is_no_change(world: World) {
    let account = world.account().await;
    let (administrator, member) = (world.administrator(account).await, world.member(account).await);
    let whole = page(&world, &administrator, "").await;
    world.advance(SignedDuration::from_mins(5));
    world.get("/me").by(&member).send().await.expect(200);
    assert_eq!(after(&world, &administrator, &whole).await["items"], json!([]));
}

async fn one_who_is_no_administrator_gets_their_own_record_only(world: World) {
    let account = world.account().await;
    let (administrator, member) = (world.administrator(account).await, world.member(account).await);
    let (other, pending) = (world.member(account).await, world.pending(account).await);
    let whole = page(&world, &member, "").await;
    assert_eq!(
        (ids(&whole), &whole["revision"]),
        (vec![member.id.to_string()], &json!(4))
    );
    edit(&world, &administrator, &other, json!({ "firstName": "Eve" })).await;
    world
        .delete(&pending.path(""))
        .by(&administrator)
        .send()
        .await
        .expect(204);
    let next = after(&world, &member, &whole).await;
    assert_eq!((ids(&next).len(), &next["revision"]), (0, &json!(6)));
    edit(&world, &administrator, &member, json!({ "firstName": "Zoe" })).await;
    let own = after(&world, &member, &next).await;
    assert_eq!(own["items"][0]["user"]["firstName"], "Zoe");
}

/// Also one's own: granted and withdrawn between two looks, one's own record has another version than before.
async fn changes_of_permissions_are_noticed_by_holders_and_the_one_concerned(world: World) {
    let account = world.account().await;
    let holder = world.billing_administrator(account).await;
    let (plain, concerned) = (world.administrator(account).await, world.administrator(account).await);
    let mut pages = Vec::new();
    for viewer in [&holder, &plain, &concerned] {
        pages.push(page(&world, viewer, "").await);
    }
    edit(
        &world,
        &holder,
        &concerned,
        json!({ "permissions": ["billingManager"] }),
    )
    .await;
    let noticed = after(&world, &holder, &pages[0]).await;
    assert_eq!(noticed["items"][0]["user"]["permissions"], json!(["billingManager"]));
    assert_eq!(after(&world, &plain, &pages[1]).await["items"], json!([]));
    assert_reset(&after(&world, &concerned, &pages[2]).await);
    edit(&world, &holder, &concerned, json!({ "permissions": [] })).await;
    assert_eq!(after(&world, &plain, &pages[1]).await["items"], json!([]));
    let own = after(&world, &concerned, &pages[2]).await;
    assert_eq!(own["items"][0]["user"]["version"], 3);
    assert_eq!(own["items"][0]["user"], me(&world, &concerned).await);
}

async fn me(world: &World, person: &Person) -> Value {
    let mut me = world.get("/me").by(person).send().await.expect(200);
    me.as_object_mut().expect("an object").remove("account");
    me
}

async fn a_cursor_of_other_rights_or_another_account_is_of_no_use(world: World) {
    let (account, elsewhere) = (world.account().await, world.account().await);
    let holder = world.billing_administrator(account).await;
    let person = world.administrator(account).await;
    let stranger = world.administrator(elsewhere).await;
    let whole = page(&world, &person, "").await;
    assert_reset(&after(&world, &stranger, &whole).await);
    assert_reset(&after(&world, &holder, &whole).await);
    edit(&world, &holder, &person, json!({ "role": "user" })).await;
    let reset = after(&world, &person, &whole).await;
    assert_reset(&reset);
    let anew = after(&world, &person, &reset).await;
    assert_eq!(
        ids(&anew),
        [person.id.to_string()],
        "the cursor of a reset starts again"
    );
    for cursor in ["nonsense", "", "eyJhIjoxfQ", "%00", &"A".repeat(5_000)] {
        assert_reset(&page(&world, &person, &format!("?after={cursor}")).await);
    }
    for bad in [
        "limit=0",
        "limit=5001",
        "limit=-1",
        "limit=many",
        "since=1",
        "after=a&after=b",
    ] {
        let answer = world.get(&format!("/changes?{bad}")).by(&person).send().await;
        answer.expect_problem(400, "invalid-query");
    }
    world
        .get("/changes")
        .send()
        .await
        .expect_problem(401, "session-required");
}

async fn a_cursor_ahead_of_a_restored_backup_is_of_no_use(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let whole = page(&world, &administrator, "").await;
    let mut two = page(&world, &administrator, "").await;
    world.member(account).await;
    two = after(&world, &administrator, &two).await;
    world.execute("UPDATE accounts SET revision = 1").await;
    assert_reset(&after(&world, &administrator, &two).await);
    assert_eq!(after(&world, &administrator, &whole).await["reset"], false);
}

/// Goes back to how the account was at a revision, as far as these tests write, as a restored backup does.
async fn restore(world: &World, revision: i64) {
    for undo in [
        "DELETE FROM sessions WHERE user_id IN (SELECT id FROM users WHERE revision > {})",
        "DELETE FROM users WHERE revision > {}",
        "DELETE FROM revision_marks WHERE revision > {}",
        "UPDATE accounts SET revision = {}",
    ] {
        world.execute(&undo.replace("{}", &revision.to_string())).await;
    }
}

async fn a_cursor_of_a_history_that_was_undone_is_of_no_use_however_far_the_account_is(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let member = world.member(account).await;
    let whole = page(&world, &administrator, "").await;
    let begun = page(&world, &administrator, "?limit=1").await;
    edit(&world, &administrator, &member, json!({ "firstName": "Eve" })).await;
    let undone = page(&world, &administrator, "").await;
    let begun_undone = page(&world, &administrator, "?limit=1").await;
    restore(&world, 1).await;
    for _ in 0..3 {
        world.member(account).await;
        for cursor in [&whole, &undone, &begun, &begun_undone] {
            assert_reset(&after(&world, &administrator, cursor).await);
        }
    }
    let anew = page(&world, &administrator, "").await;
    assert_eq!(ids(&anew).len(), 4);
    assert_eq!(after(&world, &administrator, &anew).await["reset"], false);
}

async fn a_cursor_from_before_the_backup_goes_on_after_it_was_restored(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    world.member(account).await;
    let whole = page(&world, &administrator, "").await;
    let begun = page(&world, &administrator, "?limit=1").await;
    world.member(account).await;
    restore(&world, 2).await;
    assert_eq!(after(&world, &administrator, &whole).await["items"], json!([]));
    let (one, two) = (world.member(account).await, world.member(account).await);
    let news = after(&world, &administrator, &whole).await;
    assert_eq!(ids(&news), [one.id, two.id].map(|id| id.to_string()));
    assert_eq!(ids(&after(&world, &administrator, &begun).await).len(), 3);
}

/// One who has read everything still has it all, however long nobody writes.
async fn an_account_in_which_nothing_happens_for_long_keeps_its_history(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    world.member(account).await;
    let whole = page(&world, &administrator, "").await;
    world.advance(SignedDuration::from_hours(200 * 24));
    roster_service::upkeep::forget(&world.app).await.expect("upkeep");
    let token = world.sign_in(&administrator).await;
    let administrator = Person {
        token: Some(token),
        ..administrator
    };
    let nothing = after(&world, &administrator, &whole).await;
    assert_eq!((&nothing["reset"], &nothing["items"]), (&json!(false), &json!([])));
}

async fn a_cursor_older_than_what_is_remembered_of_deletions_is_of_no_use(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    world.member(account).await;
    let pending = world.pending(account).await;
    let before = page(&world, &administrator, "").await;
    world
        .delete(&pending.path(""))
        .by(&administrator)
        .send()
        .await
        .expect(204);
    let deleted = after(&world, &administrator, &before).await;
    world.advance(SignedDuration::from_hours(90 * 24 - 1));
    let token = world.sign_in(&administrator).await;
    let administrator = Person {
        token: Some(token),
        ..administrator
    };
    roster_service::upkeep::forget(&world.app).await.expect("upkeep");
    assert_eq!(after(&world, &administrator, &before).await["items"], deleted["items"]);
    world.advance(SignedDuration::from_hours(2));
    roster_service::upkeep::forget(&world.app).await.expect("upkeep");
    assert_reset(&after(&world, &administrator, &before).await);
    let since = after(&world, &administrator, &deleted).await;
    assert_eq!(since["reset"], false, "this one has learned of the deletion");
    // One who starts now reads from the beginning on, long before the deletion, and is not told to start again for ever.
    let mut read = page(&world, &administrator, "?limit=1").await;
    world.member(account).await;
    for _ in 0..10 {
        assert_eq!(read["reset"], false);
        read = after(&world, &administrator, &read).await;
    }
    assert_eq!((&read["reset"], &read["hasMore"]), (&json!(false), &json!(false)));
}

async fn deletions_from_before_a_replica_began_are_not_told(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let pending = [world.pending(account).await, world.pending(account).await];
    world
        .delete(&pending[0].path(""))
        .by(&administrator)
        .send()
        .await
        .expect(204);
    let first = page(&world, &administrator, "?limit=1").await;
    assert_eq!(
        (ids(&first), &first["hasMore"]),
        (vec![administrator.id.to_string()], &json!(true))
    );
    world
        .delete(&pending[1].path(""))
        .by(&administrator)
        .send()
        .await
        .expect(204);
    let rest = after(&world, &administrator, &first).await;
    assert_eq!(ids(&rest), [pending[1].id.to_string()]);
    assert_eq!(rest["items"][0]["deleted"], true);
}

/// Many records may change at one revision: a page that ends among them goes on among them.
async fn a_page_may_end_within_a_revision(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let rights = Rights::new(Role::User, false);
    for _ in 0..7 {
        world.active(account, rights).await;
    }
    world.execute("UPDATE users SET revision = 3 WHERE revision > 3").await;
    let mut seen = Vec::new();
    let mut read = page(&world, &administrator, "?limit=2").await;
    for _ in 0..10 {
        seen.extend(ids(&read));
        if read["hasMore"] == false {
            break;
        }
        let cursor = read["cursor"].as_str().expect("a cursor").to_owned();
        read = page(&world, &administrator, &format!("?limit=2&after={cursor}")).await;
    }
    assert_eq!(read["hasMore"], false, "it comes to an end");
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((count, seen.len()), (8, 8));
}

async fn a_new_link_is_a_change(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    world
        .post("/users")
        .by(&administrator)
        .json(&invitation_form("g@example.com"))
        .send()
        .await
        .expect(201);
    let whole = page(&world, &administrator, "").await;
    let resent = whole["items"][1]["id"].as_str().expect("an id");
    world
        .post(&format!("/users/{resent}/invitation/resend"))
        .by(&administrator)
        .send()
        .await
        .expect(200);
    assert_eq!(ids(&after(&world, &administrator, &whole).await), [resent]);
}

crate::on_both_databases!(
    each_record_comes_once_in_its_latest_state_by_revision,
    who_invited_is_shown_by_their_new_name,
    time_of_activity_alone_is_no_change,
    one_who_is_no_administrator_gets_their_own_record_only,
    changes_of_permissions_are_noticed_by_holders_and_the_one_concerned,
    a_cursor_of_other_rights_or_another_account_is_of_no_use,
    a_cursor_ahead_of_a_restored_backup_is_of_no_use,
    a_cursor_of_a_history_that_was_undone_is_of_no_use_however_far_the_account_is,
    a_cursor_from_before_the_backup_goes_on_after_it_was_restored,
    an_account_in_which_nothing_happens_for_long_keeps_its_history,
    a_cursor_older_than_what_is_remembered_of_deletions_is_of_no_use,
    deletions_from_before_a_replica_began_are_not_told,
    a_page_may_end_within_a_revision,
    a_new_link_is_a_change,
);
