//! `POST /users/ID/invitation/link`.

use jiff::SignedDuration;
use roster_domain::Delivery;
use roster_store::invitations;
use serde_json::json;

use crate::support::World;

async fn the_link_is_of_the_public_url_and_a_new_one(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let user = world.pending(account).await;
    let old = world.open_invitation(user.id).await.unwrap();
    let revision = world.revision(account).await;
    world.advance(SignedDuration::from_hours(24));
    let call = world.post(&user.path("/invitation/link")).by(&administrator);
    let call = call
        .header("host", "evil.example")
        .header("x-forwarded-host", "evil.example");
    let reply = call.send().await.expect(200);
    let new = world.open_invitation(user.id).await.unwrap();
    assert_ne!(new.id, old.id);
    let expires_at = (world.app.now() + SignedDuration::from_hours(7 * 24)).to_string();
    let url = format!("https://roster.example/invitations/{}", world.invitation_token(new.id));
    assert_eq!(reply, json!({"url": url, "expiresAt": expires_at}));
    let state = format!("SELECT state FROM invitations WHERE id = {}", world.literal(old.id));
    assert_eq!(world.texts(&state).await, ["revoked"]);
    assert_eq!(
        world.texts("SELECT action || changes FROM audit_events").await,
        [r#"invitation.link-copied{"expiresAt":{"after":"2026-03-10T09:00:00Z","before":"2026-03-09T09:00:00Z"}}"#]
    );
    assert_eq!(world.revision(account).await, revision + 1);
    assert_eq!(world.record(&user).await.unwrap().revision, revision + 1);
}

async fn a_mail_that_waits_will_carry_the_new_link(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let user = world.pending(account).await;
    world
        .post(&user.path("/invitation/link"))
        .by(&administrator)
        .send()
        .await
        .expect(200);
    let new = world.open_invitation(user.id).await.unwrap();
    let of_the_new = format!(
        "SELECT state FROM mails WHERE invitation_id = {}",
        world.literal(new.id)
    );
    assert_eq!(world.texts(&of_the_new).await, ["queued"]);
    assert_eq!(world.number("SELECT COUNT(*) FROM mails").await, 1);
}

async fn what_is_known_of_the_mail_stays_known(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let user = world.pending(account).await;
    let old = world.open_invitation(user.id).await.unwrap();
    let sent_at = world.app.now();
    let mut tx = world.write().await;
    invitations::set_delivery(&mut tx, old.id, Delivery::Sent, None, Some(sent_at))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.execute("UPDATE mails SET state = 'sent'").await;
    world.advance(SignedDuration::from_hours(1));
    world
        .post(&user.path("/invitation/link"))
        .by(&administrator)
        .send()
        .await
        .expect(200);
    let shown = world.get(&user.path("")).by(&administrator).send().await.expect(200);
    assert_eq!(shown["invitation"]["delivery"], "sent");
    assert_eq!(shown["invitation"]["sentAt"], json!(sent_at.to_string()));
    assert_eq!(
        shown["invitation"]["invitedBy"],
        json!(null),
        "copying makes nobody the inviter"
    );
    let of_the_old = format!(
        "SELECT state FROM mails WHERE invitation_id = {}",
        world.literal(old.id)
    );
    assert_eq!(world.texts(&of_the_old).await, ["sent"]);
}

async fn no_other_reply_and_no_row_holds_the_link(world: World) {
    let account = world.account().await;
    let administrator = world.billing_administrator(account).await;
    let user = world.pending(account).await;
    let call = world
        .post(&user.path("/invitation/link"))
        .by(&administrator)
        .idempotency_key("link");
    let reply = call.send().await.expect(200);
    let token = reply["url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    assert_eq!(token.len(), 43);
    for path in ["/users".to_owned(), user.path("")] {
        let answer = world.get(&path).by(&administrator).send().await;
        answer.expect(200);
        assert!(!answer.text.contains(&token), "{path}");
    }
    for query in ["SELECT changes FROM audit_events", "SELECT details FROM mails"] {
        assert!(
            world.texts(query).await.iter().all(|text| !text.contains(&token)),
            "{query}"
        );
    }
    let hex = if world.is_postgres() {
        "encode(sealed_reply, 'hex')"
    } else {
        "lower(hex(sealed_reply))"
    };
    let kept = world.texts(&format!("SELECT {hex} FROM idempotency_keys")).await;
    let token = token
        .bytes()
        .fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    assert!(
        kept.len() == 1 && kept[0].len() > 200 && !kept[0].contains(&token),
        "{kept:?}"
    );
}

crate::on_both_databases!(
    the_link_is_of_the_public_url_and_a_new_one,
    a_mail_that_waits_will_carry_the_new_link,
    what_is_known_of_the_mail_stays_known,
    no_other_reply_and_no_row_holds_the_link,
);
