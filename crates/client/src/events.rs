use crate::desktop::Desktop;
use crate::session::Session;
use crate::view::{Accepted, CacheTag, Status, SyncStatus};

/// Something the window should know of though it did not ask.
#[derive(Debug, Clone)]
pub enum DesktopEvent {
    /// Reads that show what these tags cover are to be repeated.
    Invalidated(Vec<CacheTag>),
    StatusChanged(Box<Status>),
    SyncChanged(SyncStatus),
    /// People of the account in view have accepted their invitations.
    InvitationsAccepted(Vec<Accepted>),
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

    /// After something in one account has changed. While another one is in view, that is read when one switches to it;
    /// only what is shown of all of them may be stale.
    pub(crate) fn invalidate_for(&self, session: &Session, tags: &[CacheTag]) {
        if self.is_in_view(session) {
            self.invalidate(tags);
        } else {
            self.invalidate(&[CacheTag::Accounts]);
        }
    }

    pub(crate) fn is_in_view(&self, session: &Session) -> bool {
        self.state(|state| state.current == Some(session.account))
    }

    /// After another account, or the start screen, has come into view.
    pub(crate) fn tell_view(&self) {
        self.tell_status();
        self.invalidate(&CacheTag::ALL);
    }

    /// After anything that [`Status`] shows has changed.
    pub(crate) fn tell_status(&self) {
        self.tell(DesktopEvent::StatusChanged(Box::new(self.present_status())));
    }
}
