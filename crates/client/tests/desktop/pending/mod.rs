//! Changes made without the service, or while it may or may not have heard of them.

mod answers;
mod conflicts;
mod killed;
mod losses;
mod offline;
mod rights;

use std::sync::Arc;

use roster_client::view::{PendingChange, PendingState, UserEdit, UserRow};
use roster_client::{Desktop, Parts};
use roster_contract::UpdateUser;
use roster_domain::{Role, UserId, UserStatus};

use crate::line::Line;
use crate::support::{Computer, accept, credentials, done, person, rows, until, until_up_to_date, url, with_account};

/// Two administrators, one at the service's own computer and one at the end of a line.
pub struct Two {
    pub here: Computer,
    pub host: Arc<Desktop>,
    pub there: Computer,
    pub guest: Arc<Desktop>,
    pub line: Line,
}

impl Two {
    pub async fn new() -> Self {
        Self::with(|parts| parts).await
    }

    /// With a guest's desktop that is made otherwise.
    pub async fn with(otherwise: impl Fn(Parts) -> Parts) -> Self {
        let (here, there, line) = (Computer::new(), Computer::new(), Line::new());
        let host = with_account(&here).await;
        let invited = done(host.create_user(person("Grace", Role::Administrator)).await);
        accept(&host.copy_invitation_link(invited.user.id).await.unwrap().url).await;
        let guest = Desktop::open(otherwise(parts(&there, &line))).unwrap();
        guest.connect_to_server(url(&host).await).await.unwrap();
        guest.sign_in(credentials("grace@example.com")).await.unwrap();
        until_up_to_date(&guest).await;
        Self {
            here,
            host,
            there,
            guest,
            line,
        }
    }

    /// Someone whom both know.
    pub async fn invited(&self, first: &str) -> UserId {
        let id = done(self.host.create_user(person(first, Role::User)).await).user.id;
        self.guest.sync_now().await.unwrap();
        id
    }

    /// The same, active.
    pub async fn active(&self, first: &str) -> UserId {
        let id = self.invited(first).await;
        accept(&self.host.copy_invitation_link(id).await.unwrap().url).await;
        for desktop in [&self.host, &self.guest] {
            until_status_is(desktop, id, UserStatus::Active).await;
        }
        id
    }

    /// Closes the guest's desktop and opens it again.
    pub async fn reopen(self) -> Self {
        let Self {
            here,
            host,
            there,
            guest,
            line,
        } = self;
        guest.shut_down().await;
        drop(guest);
        let guest = open(&there, &line);
        guest.status().await;
        Self {
            here,
            host,
            there,
            guest,
            line,
        }
    }

    /// Waits until nothing of the guest's waits any more, and for what happened meanwhile.
    pub async fn until_decided(&self) {
        until_nothing_waits(&self.guest).await;
        self.guest.sync_now().await.unwrap();
    }
}

fn open(computer: &Computer, line: &Line) -> Arc<Desktop> {
    Desktop::open(parts(computer, line)).unwrap()
}

fn parts(computer: &Computer, line: &Line) -> Parts {
    let keyring = computer.keyring.clone();
    Parts {
        transport: Arc::new(line.clone()),
        ..computer.parts(Box::new(move || Ok(keyring.clone())))
    }
}

/// Waits until nothing of a desktop's waits for the service any more.
async fn until_nothing_waits(desktop: &Desktop) {
    let states = async || {
        let attention = desktop.sync_status().map(|status| status.attention).ok();
        (states(desktop).await, attention)
    };
    // Decided, and said so.
    let decided = |(states, attention): &(Vec<PendingState>, Option<u32>)| {
        states.iter().all(|state| state.needs_attention()) && *attention == u32::try_from(states.len()).ok()
    };
    until("the decision", states, decided).await;
}

async fn until_status_is(desktop: &Desktop, id: UserId, status: UserStatus) {
    let look = async || desktop.user(id).await.unwrap().map(|row| row.user.status);
    until("their status", look, |seen| *seen == Some(status)).await;
}

async fn changes(desktop: &Desktop) -> Vec<PendingChange> {
    desktop.list_pending_changes().await.unwrap()
}

async fn states(desktop: &Desktop) -> Vec<PendingState> {
    changes(desktop).await.into_iter().map(|change| change.state).collect()
}

async fn row(desktop: &Desktop, id: UserId) -> UserRow {
    desktop.user(id).await.unwrap().unwrap()
}

async fn edit(desktop: &Desktop, id: UserId, changes: UpdateUser) -> UserEdit {
    UserEdit {
        id,
        version: row(desktop, id).await.user.version,
        changes,
    }
}

fn first_name(first: &str) -> UpdateUser {
    UpdateUser {
        first_name: Some(first.to_owned()),
        ..UpdateUser::default()
    }
}

fn last_name(last: &str) -> UpdateUser {
    UpdateUser {
        last_name: Some(last.to_owned()),
        ..UpdateUser::default()
    }
}

/// The names of those who are invited, as one who asks the service anew sees them.
async fn invited(desktop: &Desktop) -> Vec<String> {
    let rows = rows(desktop, UserStatus::Pending).await;
    rows.into_iter().map(|row| row.user.first_name).collect()
}

async fn the_guest_s_id(two: &Two) -> UserId {
    let rows = rows(&two.host, UserStatus::Active).await;
    let grace = rows.into_iter().find(|row| row.user.first_name == "Grace");
    grace.unwrap().user.id
}
