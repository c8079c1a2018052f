use std::sync::Arc;

use crate::desktop::Desktop;
use crate::view::Status;

impl Desktop {
    /// Goes from the start screen back to the account that was in view before.
    pub async fn cancel_adding_account(self: &Arc<Self>) -> Status {
        self.start().await;
        let _passage = self.passage.lock().await;
        if self.state(|state| state.current.is_none()) && self.show_any() {
            self.rest_service().await;
            self.tell_view();
        }
        self.present_status()
    }
}
