use crate::desktop::Desktop;
use crate::view::{CacheTag, Status, SyncStatus};

/// Something the window should know of though it did not ask.
#[derive(Debug, Clone)]
pub enum DesktopEvent {
    /// Reads that show what these tags cover are to be repeated.
    Invalidated(Vec<CacheTag>),
    StatusChanged(Box<Status>),
    SyncChanged(SyncStatus),
}

impl Desktop {
    /// What happens from now on. One who does not keep up is told so and should read everything anew.
    pub fn events(&self) -> tokio::sync::broadcast::Receiver<DesktopEvent> {
        self.events.subscribe()
    }

    pub(crate) fn tell(&self, event: DesktopEvent) {
        // That nobody listens is fine.
        let _ = self.events.send(event);
    }

    pub(crate) fn invalidate(&self, tags: &[CacheTag]) {
        self.tell(DesktopEvent::Invalidated(tags.to_vec()));
    }

    /// After anything that [`Status`] shows has changed.
    pub(crate) fn tell_status(&self) {
        self.tell(DesktopEvent::StatusChanged(Box::new(self.present_status())));
    }
}
