use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, RwLock};

use roster_contract::Me;
use roster_domain::OfflineTerm;
use roster_replica::Replica;
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use super::Session;
use super::term::Term;
use crate::desktop::Desktop;
use crate::pending::PendingChanges;
use crate::secrets::Owner;
use crate::server::Server;
use crate::sync;
use crate::view::{AccountKey, StatusNotice};

/// All that a session begins with.
pub(super) struct Beginning {
    pub account: AccountKey,
    pub server: Server,
    pub token: SecretString,
    pub owner: Owner,
    pub me: Me,
    pub replica: Replica,
    /// Its file.
    pub copy: PathBuf,
    /// How long that may be read without the service, as it is kept with it.
    pub term: OfflineTerm,
    pub pending: PendingChanges,
    /// The secrets are in the keyring.
    pub kept: bool,
    pub notice: Option<StatusNotice>,
}

impl Desktop {
    /// From here on one is signed in to an account of the settings, and the copy keeps up with the service.
    pub(super) async fn begin_session(self: &Arc<Self>, beginning: Beginning) {
        let Beginning {
            account,
            server,
            token,
            owner,
            me,
            replica,
            copy,
            term,
            pending,
            kept,
            notice,
        } = beginning;
        let folder = self.folder.account(account);
        self.settings.change(|settings| {
            if let Some(account) = settings.account_mut(account) {
                // Beside a copy of one's own, a former session waits for the keyring to be opened.
                account.left = false;
                account.signed_in = kept || copy == folder.unkept_replica();
                account.describe(&me);
            }
        });
        let settings = self.settings.get();
        let ahead = settings
            .account(account)
            .map_or(0, |account| account.service_ahead_seconds);
        let (handle, requests) = sync::handle(term.last_contact, ahead);
        let session = Arc::new(Session {
            account,
            folder,
            copy,
            api: self.http.api(server.base.clone(), Some(token)).with_clock_ahead(ahead),
            server,
            owner,
            sync: handle,
            ended: CancellationToken::new(),
            me: RwLock::new(me),
            pending,
            replica: tokio::sync::RwLock::new(Arc::new(replica)),
            kept: AtomicBool::new(kept),
            damaged: AtomicBool::new(false),
            term: Mutex::new(Term::new(term, self.clock.now())),
        });
        self.change_state(|state| {
            state.sessions.push(session.clone());
            state.notify(Some(account), notice);
        });
        if self.background {
            self.tasks.spawn(session.clone().get_ready(self.timing.first_look));
            self.tasks
                .spawn(self.clone().watch_clock(session.clone(), self.timing.clock));
            self.tasks.spawn(sync::run(self.clone(), session.clone(), requests));
        }
        self.pending_changed(&session).await;
    }
}
