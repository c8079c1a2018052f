//! `DELETE /me/sessions`: ends all of one's sessions but the one that asks.

use axum::response::Response;
use roster_store::sessions;
use serde_json::json;

use crate::kernel::audit_entry::{Changes, Target};
use crate::kernel::caller::Caller;
use crate::kernel::fields::Fields;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Command, Effect, Outcome, Unit};

pub async fn end_other_sessions(command: Command) -> Response {
    let fields = command.fields();
    command
        .write(Effect::SessionOnly, move |unit, caller| {
            Box::pin(decide(unit, caller, fields))
        })
        .await
}

async fn decide(unit: &mut Unit, caller: &Caller, fields: Fields) -> Result<Outcome, Refusal> {
    fields.finish()?;
    let ended = sessions::end_all_of(&mut unit.tx, caller.user.id, Some(caller.session)).await?;
    if ended == 0 {
        return Ok(Outcome::Unchanged(Reply::no_content()));
    }
    let changes = Changes::default().field("sessions", Some(json!(ended + 1)), Some(json!(1)));
    let target = Target::user(&caller.user);
    unit.audit(Some(&caller.user), "session.revoked", Some(target), changes);
    Ok(Outcome::Changed(Reply::no_content()))
}
