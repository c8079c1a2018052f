use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use roster_client::Desktop;
use tauri::{AppHandle, Manager, RunEvent};

use crate::state::AppState;

/// Longer than any request takes to finish.
const PATIENCE: Duration = Duration::from_secs(15);

/// Lets what is in flight finish before the process ends.
#[derive(Debug, Default)]
pub struct Shutdown(AtomicBool);

impl Shutdown {
    /// Holds the exit back the first time it is asked for, and lets it go on when everything is at rest.
    pub fn on_event(&self, app: &AppHandle, event: &RunEvent) {
        let RunEvent::ExitRequested { api, code, .. } = event else {
            return;
        };
        if self.0.swap(true, Ordering::SeqCst) {
            return;
        }
        let Ok(desktop) = app.state::<AppState>().desktop().cloned() else {
            return;
        };
        api.prevent_exit();
        // Whoever starts Roster now is to get a window, and not to be sent to one that is closing.
        #[cfg(not(any(target_os = "android", target_os = "ios")))]
        tauri_plugin_single_instance::destroy(app);
        tauri::async_runtime::spawn(come_to_rest(app.clone(), desktop, code.unwrap_or(0)));
    }
}

async fn come_to_rest(app: AppHandle, desktop: Arc<Desktop>, code: i32) {
    if tokio::time::timeout(PATIENCE, desktop.shut_down()).await.is_err() {
        tracing::warn!("something in flight did not finish in time");
    }
    app.exit(code);
}
