use roster_contract::User;
use roster_replica::pending::{PendingEdit, StoredChange};

use crate::http::{Api, Call, CallError, user_path};

/// What a change asks of the service. The same change gives the same request, whenever and by whichever process it is sent:
/// the service knows it by its key.
pub(super) fn call_of(change: &StoredChange) -> Call {
    let version = change.seen.as_ref().map(|seen| seen.version);
    let call = match &change.edit {
        PendingEdit::Create { user } => Call::post("/users").json(user),
        PendingEdit::Update { id, changes } => Call::patch(user_path(*id)).json(changes).if_match(version),
        // The version goes along, so that an invitation accepted at this very moment is not taken for one still pending.
        PendingEdit::Remove { id } | PendingEdit::DeleteInvitation { id } => {
            Call::delete(user_path(*id)).if_match(version)
        }
        PendingEdit::Restore { id, restore } => Call::post(format!("{}/restore", user_path(*id))).json(restore),
        PendingEdit::ResendInvitation { id } => Call::post(format!("{}/invitation/resend", user_path(*id))),
    };
    call.idempotent(change.idempotency_key)
}

/// Sends it. Gives the record that came back, where one is due.
pub(super) async fn send(api: &Api, change: &StoredChange) -> Result<Option<User>, CallError> {
    let call = call_of(change);
    match change.edit {
        PendingEdit::Remove { .. } | PendingEdit::DeleteInvitation { .. } => {
            api.call_for_nothing(&call).await.map(|()| None)
        }
        _ => api.call(&call).await.map(Some),
    }
}
