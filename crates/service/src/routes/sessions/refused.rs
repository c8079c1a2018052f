//! Notes a refused sign-in in the log of the account whose login was tried.

use std::sync::Arc;

use roster_store::users::UserRecord;
use tokio::sync::{OwnedRwLockReadGuard, RwLock};

use crate::app::App;
use crate::kernel::audit_entry::{Changes, Target};
use crate::kernel::origin::Origin;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Effect, Outcome, UnitRequest};

/// The notes that are being written beside the replies: whoever reads the log, or closes the database, waits for them.
#[derive(Debug, Clone, Default)]
pub struct PendingNotes(Arc<RwLock<()>>);

impl PendingNotes {
    /// Begins a note, which is pending until what this gives is dropped.
    pub fn begin(&self) -> Option<OwnedRwLockReadGuard<()>> {
        self.0.clone().try_read_owned().ok()
    }

    /// Waits until everything begun before is written.
    pub async fn written(&self) {
        drop(self.0.write().await);
    }
}

/// Writes the event beside the reply: a reply that waited for it would tell by its time that the login exists.
pub fn note(app: &App, user: UserRecord, origin: Origin) {
    let pending = app.pending_notes.begin();
    let request = UnitRequest {
        app: app.clone(),
        account: user.account_id,
        origin,
        effect: Effect::SessionOnly,
        key: None,
    };
    tokio::spawn(async move {
        let noted = request.decide(move |unit| {
            Box::pin(async move {
                unit.audit(None, "session.refused", Some(Target::user(&user)), Changes::default())
                    .await?;
                Ok(Outcome::Changed(Reply::no_content()))
            })
        });
        if noted.await.is_err() {
            tracing::warn!("a refused sign-in was not noted");
        }
        drop(pending);
    });
}
