use jiff::SignedDuration;
use roster_domain::{Delivery, InvitationState, UserStatus};
use roster_store::invitations::{self, NewInvitation};
use roster_store::{Micros, Scope};

use crate::cast::Cast;

async fn a_user_has_one_open_invitation_at_most(cast: Cast) {
    let account = cast.account().await;
    let user = cast.add(&cast.someone(account, "ada@example.com")).await;
    let first = cast.invite(&user).await;
    let second = NewInvitation {
        invited_by: Some(user.id),
        ..cast.invitation(&user)
    };
    let mut tx = cast.write().await;
    assert!(
        invitations::insert(&mut tx, &second).await.is_err(),
        "the index forbids a second"
    );
    drop(tx);
    let mut tx = cast.write().await;
    invitations::revoke_open(&mut tx, user.id).await.unwrap();
    invitations::insert(&mut tx, &second).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = cast.read().await;
    let open = invitations::open_of(&mut tx, user.id).await.unwrap().unwrap();
    assert_eq!((open.id, open.state), (second.id, InvitationState::Open));
    assert_eq!(open.expires_at, Micros::from(second.expires_at));
    assert_eq!(open, second.record(Some(&user)));
    let former = invitations::by_token_hash(&mut tx, &first.token_hash)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (former.id, former.state),
        (first.id, InvitationState::Revoked),
        "an old link says what became of it"
    );
    assert_eq!(invitations::by_token_hash(&mut tx, &[9; 32]).await.unwrap(), None);
}

async fn of_simultaneous_acceptances_one_uses_the_invitation(cast: Cast) {
    let account = cast.account().await;
    for round in 0..20 {
        let user = cast.add(&cast.someone(account, &format!("u{round}@example.com"))).await;
        let invitation = cast.invite(&user).await;
        let acceptances = (0..8).map(|_| {
            let store = cast.store.clone();
            tokio::spawn(async move {
                let mut tx = store.begin_write(Scope::Account(account)).await.unwrap();
                let won = invitations::mark_used(&mut tx, invitation.id).await.unwrap();
                tx.commit().await.unwrap();
                won
            })
        });
        let mut winners = 0;
        for acceptance in acceptances.collect::<Vec<_>>() {
            winners += usize::from(acceptance.await.unwrap());
        }
        assert_eq!(winners, 1);
        assert_eq!(
            invitations::open_of(&mut cast.read().await, user.id).await.unwrap(),
            None
        );
    }
}

async fn many_invitations_are_read_at_once_with_their_inviters(cast: Cast) {
    let account = cast.account().await;
    let mut inviter = cast.someone(account, "inviter@example.com");
    inviter.status = UserStatus::Active;
    let inviter = cast.add(&inviter).await;
    let mut users = vec![inviter.id];
    let mut tx = cast.write().await;
    for index in 0..1100 {
        let new = cast.someone(account, &format!("u{index}@example.com"));
        roster_store::users::insert(&mut tx, &new).await.unwrap();
        let record = roster_store::users::get(&mut tx, account, new.id)
            .await
            .unwrap()
            .unwrap();
        let invitation = invitations::NewInvitation {
            invited_by: Some(inviter.id),
            ..cast.invitation(&record)
        };
        invitations::insert(&mut tx, &invitation).await.unwrap();
        users.push(new.id);
    }
    invitations::revoke_open(&mut tx, users[1]).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = cast.read().await;
    let found = invitations::open_of_each(&mut tx, &users).await.unwrap();
    assert_eq!(found.len(), 1099);
    assert!(
        found
            .iter()
            .all(|invitation| invitation.inviter_last_name.as_deref() == Some("Lovelace"))
    );
    assert!(invitations::open_of_each(&mut tx, &[]).await.unwrap().is_empty());
    let one = invitations::open_of(&mut tx, users[7]).await.unwrap().unwrap();
    assert!(found.contains(&one));
}

async fn what_becomes_of_the_mail_is_noted(cast: Cast) {
    let account = cast.account().await;
    let user = cast.add(&cast.someone(account, "ada@example.com")).await;
    let invitation = cast.invite(&user).await;
    let sent_at = cast.now() + SignedDuration::from_micros(7);
    let mut tx = cast.write().await;
    for (delivery, error, sent_at) in [
        (Delivery::Sent, None, Some(sent_at)),
        (Delivery::Failed, Some("550 no such mailbox"), None),
    ] {
        invitations::set_delivery(&mut tx, invitation.id, delivery, error, sent_at)
            .await
            .unwrap();
        let found = invitations::open_of(&mut tx, user.id).await.unwrap().unwrap();
        assert_eq!((found.delivery, found.delivery_error.as_deref()), (delivery, error));
    }
    let found = invitations::open_of(&mut tx, user.id).await.unwrap().unwrap();
    assert_eq!(
        found.sent_at,
        Some(Micros::from(sent_at)),
        "when it was sent stays known"
    );
}

crate::on_both_engines!(
    a_user_has_one_open_invitation_at_most,
    of_simultaneous_acceptances_one_uses_the_invitation,
    many_invitations_are_read_at_once_with_their_inviters,
    what_becomes_of_the_mail_is_noted,
);
