//! The mails that somebody's session causes: so many, and no more.

use jiff::SignedDuration;
use roster_domain::{AccountId, MailCounter, Quota};
use roster_store::mail_quotas;
use serde_json::{Value, json};

use crate::support::{Answer, Person, World, invitation_form};

const PASSWORD: &str = "walnut orbit lantern";

#[track_caller]
fn expect_over(answer: &Answer, seconds: u32) {
    answer.expect_problem(429, "mail-quota");
    assert_eq!(answer.header("retry-after"), Some(seconds.to_string().as_str()));
}

async fn patch(world: &World, by: &Person, path: &str, body: Value) -> Answer {
    world
        .patch(path)
        .by(by)
        .header("if-match", "*")
        .json(&body)
        .send()
        .await
}

/// Spends all notices of an account but so many.
async fn spend_notices_but(world: &World, account: AccountId, left: u32) {
    let counter = MailCounter::of_account(&world.app.secret_key, account);
    let spent = counter.quota.spend(Quota::UNSPENT, 1000 - left, world.app.now());
    let mut tx = world.write().await;
    mail_quotas::set_spent(&mut tx, &counter, spent.term).await.unwrap();
    tx.commit().await.unwrap();
}

async fn mails_to(world: &World, recipient: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM mails WHERE recipient = '{recipient}'");
    world.number(&sql).await
}

async fn ten_notices_of_one_cause_reach_one_recipient_in_an_hour(world: World) {
    let account = world.account().await;
    let (ada, grace) = (world.administrator(account).await, world.member(account).await);
    let path = grace.path("");
    let (granted, withdrawn) = (json!({ "role": "administrator" }), json!({ "role": "user" }));
    let rights = |number: u32| {
        if number.is_multiple_of(2) {
            granted.clone()
        } else {
            withdrawn.clone()
        }
    };
    for number in 0..10 {
        patch(&world, &ada, &path, rights(number)).await.expect(200);
    }
    let before = world.census().await;
    let over = patch(&world, &ada, &path, rights(10)).await;
    expect_over(&over, 360);
    assert_eq!(world.census().await, before, "nothing is changed");
    patch(&world, &ada, &path, json!({ "firstName": "Grace" }))
        .await
        .expect(200);
    let another = world.member(account).await;
    patch(&world, &ada, &another.path(""), rights(0)).await.expect(200);
    world.advance(SignedDuration::from_mins(6));
    patch(&world, &ada, &path, granted.clone()).await.expect(200);
    patch(&world, &ada, &path, withdrawn).await.expect(200);
    expect_over(&patch(&world, &ada, &path, granted).await, 360);
}

async fn rights_are_withdrawn_even_if_no_notice_may_be_sent(world: World) {
    let account = world.account().await;
    let ada = world.billing_administrator(account).await;
    let grace = world.billing_administrator(account).await;
    let recipient = world.record(&grace).await.unwrap().communication_email;
    spend_notices_but(&world, account, 0).await;
    let path = grace.path("");
    patch(&world, &ada, &path, json!({ "role": "user" })).await.expect(200);
    patch(&world, &ada, &path, json!({ "permissions": [] }))
        .await
        .expect(200);
    assert_eq!(mails_to(&world, &recipient).await, 0, "nobody is told");
    let before = world.census().await;
    for granted in [
        json!({ "role": "administrator" }),
        json!({ "permissions": ["billingManager"] }),
    ] {
        expect_over(&patch(&world, &ada, &path, granted).await, 87);
    }
    assert_eq!(world.census().await, before, "nothing is granted");
    world.advance(SignedDuration::from_secs(87));
    patch(&world, &ada, &path, json!({ "role": "administrator" }))
        .await
        .expect(200);
    // One right is withdrawn, but another granted.
    let traded = json!({ "role": "user", "permissions": ["billingManager"] });
    patch(&world, &ada, &path, traded)
        .await
        .expect_problem(429, "mail-quota");
}

async fn nobody_fills_the_mailbox_of_a_stranger_with_an_address_that_changes(world: World) {
    let account = world.account().await;
    let ada = world.administrator(account).await;
    let removed = world.member(account).await;
    let mut answers = Vec::new();
    for number in 0..30 {
        let address = if number % 2 == 0 {
            "Victim@mail.example"
        } else {
            "victim@mail.example"
        };
        answers.push(
            patch(
                &world,
                &ada,
                &removed.path(""),
                json!({ "communicationEmail": address }),
            )
            .await
            .status,
        );
    }
    assert!(answers.contains(&429.try_into().unwrap()));
    let sent = mails_to(&world, "victim@mail.example").await + mails_to(&world, "Victim@mail.example").await;
    assert!(sent <= 10, "{sent}");
}

async fn an_invitation_is_sent_again_ten_times_an_hour(world: World) {
    let account = world.account().await;
    let ada = world.administrator(account).await;
    let pending = world.pending(account).await;
    let resend = || world.post(&pending.path("/invitation/resend")).by(&ada);
    for _ in 0..10 {
        resend().send().await.expect(200);
    }
    let before = world.census().await;
    expect_over(&resend().send().await, 360);
    let link = world.post(&pending.path("/invitation/link")).by(&ada).send().await;
    link.expect(200);
    let moved = json!({ "communicationEmail": "elsewhere@mail.example" });
    patch(&world, &ada, &pending.path(""), moved).await.expect(200);
    assert_ne!(world.census().await, before, "what mails nothing there goes on");
}

/// Where no notice may be sent any more, access is taken and given back all the same, untold; a changed password is always told.
async fn is_protected_all_the_same(world: &World, by: &Person) {
    let hash = world.app.hasher.hash(PASSWORD.into()).await;
    let member = world.add(by.account, |user| user.password_hash = Some(hash)).await;
    let recipient = world.record(&member).await.unwrap().communication_email;
    let passwords = json!({ "currentPassword": PASSWORD, "newPassword": "granite violin meadow" });
    let change = world.post("/me/password").by(&member).json(&passwords);
    change.send().await.expect(204);
    assert_eq!(mails_to(world, &recipient).await, 1);
    world.delete(&member.path("")).by(by).send().await.expect(204);
    let undo = world.post(&member.path("/undo-removal")).by(by);
    undo.send().await.expect(200);
    assert_eq!(mails_to(world, &recipient).await, 1);
}

fn form_to_victim(number: u32) -> Value {
    let mut form = invitation_form(&format!("n{number}@example.com"));
    form["communicationEmail"] = "victim@mail.example".into();
    form
}

async fn ten_first_invitations_reach_one_recipient_in_an_hour(world: World) {
    let account = world.account().await;
    let ada = world.administrator(account).await;
    let create = |number| {
        let form = form_to_victim(number);
        world.post("/users").by(&ada).json(&form).send()
    };
    for number in 0..10 {
        let user = create(number).await.expect(201);
        let path = format!("/users/{}", user["id"].as_str().unwrap());
        world.delete(&path).by(&ada).send().await.expect(204);
    }
    let before = world.census().await;
    expect_over(&create(10).await, 360);
    assert_eq!(world.census().await, before, "nothing is written");
    world.advance(SignedDuration::from_mins(6));
    create(10).await.expect(201);
}

async fn in_bulk_a_row_beyond_it_is_refused_by_itself(world: World) {
    let account = world.account().await;
    let ada = world.administrator(account).await;
    let bulk = async |forms: Vec<Value>| {
        let call = world.post("/users/bulk").by(&ada).json(&json!({ "users": forms }));
        let answer = call.send().await.expect(200);
        let results = answer["results"].as_array().unwrap().clone();
        let outcome = |row: &Value| row["problem"]["code"].as_str().unwrap_or("sent").to_owned();
        results.iter().map(outcome).collect::<Vec<_>>()
    };
    // A login email twice: what is refused for another reason costs nothing.
    let numbers = [0, 0].into_iter().chain(1..11);
    let mut forms: Vec<Value> = numbers.map(form_to_victim).collect();
    forms.push(invitation_form("other@example.com"));
    let outcomes = bulk(forms).await;
    let count = |code: &str| outcomes.iter().filter(|outcome| *outcome == code).count();
    assert_eq!(
        (count("sent"), count("login-email-taken"), count("mail-quota")),
        (11, 1, 1)
    );
    assert_eq!(mails_to(&world, "victim@mail.example").await, 10);
    assert_eq!(bulk(vec![form_to_victim(11)]).await, ["mail-quota"]);
    world.advance(SignedDuration::from_mins(6));
    let next = bulk(vec![form_to_victim(12), form_to_victim(13)]).await;
    assert_eq!(next, ["sent", "mail-quota"]);
}

async fn an_account_causes_a_thousand_notices_a_day(world: World) {
    let account = world.account().await;
    let (ada, member) = (world.administrator(account).await, world.member(account).await);
    spend_notices_but(&world, account, 1).await;
    let promoted = json!({ "role": "administrator" });
    patch(&world, &ada, &member.path(""), promoted.clone())
        .await
        .expect(200);
    let another = world.member(account).await;
    let before = world.census().await;
    // A day, by a thousand.
    let refused = patch(&world, &ada, &another.path(""), promoted.clone()).await;
    expect_over(&refused, 87);
    assert_eq!(world.census().await, before, "nothing is changed");
    is_protected_all_the_same(&world, &ada).await;
    let form = invitation_form("new@example.com");
    world.post("/users").by(&ada).json(&form).send().await.expect(201);
    let elsewhere = world.account().await;
    let (other, member) = (world.administrator(elsewhere).await, world.member(elsewhere).await);
    patch(&world, &other, &member.path(""), promoted).await.expect(200);
}

crate::on_both_databases!(
    ten_notices_of_one_cause_reach_one_recipient_in_an_hour,
    rights_are_withdrawn_even_if_no_notice_may_be_sent,
    nobody_fills_the_mailbox_of_a_stranger_with_an_address_that_changes,
    an_invitation_is_sent_again_ten_times_an_hour,
    an_account_causes_a_thousand_notices_a_day,
    ten_first_invitations_reach_one_recipient_in_an_hour,
    in_bulk_a_row_beyond_it_is_refused_by_itself,
);
