use std::sync::Arc;

use crate::desktop::Desktop;
use crate::settings::KnownAccount;
use crate::view::{AccountKey, CommandError, DesktopProblem, Mode, Status};

impl Desktop {
    /// Brings another account into view: its lists, or where its session has ended, the form to sign in to it anew.
    pub async fn switch_account(self: &Arc<Self>, key: AccountKey) -> Result<Status, CommandError> {
        self.start().await;
        let _passage = self.passage.lock().await;
        let account = self.known_account(key)?;
        if self.state(|state| state.session_of(key).is_none()) {
            if account.mode == Mode::Embedded {
                self.start_service().await?;
            }
            // The keyring may have been locked, or the service not have started, when this was tried before.
            self.restore_session(&account).await;
        }
        self.show(key);
        self.rest_service().await;
        self.tell_view();
        Ok(self.present_status())
    }

    pub(super) fn known_account(&self, key: AccountKey) -> Result<KnownAccount, CommandError> {
        self.settings
            .get()
            .account(key)
            .cloned()
            .ok_or_else(|| CommandError::desktop(DesktopProblem::Internal, "This account is not known any more."))
    }
}
