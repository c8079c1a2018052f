use roster_domain::{AccountId, Rights, Role};

use crate::support::{Person, World};

/// The columns of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewer {
    Nobody,
    /// Someone with a token whose session has ended.
    Ended,
    User,
    BillingUser,
    Administrator,
    BillingAdministrator,
    /// A billing administrator of another account.
    Stranger,
}

pub const VIEWERS: [Viewer; 7] = [
    Viewer::Nobody,
    Viewer::Ended,
    Viewer::User,
    Viewer::BillingUser,
    Viewer::Administrator,
    Viewer::BillingAdministrator,
    Viewer::Stranger,
];

#[derive(Debug)]
pub struct Viewers {
    pub account: AccountId,
    ended: Person,
    user: Person,
    billing_user: Person,
    pub administrator: Person,
    billing_administrator: Person,
    stranger: Person,
}

impl Viewers {
    pub async fn in_world(world: &World) -> Self {
        let (account, elsewhere) = (world.account().await, world.account_named("Elsewhere").await);
        let ended = world.billing_administrator(account).await;
        world
            .execute(&format!(
                "DELETE FROM sessions WHERE user_id = {}",
                world.literal(ended.id)
            ))
            .await;
        Self {
            account,
            ended,
            user: world.member(account).await,
            billing_user: world.active(account, Rights::new(Role::User, true)).await,
            administrator: world.administrator(account).await,
            billing_administrator: world.billing_administrator(account).await,
            stranger: world.billing_administrator(elsewhere).await,
        }
    }

    pub fn of(&self, viewer: Viewer) -> Option<&Person> {
        match viewer {
            Viewer::Nobody => None,
            Viewer::Ended => Some(&self.ended),
            Viewer::User => Some(&self.user),
            Viewer::BillingUser => Some(&self.billing_user),
            Viewer::Administrator => Some(&self.administrator),
            Viewer::BillingAdministrator => Some(&self.billing_administrator),
            Viewer::Stranger => Some(&self.stranger),
        }
    }

    pub fn token_of(&self, viewer: Viewer) -> Option<&str> {
        self.of(viewer)?.token.as_deref()
    }
}
