use crate::desktop::Desktop;
use crate::server::Server;
use crate::settings::{KnownAccount, Settings};
use crate::status::server_of;
use crate::view::{AccountKey, Mode};

impl Desktop {
    /// Brings an account into view. The start screen begins anew next time.
    pub(crate) fn show(&self, account: AccountKey) {
        self.settings.change(|settings| {
            settings.current = Some(account);
            settings.clear_start();
        });
        self.change_state(|state| {
            state.current = Some(account);
            state.server = None;
            state.notify(None, None);
        });
    }

    /// Brings the account into view that was there last, or another one that can be used; whether there is any.
    pub(crate) fn show_any(&self) -> bool {
        let chosen = self.choose(&self.settings.get());
        if let Some(account) = chosen {
            self.show(account);
        }
        chosen.is_some()
    }

    /// Brings an account into view that one is signed in to; whether there is any.
    pub(crate) fn show_signed_in(&self) -> bool {
        let settings = self.settings.get();
        let mut accounts = settings.accounts.iter();
        let signed_in = self.state(|state| accounts.find(|account| state.session_of(account.key).is_some()));
        if let Some(account) = signed_in {
            self.show(account.key);
        }
        signed_in.is_some()
    }

    fn choose(&self, settings: &Settings) -> Option<AccountKey> {
        let accounts = || settings.accounts.iter();
        let last = settings.current.and_then(|key| settings.account(key));
        let (usable, signed_in) = self.state(|state| {
            let signed_in = |account: &&KnownAccount| state.session_of(account.key).is_some();
            let usable = last.filter(|account| signed_in(account) || server_of(state, account).is_some());
            (usable, accounts().find(signed_in))
        });
        let account = usable.or(signed_in).or(last).or_else(|| accounts().next());
        account.map(|account| account.key)
    }

    /// Brings the start screen into view, at the choice of a service or past it.
    pub(crate) fn show_start(&self, server: Option<Server>, login_email: Option<String>) {
        self.settings.change(|settings| {
            settings.mode = server.as_ref().map(|server| server.mode);
            settings.server_url = server
                .as_ref()
                .filter(|server| server.mode == Mode::Server)
                .map(Server::url);
            settings.last_login_email = login_email;
        });
        self.change_state(|state| {
            state.current = None;
            state.server = server;
            state.notify(None, None);
        });
    }
}
