//! Notes a refused sign-in in the log of the account whose login was tried.

use roster_store::users::UserRecord;

use crate::app::App;
use crate::kernel::audit_entry::{Changes, Target};
use crate::kernel::origin::Origin;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Effect, Outcome, UnitRequest};

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
