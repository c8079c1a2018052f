use std::sync::{Arc, Mutex, PoisonError};

use roster_client::Desktop;
use roster_client::view::CommandError;

use crate::events::DeepLinkOpened;

/// What commands and events have in common.
#[derive(Debug)]
pub struct AppState {
    /// The use cases; or why there are none, which every command then answers.
    desktop: Result<Arc<Desktop>, Box<CommandError>>,
    /// A link that Roster was started with, until the window is there to hear of it.
    opened_with: Mutex<Option<DeepLinkOpened>>,
}

impl AppState {
    pub fn new(desktop: Result<Arc<Desktop>, CommandError>, opened_with: Option<DeepLinkOpened>) -> Self {
        Self {
            desktop: desktop.map_err(Box::new),
            opened_with: Mutex::new(opened_with),
        }
    }

    pub fn desktop(&self) -> Result<&Arc<Desktop>, CommandError> {
        self.desktop.as_ref().map_err(|error| CommandError::clone(error))
    }

    /// The link Roster was started with, the first time.
    pub fn take_opened_with(&self) -> Option<DeepLinkOpened> {
        self.opened_with.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
