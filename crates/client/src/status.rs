use std::sync::Arc;

use jiff::Timestamp;

use crate::desktop::{Desktop, State};
use crate::http::parse_address;
use crate::keyring::KeyringError;
use crate::names::full_name;
use crate::server::Server;
use crate::settings::{KnownAccount, Settings};
use crate::view::{KeyringStatus, Mode, PolicyStatus, SessionView, Stage, Status, StatusNotice};

impl Desktop {
    /// Where one stands, once that is known.
    pub async fn status(self: &Arc<Self>) -> Status {
        self.start().await;
        self.present_status()
    }

    /// The service of the account in view, or the one that was chosen on the start screen.
    pub(crate) fn server_in_view(&self) -> Option<Server> {
        let settings = self.settings.get();
        self.state(|state| match state.current.and_then(|key| settings.account(key)) {
            Some(account) => server_of(state, account),
            None => state.server.clone(),
        })
    }

    pub(crate) fn present_status(&self) -> Status {
        let settings = self.settings.get();
        let policy = self
            .policy
            .status(self.folder.has_service(), self.server_in_view().as_ref());
        self.state(|state| match state.current.and_then(|key| settings.account(key)) {
            Some(account) => of_account(state, account, policy, self.clock.now()),
            None => of_start_screen(state, &settings, policy),
        })
    }

    /// What the keyring did last is what is said of it.
    pub(crate) fn heard_of_keyring<T>(&self, answer: Result<T, KeyringError>) -> Option<T> {
        let (status, answer) = match answer {
            Ok(answer) => (
                KeyringStatus {
                    available: true,
                    locked: false,
                    reason: None,
                },
                Some(answer),
            ),
            Err(error) => {
                tracing::warn!(%error, "the keyring cannot be used");
                (
                    KeyringStatus {
                        available: false,
                        locked: error == KeyringError::Locked,
                        reason: Some(error.to_string()),
                    },
                    None,
                )
            }
        };
        self.change_state(|state| state.keyring = status);
        answer
    }
}

fn of_account(state: &State, account: &KnownAccount, policy: PolicyStatus, now: Timestamp) -> Status {
    let session = state.session_of(account.key);
    let there = server_of(state, account);
    let notice = state.notices.get(&Some(account.key)).copied();
    Status {
        stage: match &there {
            _ if session.is_some() => Stage::SignedIn,
            // The service on this computer did not start: it can be chosen again, or another one.
            None => Stage::FirstStart,
            Some(_) if account.mode == Mode::Embedded && state.needs_account => Stage::CreateAccount,
            Some(_) => Stage::SignIn,
        },
        adding_account: false,
        mode: Some(account.mode),
        server_url: there.as_ref().map(Server::url),
        keyring: state.keyring.clone(),
        session: session.map(|session| {
            let me = session.me();
            SessionView {
                full_name: full_name(&me.user.first_name, &me.user.last_name),
                me,
                lock: session.lock(now).map(Into::into),
            }
        }),
        last_login_email: Some(account.login_email.clone()),
        notice,
        lost_changes: match (notice, session) {
            (Some(StatusNotice::PendingChangesLost), Some(session)) => session.pending.how_many_lost(),
            _ => None,
        },
        policy,
    }
}

fn of_start_screen(state: &State, settings: &Settings, policy: PolicyStatus) -> Status {
    Status {
        stage: match &state.server {
            None => Stage::FirstStart,
            Some(server) if server.mode == Mode::Embedded && state.needs_account => Stage::CreateAccount,
            Some(_) => Stage::SignIn,
        },
        adding_account: !settings.accounts.is_empty(),
        mode: settings.mode,
        server_url: state
            .server
            .as_ref()
            .map(Server::url)
            .or_else(|| settings.server_url.clone()),
        keyring: state.keyring.clone(),
        session: None,
        last_login_email: settings.last_login_email.clone(),
        notice: state.notices.get(&None).copied(),
        lost_changes: None,
        policy,
    }
}

/// Where an account's service answers, unless it is one on this computer that does not run.
pub(crate) fn server_of(state: &State, account: &KnownAccount) -> Option<Server> {
    let base = match account.mode {
        Mode::Embedded => state.service.as_ref()?.url(),
        Mode::Server => parse_address(account.server_url.as_deref()?).ok()?,
    };
    Some(Server {
        mode: account.mode,
        base,
    })
}
