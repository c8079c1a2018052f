use std::sync::Arc;

use crate::desktop::Desktop;
use crate::view::Status;

impl Desktop {
    /// Brings the start screen into view, for a further account. Those there are live on.
    pub async fn begin_adding_account(self: &Arc<Self>) -> Status {
        self.start().await;
        let _passage = self.passage.lock().await;
        if self.state(|state| state.current.is_some()) {
            self.show_start(None, None);
            self.tell_view();
        }
        self.present_status()
    }
}
