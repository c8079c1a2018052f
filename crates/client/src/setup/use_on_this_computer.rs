use std::sync::Arc;

use crate::desktop::Desktop;
use crate::view::{CommandError, Mode, Stage, Status};

impl Desktop {
    /// Chooses the service inside this process and starts it. An account of its that could not be used without it is there
    /// again.
    pub async fn use_on_this_computer(self: &Arc<Self>) -> Result<Status, CommandError> {
        self.start().await;
        let _passage = self.passage.lock().await;
        if self.present_status().stage != Stage::FirstStart {
            return Ok(self.present_status());
        }
        self.start_allowed_service().await?;
        let settings = self.settings.get();
        for account in settings
            .accounts
            .iter()
            .filter(|account| account.mode == Mode::Embedded)
        {
            self.change_state(|state| state.notify(Some(account.key), None));
            self.restore_session(account).await;
        }
        let in_view = self.state(|state| state.current).and_then(|key| settings.account(key));
        if in_view.is_none_or(|account| account.mode != Mode::Embedded) {
            self.show_start(self.service_as_server(), None);
        }
        self.tell_view();
        Ok(self.present_status())
    }

    /// Starts the service on this computer. Where the policy allows no new account here, only for one that is there already.
    async fn start_allowed_service(&self) -> Result<(), CommandError> {
        if !self.folder.has_service() {
            self.policy.check_embedded()?;
        }
        self.start_service().await?;
        let allowed = if self.state(|state| state.needs_account) {
            self.policy.check_embedded()
        } else {
            Ok(())
        };
        if allowed.is_err() {
            self.rest_service().await;
        }
        allowed
    }
}
