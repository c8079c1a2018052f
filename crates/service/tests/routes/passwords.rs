//! People with passwords.

use roster_domain::{AccountId, Rights, Role};
use serde_json::{Value, json};

use crate::support::{Answer, Person, World};

/// Fit to be set by anyone in these tests.
pub const PASSWORD: &str = "walnut orbit lantern";
pub const OTHER_PASSWORD: &str = "granite violin meadow";

impl World {
    /// An active user with a password.
    pub async fn with_password(&self, account: AccountId, rights: Rights) -> Person {
        let hash = self.app.hasher.hash(PASSWORD.into()).await;
        self.add(account, |user| {
            user.rights = rights;
            user.password_hash = Some(hash);
        })
        .await
    }

    /// An administrator, with a password.
    pub async fn administrator_with_password(&self, account: AccountId) -> Person {
        self.with_password(account, Rights::new(Role::Administrator, false))
            .await
    }

    /// Tries to sign in.
    pub async fn try_sign_in(&self, login_email: &str, password: &str) -> Answer {
        self.post("/sessions")
            .json(&credentials(login_email, password))
            .send()
            .await
    }

    /// How many sessions someone has.
    pub async fn count_sessions(&self, person: &Person) -> i64 {
        let id = self.literal(person.id);
        self.number(&format!("SELECT COUNT(*) FROM sessions WHERE user_id = {id}"))
            .await
    }
}

pub fn credentials(login_email: &str, password: &str) -> Value {
    json!({ "loginEmail": login_email, "password": password })
}
