use std::sync::Arc;

use crate::desktop::{Desktop, State};
use crate::keyring::KeyringError;
use crate::settings::Settings;
use crate::view::{KeyringStatus, SessionView, Stage, Status};

impl Desktop {
    /// Where one stands, once that is known.
    pub async fn status(self: &Arc<Self>) -> Status {
        self.start().await;
        self.present_status()
    }

    pub(crate) fn present_status(&self) -> Status {
        let settings = self.settings.get();
        self.state(|state| Status {
            stage: stage(state),
            mode: settings.mode,
            server_url: server_url(state, &settings),
            keyring: state.keyring.clone(),
            session: state.session.as_ref().map(|session| SessionView { me: session.me() }),
            last_login_email: settings.last_login_email,
            notice: state.notice,
        })
    }

    /// What the keyring did last is what is said of it.
    pub(crate) fn heard_of_keyring<T>(&self, answer: Result<T, KeyringError>) -> Option<T> {
        let (status, answer) = match answer {
            Ok(answer) => (
                KeyringStatus {
                    available: true,
                    reason: None,
                },
                Some(answer),
            ),
            Err(error) => {
                tracing::warn!(%error, "the keyring cannot be used");
                (
                    KeyringStatus {
                        available: false,
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

fn stage(state: &State) -> Stage {
    match state {
        State { session: Some(_), .. } => Stage::SignedIn,
        State { server: None, .. } => Stage::FirstStart,
        State {
            needs_account: true, ..
        } => Stage::CreateAccount,
        _ => Stage::SignIn,
    }
}

fn server_url(state: &State, settings: &Settings) -> Option<String> {
    state
        .server
        .as_ref()
        .map(crate::server::Server::url)
        .or_else(|| settings.server_url.clone())
}
