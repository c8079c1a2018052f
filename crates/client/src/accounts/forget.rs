use std::sync::Arc;

use crate::desktop::Desktop;
use crate::view::{AccountKey, CacheTag, CommandError, DesktopProblem, Status};

impl Desktop {
    /// Takes an account whose session has ended off the list, with all that was still kept for it.
    pub async fn forget_account(self: &Arc<Self>, key: AccountKey) -> Result<Status, CommandError> {
        self.start().await;
        let _passage = self.passage.lock().await;
        let account = self.known_account(key)?;
        if self.state(|state| state.session_of(key).is_some()) {
            let detail = "One is signed in to this account. Sign out of it instead.";
            return Err(CommandError::desktop(DesktopProblem::Internal, detail));
        }
        self.remove_account(key, true).await;
        self.forget_device(&account.place(), &account.login_email).await;
        if self.state(|state| state.current == Some(key)) {
            if !self.show_any() {
                self.show_start(None, None);
            }
            self.tell_view();
        } else {
            self.invalidate(&[CacheTag::Accounts]);
            // Whether there is an account to go back to shows in it.
            self.tell_status();
        }
        self.rest_service().await;
        Ok(self.present_status())
    }
}
