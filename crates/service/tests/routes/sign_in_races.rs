use roster_domain::AccountId;
use roster_store::{Tx, accounts};

use crate::passwords::PASSWORD;
use crate::support::{Person, World, execute};

/// A removal under way: begun, and not yet committed.
pub struct Removal(Tx);

impl Removal {
    pub async fn begin(world: &World, account: AccountId) -> Self {
        let mut tx = world.write().await;
        accounts::hold(&mut tx, account, &world.app.revision_mark())
            .await
            .expect("the account");
        Self(tx)
    }

    /// Removes the person, and with them every session there is by now.
    pub async fn finish(mut self, world: &World, person: &Person) {
        let id = world.literal(person.id);
        for sql in [
            format!("UPDATE users SET status = 'removed', password_hash = NULL WHERE id = {id}"),
            format!("DELETE FROM sessions WHERE user_id = {id}"),
        ] {
            execute(&mut self.0, &sql).await;
        }
        self.0.commit().await.expect("a commit");
    }
}

/// Whoever is removed while they sign in has no session left: not one that would come back to life with them.
async fn nobody_is_removed_and_signed_in_at_once(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    for _ in 0..12 {
        let person = world.administrator_with_password(account).await;
        let path = person.path("");
        let (signed_in, removed) = tokio::join!(world.try_sign_in(&person.login_email, PASSWORD), async {
            // Hashing takes some 20 ms: this lets the removal fall before, into and after the sign-in's write.
            let pause = u64::from(person.id.as_uuid().as_bytes()[15] % 30);
            tokio::time::sleep(std::time::Duration::from_millis(pause)).await;
            world.delete(&path).by(&administrator).send().await
        },);
        removed.expect(204);
        assert!(matches!(signed_in.status.as_u16(), 201 | 401), "{}", signed_in.text);
        assert_eq!(world.count_sessions(&person).await, 0);
    }
}

/// A sign-in whose password was right before the removal is decided after it.
async fn a_sign_in_waits_for_a_removal_under_way(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    let removal = Removal::begin(&world, account).await;
    let (signed_in, ()) = tokio::join!(world.try_sign_in(&person.login_email, PASSWORD), async {
        world.until_waiting(1).await;
        removal.finish(&world, &person).await;
    });
    signed_in.expect_problem(401, "invalid-credentials");
    assert_eq!(world.count_sessions(&person).await, 0);
}

crate::on_both_databases!(
    nobody_is_removed_and_signed_in_at_once,
    a_sign_in_waits_for_a_removal_under_way,
);
