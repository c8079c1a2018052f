//! The mails that somebody's session causes: so many, and no more.

use jiff::SignedDuration;
use roster_domain::MailCounter;
use roster_store::mail_quotas;
use serde_json::{Value, json};

use crate::support::{Answer, Person, World, invitation_form};

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

async fn mails_to(world: &World, recipient: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM mails WHERE recipient = '{recipient}'");
    world.number(&sql).await
}

async fn ten_notices_of_one_cause_reach_one_recipient_in_an_hour(world: World) {
    let account = world.account().await;
    let (ada, grace) = (world.administrator(account).await, world.member(account).await);
    let path = grace.path("");
    let rights = |number: u32| json!({ "role": if number.is_multiple_of(2) { "administrator" } else { "user" } });
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
    patch(&world, &ada, &path, rights(10)).await.expect(200);
    expect_over(&patch(&world, &ada, &path, rights(11)).await, 360);
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

async fn an_account_causes_a_thousand_notices_a_day(world: World) {
    let account = world.account().await;
    let (ada, member) = (world.administrator(account).await, world.member(account).await);
    let counter = MailCounter::of_account(&world.app.secret_key, account);
    let mut spent = None;
    for _ in 0..999 {
        spent = Some(counter.spend(spent, world.app.now()).unwrap());
    }
    let mut tx = world.write().await;
    mail_quotas::set_spent(&mut tx, &counter, spent.unwrap()).await.unwrap();
    tx.commit().await.unwrap();
    let promoted = json!({ "role": "administrator" });
    patch(&world, &ada, &member.path(""), promoted.clone())
        .await
        .expect(200);
    let before = world.census().await;
    // A day, by a thousand.
    expect_over(&world.delete(&member.path("")).by(&ada).send().await, 87);
    assert_eq!(world.census().await, before, "nothing is changed");
    let form = invitation_form("new@example.com");
    world.post("/users").by(&ada).json(&form).send().await.expect(201);
    let elsewhere = world.account().await;
    let (other, member) = (world.administrator(elsewhere).await, world.member(elsewhere).await);
    patch(&world, &other, &member.path(""), promoted).await.expect(200);
}

crate::on_both_databases!(
    ten_notices_of_one_cause_reach_one_recipient_in_an_hour,
    nobody_fills_the_mailbox_of_a_stranger_with_an_address_that_changes,
    an_invitation_is_sent_again_ten_times_an_hour,
    an_account_causes_a_thousand_notices_a_day,
);
