//! Whose mail goes first: what one person waits for before bulk, and the accounts in turn.

use std::time::Duration;

use roster_domain::{AccountId, MailWorkerId};
use roster_store::mails::{self, Claim, Pick};
use roster_testkit::{SmtpOptions, SmtpServer};
use serde_json::{Value, json};

use crate::invited::Invited;
use crate::on_both_databases;
use crate::post_office::{Running, in_state, until};
use crate::support::World;

on_both_databases!(
    accounts_have_their_turns_whatever_each_has_queued,
    another_account_does_not_wait_for_bulk,
    bulk_goes_on_beside_what_one_person_waits_for,
);

/// Has an administrator invite many people in one call.
async fn invite_in_bulk(world: &World, invited: &Invited, name: &str, count: usize) {
    let users: Vec<Value> = (0..count)
        .map(|number| {
            json!({
                "firstName": "Number", "lastName": number.to_string(),
                "loginEmail": format!("{name}{number}@login.example"),
                "communicationEmail": format!("{name}{number}@mail.example"), "language": "en", "role": "user",
            })
        })
        .collect();
    let body = json!({ "users": users });
    world
        .post("/users/bulk")
        .by(&invited.grace)
        .json(&body)
        .send()
        .await
        .expect(200);
}

async fn invite(world: &World, name: &str) -> Invited {
    let emails = json!({
        "loginEmail": format!("{name}@login.example"), "communicationEmail": format!("{name}@mail.example"),
    });
    Invited::with(world, emails).await
}

async fn accounts_have_their_turns_whatever_each_has_queued(world: World) {
    let [first, second, third] = [
        invite(&world, "a").await,
        invite(&world, "b").await,
        invite(&world, "c").await,
    ];
    invite_in_bulk(&world, &first, "a", 20).await;
    invite_in_bulk(&world, &second, "b", 2).await;
    let now = world.app.now();
    let claim = Claim {
        worker: MailWorkerId::from_uuid(uuid::Uuid::from_u128(1)),
        now,
        until: now + jiff::SignedDuration::from_mins(3),
    };
    let mut tx = world.write().await;
    let mut pick = async |bulk, after: Option<AccountId>, not_of| {
        let pick = Pick {
            bulk,
            after,
            not_of,
            limit: 2,
        };
        let claimed = mails::claim_in_turn(&mut tx, &claim, &pick).await.unwrap();
        let mut accounts: Vec<AccountId> = claimed.iter().map(|mail| mail.account_id).collect();
        accounts.sort_unstable();
        accounts
    };
    let mut accounts = [first.account, second.account, third.account];
    accounts.sort_unstable();
    let [a, b, c] = accounts;
    assert_eq!(pick(false, None, None).await, [a, b]);
    assert_eq!(pick(false, Some(b), None).await, [c], "each had one");
    assert_eq!(pick(false, Some(c), None).await, []);
    let mut bulk = [first.account, second.account];
    bulk.sort_unstable();
    assert_eq!(pick(true, None, None).await, bulk);
    assert_eq!(pick(true, Some(bulk[0]), None).await, bulk, "around");
    assert_eq!(
        pick(true, None, Some(first.account)).await,
        [],
        "the second has none left"
    );
    assert_eq!(pick(true, None, None).await, [first.account], "and the first has many");
}

async fn another_account_does_not_wait_for_bulk(world: World) {
    let slow = SmtpOptions {
        slow: Duration::from_millis(50),
        ..SmtpOptions::default()
    };
    let server = SmtpServer::start(&slow).unwrap();
    let first = invite(&world, "a").await;
    invite_in_bulk(&world, &first, "a", 300).await;
    let worker = Running::start(&world, &server.url());
    server.wait_for(10).await.unwrap();
    invite(&world, "b").await;
    until("the other's mail", async || {
        server
            .messages()
            .await
            .iter()
            .any(|message| message.to == ["b@mail.example"])
    })
    .await;
    let before = server.messages().await;
    let place = before.iter().position(|message| message.to == ["b@mail.example"]);
    assert!(before.len() < 250, "{place:?} of {}", before.len());
    worker.stop().await;
}

async fn bulk_goes_on_beside_what_one_person_waits_for(world: World) {
    let slow = SmtpOptions {
        slow: Duration::from_millis(50),
        ..SmtpOptions::default()
    };
    let server = SmtpServer::start(&slow).unwrap();
    let first = invite(&world, "a").await;
    invite_in_bulk(&world, &first, "bulk", 3).await;
    let others = crate::post_office::invite_more(&world, &first, 60).await;
    let worker = Running::start(&world, &server.url());
    until("all of bulk", async || {
        let messages = server.messages().await;
        messages
            .iter()
            .filter(|message| message.to[0].starts_with("bulk"))
            .count()
            == 3
    })
    .await;
    assert!(
        server.messages().await.len() < others.len(),
        "the others are not all sent"
    );
    until("all", async || in_state(&world, "sent").await == 64).await;
    worker.stop().await;
}
