//! Several accounts at once, at the same and at different services.

mod adding;
mod leaving;
mod side_by_side;

use std::sync::Arc;

use roster_client::Desktop;
use roster_client::view::{AccountEntry, AccountKey};
use roster_domain::{Role, UserId};

use crate::support::{Computer, accept, another, credentials, done, person, until_up_to_date, url, with_account};

/// Signs someone in to a further account.
async fn add(desktop: &Arc<Desktop>, address: String, login_email: &str) {
    desktop.begin_adding_account().await;
    desktop.connect_to_server(address).await.unwrap();
    desktop.sign_in(credentials(login_email)).await.unwrap();
    until_up_to_date(desktop).await;
}

/// Invites an administrator, who accepts.
async fn administrator(host: &Arc<Desktop>, first: &str) -> UserId {
    let invited = done(host.create_user(person(first, Role::Administrator)).await);
    accept(&host.copy_invitation_link(invited.user.id).await.unwrap().url).await;
    invited.user.id
}

async fn entry(desktop: &Arc<Desktop>, user_name: &str) -> AccountEntry {
    let entries = desktop.accounts().await;
    let found = entries.iter().find(|entry| entry.user_name.starts_with(user_name));
    found.unwrap_or_else(|| panic!("{user_name} in {entries:?}")).clone()
}

async fn keys(desktop: &Arc<Desktop>) -> Vec<AccountKey> {
    desktop.accounts().await.into_iter().map(|entry| entry.key).collect()
}

/// Two services, and a computer on which one is signed in to both: as Grace, then as Zoë, who is in view.
struct Both {
    first: Arc<Desktop>,
    second: Arc<Desktop>,
    desktop: Arc<Desktop>,
    there: Computer,
    _computers: [Computer; 2],
}

async fn both() -> Both {
    let (computers, there) = ([Computer::new(), Computer::new()], Computer::new());
    let first = with_account(&computers[0]).await;
    let second = with_account(&computers[1]).await;
    let desktop = another(&first, "Grace", Role::Administrator, &there).await;
    administrator(&second, "Zoe").await;
    add(&desktop, url(&second).await, "zoe@example.com").await;
    Both {
        first,
        second,
        desktop,
        there,
        _computers: computers,
    }
}
