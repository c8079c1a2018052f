use roster_contract::Me;

use crate::desktop::Desktop;
use crate::names::full_name;
use crate::secrets::{self, Owner};
use crate::server::Server;
use crate::settings::KnownAccount;
use crate::view::{AccountKey, Mode};

impl Desktop {
    /// The account that someone at a service has on this computer, if they have one.
    pub(crate) fn account_of(&self, server: &Server, me: &Me) -> Option<AccountKey> {
        let settings = self.settings.get();
        let place = server.place();
        let mut accounts = settings.accounts.iter();
        let account = accounts.find(|account| account.user_id == me.user.id && account.place() == place);
        account.map(|account| account.key)
    }

    /// Takes an account into the list, unless it is there.
    pub(crate) fn remember_account(&self, key: AccountKey, server: &Server, me: &Me) {
        self.settings.change(|settings| {
            if settings.account(key).is_none() {
                settings.accounts.push(KnownAccount {
                    key,
                    mode: server.mode,
                    server_url: (server.mode == Mode::Server).then(|| server.url()),
                    user_id: me.user.id,
                    login_email: me.user.login_email.clone(),
                    user_name: full_name(&me.user.first_name, &me.user.last_name),
                    account_name: me.account.name.clone(),
                    signed_in: false,
                    left: false,
                    service_ahead_seconds: 0,
                });
            }
        });
    }

    /// The account's session is not to be looked for at the next start.
    pub(crate) fn is_signed_out(&self, key: AccountKey) {
        self.settings.change(|settings| {
            if let Some(account) = settings.account_mut(key) {
                account.signed_in = false;
            }
        });
    }

    /// Takes an account whose session is over off the list, with all that was kept for it.
    pub(crate) async fn remove_account(&self, key: AccountKey, in_keyring: bool) {
        self.empty_account(key, in_keyring).await;
        self.settings
            .change(|settings| settings.accounts.retain(|account| account.key != key));
    }

    /// Leaves nothing of what an account holds, whose session is over. `in_keyring` says whether there may be secrets of it.
    pub(crate) async fn empty_account(&self, key: AccountKey, in_keyring: bool) {
        let settings = self.settings.get();
        if let Err(error) = self.folder.account(key).erase() {
            tracing::error!(%error, "what belongs to the account could not be deleted");
        }
        if in_keyring && let Some(account) = settings.account(key) {
            secrets::forget_account(&self.keyring, &Owner::of(settings.installation, account)).await;
        }
        self.change_state(|state| state.notify(Some(key), None));
    }

    /// Forgets that this computer is known to a login, unless it is one of an account.
    pub(crate) async fn forget_device(&self, place: &str, login_email: &str) {
        let settings = self.settings.get();
        let login = login_email.to_lowercase();
        let mut accounts = settings.accounts.iter();
        if accounts.any(|account| account.place() == place && account.login_email.to_lowercase() == login) {
            return;
        }
        let name = secrets::device_token(settings.installation, place, login_email);
        self.heard_of_keyring(self.keyring.delete(&name).await);
    }
}
