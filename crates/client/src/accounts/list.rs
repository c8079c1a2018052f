use std::sync::Arc;

use crate::desktop::Desktop;
use crate::view::AccountEntry;

impl Desktop {
    /// The accounts on this computer, in the order in which they were added.
    pub async fn accounts(self: &Arc<Self>) -> Vec<AccountEntry> {
        self.start().await;
        let settings = self.settings.get();
        self.state(|state| {
            let entry = |account: crate::settings::KnownAccount| {
                let session = state.session_of(account.key);
                AccountEntry {
                    is_current: state.current == Some(account.key),
                    signed_in: session.is_some(),
                    sync: session.map(|session| *session.sync.status.borrow()),
                    left: account.left,
                    key: account.key,
                    account_name: account.account_name,
                    user_name: account.user_name,
                    login_email: account.login_email,
                    mode: account.mode,
                    server_url: account.server_url,
                }
            };
            settings.accounts.into_iter().map(entry).collect()
        })
    }
}
