use std::sync::Arc;

use crate::desktop::Desktop;
use crate::view::{CommandError, DesktopProblem, Status};

impl Desktop {
    /// Asks the keyring once more for the sessions that it did not give while it was locked, and continues them with the copies on this
    /// computer.
    ///
    /// # Errors
    /// [`DesktopProblem::KeyringLocked`] while the keyring is still locked.
    pub async fn try_keyring_again(self: &Arc<Self>) -> Result<Status, CommandError> {
        self.start().await;
        let _passage = self.passage.lock().await;
        self.keyring.may_be_open();
        let settings = self.settings.get();
        // There is no secret of this name. An unlocked keyring says so; a locked one gives another error.
        let probe = format!("probe ({})", settings.installation);
        self.heard_of_keyring(self.keyring.get(&probe).await);
        if self.state(|state| state.keyring.locked) {
            return Err(still_locked());
        }
        for account in settings.accounts {
            self.restore_session(&account).await;
        }
        if self.state(|state| state.current.is_some() && state.session().is_none()) {
            self.show_any();
        }
        self.tell_view();
        Ok(self.present_status())
    }
}

fn still_locked() -> CommandError {
    let detail = "This computer's keyring is locked. Unlock it, then try again.";
    CommandError::desktop(DesktopProblem::KeyringLocked, detail)
}
