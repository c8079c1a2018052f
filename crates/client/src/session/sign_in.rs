use std::sync::Arc;

use roster_contract::{Me, SignIn, SignedIn};
use roster_replica::{OpenError, Replica, ReplicaError, ReplicaKey};
use secrecy::{ExposeSecret, SecretString};

use super::begin::Beginning;
use crate::desktop::Desktop;
use crate::http::Call;
use crate::secrets::{self, Owner};
use crate::server::Server;
use crate::view::{CommandError, Credentials, DesktopProblem, Status};

impl Desktop {
    /// Signs in at the service that was chosen.
    pub async fn sign_in(self: &Arc<Self>, credentials: Credentials) -> Result<Status, CommandError> {
        self.start().await;
        let _passage = self.passage.lock().await;
        if self.state(|state| state.session.is_none()) {
            self.enter(credentials).await?;
        }
        Ok(self.present_status())
    }

    /// The same for one who holds the passage.
    pub(crate) async fn enter(self: &Arc<Self>, credentials: Credentials) -> Result<(), CommandError> {
        let server = self.state(|state| state.server.clone());
        let server =
            server.ok_or_else(|| CommandError::desktop(DesktopProblem::Internal, "No service was chosen yet."))?;
        let login_email = credentials.login_email.trim().to_owned();
        let signed_in = self.ask_to_enter(&server, credentials).await?;
        let token = SecretString::from(signed_in.token);
        let me = Me {
            user: signed_in.user,
            account: signed_in.account,
        };
        let owner = Owner::new(self.settings.get().installation, &server, me.user.id);
        self.forget_former_session(&server).await;
        let (replica, key) = self.fresh_replica(&me).await?;
        let kept = secrets::keep(&self.keyring, &owner, &token, &key).await;
        let kept = self.heard_of_keyring(kept).is_some();
        if kept {
            let name = secrets::device_token(owner.installation, &server, &login_email);
            let device_token = SecretString::from(signed_in.device_token);
            self.heard_of_keyring(self.keyring.set(&name, device_token).await);
        }
        self.settings.change(|settings| {
            settings.last_login_email = Some(login_email);
            settings.signed_in_as = kept.then_some(me.user.id);
        });
        self.begin_session(Beginning {
            server,
            token,
            owner,
            me,
            replica,
            kept,
            notice: None,
        });
        Ok(())
    }

    async fn ask_to_enter(&self, server: &Server, credentials: Credentials) -> Result<SignedIn, CommandError> {
        let name = secrets::device_token(self.settings.get().installation, server, &credentials.login_email);
        // Without it one signs in like anybody; that the keyring is locked is said after the next call.
        let device_token = self.keyring.get(&name).await.ok().flatten();
        let request = SignIn {
            login_email: credentials.login_email,
            password: credentials.password.expose_secret().to_owned(),
            device_name: Some(format!("Roster on {}", std::env::consts::OS)),
            device_token: device_token.map(|token| token.expose_secret().to_owned()),
        };
        let api = self.http.api(server.origin.clone(), None);
        Ok(api.call(&Call::post("/sessions").json(&request)).await?)
    }

    /// An empty copy under a new key.
    async fn fresh_replica(&self, me: &Me) -> Result<(Replica, ReplicaKey), CommandError> {
        let key = ReplicaKey::generate(self.random.as_ref());
        let replica = Replica::open(&self.folder.replica(), &key).await.map_err(unopened)?;
        replica.set_me(me).await?;
        Ok((replica, key))
    }
}

fn unopened(error: OpenError) -> CommandError {
    tracing::error!(%error, "no copy can be made on this computer");
    match error {
        OpenError::WrongKeyOrDamaged(error) => ReplicaError::Damaged(Box::new(error)).into(),
        OpenError::Io(error) => ReplicaError::Io(error).into(),
        newer @ OpenError::Newer { .. } => CommandError::desktop(DesktopProblem::ReplicaUnreadable, newer.to_string()),
    }
}
