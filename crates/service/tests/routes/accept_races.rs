use futures_util::future::join_all;
use roster_domain::UserStatus;

use crate::passwords::PASSWORD;
use crate::support::World;

/// On two nodes at once, so that no lock within a process can be what decides.
async fn exactly_one_of_fifty_acceptances_wins(world: World) {
    let account = world.account().await;
    let person = world.pending(account).await;
    let token = world.link_of(&person).await;
    let other_node = world.another_node().await;
    let before = world.revision(account).await;
    let tries = (0..50).map(|number| {
        let body = serde_json::json!({ "token": token, "password": format!("{PASSWORD} {number}") });
        let call = world.post("/invitations/accept").json(&body);
        if number % 2 == 0 {
            call.send()
        } else {
            call.to(&other_node).send()
        }
    });
    let answers = join_all(tries).await;
    let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 201);
    assert_eq!(won.len(), 1);
    for answer in lost {
        answer.expect_problem(410, "invitation-used");
    }
    assert_eq!(world.count_sessions(&person).await, 1);
    assert_eq!(world.revision(account).await, before + 1);
    let accepted = world
        .number("SELECT COUNT(*) FROM audit_events WHERE action = 'invitation.accepted'")
        .await;
    assert_eq!(accepted, 1);
    let session = won[0].json()["token"].as_str().expect("a token").to_owned();
    world.get("/me").bearer(&session).send().await.expect(200);
}

/// Resent and accepted at once: either they are in, or the new link is in force.
async fn an_invitation_is_accepted_or_replaced_never_both(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    for round in 0..8_u64 {
        let person = world.pending(account).await;
        let token = world.link_of(&person).await;
        let path = person.path("/invitation/resend");
        let resending = async {
            tokio::time::sleep(std::time::Duration::from_millis(round * 5)).await;
            world.post(&path).by(&administrator).send().await
        };
        let (acceptance, resent) = tokio::join!(world.accept(&token, PASSWORD), resending);
        let record = world.record(&person).await.expect("the person");
        let open = world.open_invitation(person.id).await;
        if acceptance.status == 201 {
            resent.expect_problem(409, "wrong-status");
            assert!(record.status == UserStatus::Active && open.is_none());
        } else {
            acceptance.expect_problem(410, "invitation-revoked");
            resent.expect(200);
            assert!(record.status == UserStatus::Pending && open.is_some());
        }
    }
}

crate::on_both_databases!(
    exactly_one_of_fifty_acceptances_wins,
    an_invitation_is_accepted_or_replaced_never_both,
);
