use std::path::Path;
use std::sync::Arc;

use roster_contract::{Me, SignIn, SignedIn};
use roster_domain::{OfflineTerm, new_uuid, pasted_address};
use roster_replica::{OpenError, Replica, ReplicaError, ReplicaKey};
use secrecy::{ExposeSecret, SecretString};

use super::begin::Beginning;
use super::former_copy::Former;
use crate::desktop::Desktop;
use crate::http::Call;
use crate::secrets::{self, Owner};
use crate::server::Server;
use crate::view::{AccountKey, CommandError, Credentials, DesktopProblem, Status};

impl Desktop {
    /// Signs in at the service of the account in view, or at the one that was chosen on the start screen. If this computer knows the
    /// account already, the new session takes the place of its former one. Does nothing if the account in view has a session.
    pub async fn sign_in(self: &Arc<Self>, credentials: Credentials) -> Result<Status, CommandError> {
        self.start().await;
        let _passage = self.passage.lock().await;
        if self.state(|state| state.session().is_none()) {
            self.enter(credentials).await?;
        }
        Ok(self.present_status())
    }

    /// Signs in. The caller has to hold the lock `passage`.
    pub(crate) async fn enter(self: &Arc<Self>, credentials: Credentials) -> Result<(), CommandError> {
        let server = self.server_in_view();
        let server =
            server.ok_or_else(|| CommandError::desktop(DesktopProblem::Internal, "No service was chosen yet."))?;
        self.policy.check_sign_in(&server)?;
        let login_email = pasted_address(&credentials.login_email);
        let credentials = Credentials {
            login_email: login_email.clone(),
            ..credentials
        };
        let former = self.former_copy(&login_email, &server).await;
        let signed_in = self.request_session(&server, credentials).await?;
        let token = SecretString::from(signed_in.token);
        let me = Me {
            user: signed_in.user,
            account: signed_in.account,
        };
        let account = self.account_of(&server, &me).unwrap_or_else(|| self.new_account());
        self.end_former_session(account).await;
        let owner = Owner::new(self.settings.get().installation, server.place(), me.user.id);
        let term = OfflineTerm::begun(self.clock.now(), Some(signed_in.expires_at.into()));
        let former = former.of(account);
        let (replica, copy, key) = self.copy_to_begin_with(account, &former, &me, term).await?;
        let folder = self.folder.account(account);
        // The key in a locked keyring is not overwritten: it opens the former copy.
        let keep = async { !matches!(former, Former::Locked(_)) && self.keep(&owner, &token, &key).await };
        // The keyring takes its time, and the files do not wait for it.
        let file = folder.pending();
        let (pending, kept) = tokio::join!(self.open_pending(&owner, &file), keep);
        let pending = pending.map_err(unopened)?;
        pending.forget_seen().await;
        let device = secrets::device_token(owner.installation, &owner.place, &login_email);
        self.remember_account(account, &server, &me);
        self.begin_session(Beginning {
            account,
            server,
            token,
            owner,
            me,
            replica,
            copy,
            term,
            notice: pending.notice(),
            pending,
            kept,
        })
        .await;
        self.show(account);
        self.rest_service().await;
        self.tell_view();
        if kept {
            // One is in already: only the next sign-in needs it.
            let device_token = SecretString::from(signed_in.device_token);
            self.heard_of_keyring(self.keyring.set(&device, device_token).await);
        }
        Ok(())
    }

    /// Keeps the session's token and the copy's key in the keyring. Returns whether it could.
    async fn keep(&self, owner: &Owner, token: &SecretString, key: &ReplicaKey) -> bool {
        let kept = secrets::keep(&self.keyring, owner, token, key).await;
        self.heard_of_keyring(kept).is_some()
    }

    fn new_account(&self) -> AccountKey {
        AccountKey(new_uuid(self.clock.as_ref(), self.random.as_ref()))
    }

    /// Ends the account's session, if it has one, so that another can take its place.
    async fn end_former_session(&self, account: AccountKey) {
        let former = self.state(|state| state.session_of(account).cloned());
        if let Some(former) = former {
            self.leave_session(&former, None).await;
            self.say_farewell(&former).await;
        }
    }

    /// Asks the service for a session.
    async fn request_session(&self, server: &Server, credentials: Credentials) -> Result<SignedIn, CommandError> {
        let name = secrets::device_token(
            self.settings.get().installation,
            &server.place(),
            &credentials.login_email,
        );
        // Without the token the service does not know the device, and the sign-in still works. If the keyring is locked, the call that
        // keeps the session notices it.
        let device_token = self.keyring.get(&name).await.ok().flatten();
        let request = SignIn {
            login_email: credentials.login_email,
            password: credentials.password.expose_secret().to_owned(),
            device_name: Some(self.device_name.clone()),
            device_token: device_token.map(|token| token.expose_secret().to_owned()),
        };
        let api = self.http.api(server.base.clone(), None);
        Ok(api.call(&Call::post("/sessions").json(&request)).await?)
    }

    /// Makes an empty copy with a new key in the file `path`.
    pub(super) async fn fresh_replica(
        &self,
        path: &Path,
        me: &Me,
        term: OfflineTerm,
    ) -> Result<(Replica, ReplicaKey), CommandError> {
        let key = ReplicaKey::generate(self.random.as_ref());
        let replica = Replica::open(path, &key).await.map_err(unopened)?;
        replica.set_me(me).await?;
        replica.set_offline_term(term).await?;
        Ok((replica, key))
    }
}

/// The error for the window when the copy or the file of pending changes cannot be opened.
pub(super) fn unopened(error: OpenError) -> CommandError {
    tracing::error!(%error, "no copy can be made on this computer");
    match error {
        OpenError::WrongKeyOrDamaged(error) => ReplicaError::Damaged(Box::new(error)).into(),
        OpenError::Io(error) => ReplicaError::Io(error).into(),
        newer @ OpenError::Newer { .. } => CommandError::desktop(DesktopProblem::ReplicaUnreadable, newer.to_string()),
    }
}
