use crate::passwords::PASSWORD;
use crate::support::World;

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

crate::on_both_databases!(nobody_is_removed_and_signed_in_at_once);
