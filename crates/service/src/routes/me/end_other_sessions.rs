//! `DELETE /me/sessions`: ends all of one's sessions but the one that asks.

use axum::response::Response;
use roster_store::sessions::{self, EndedSession};
use serde_json::{Value, json};

use crate::kernel::audit_entry::{Changes, Target, moment};
use crate::kernel::caller::Caller;
use crate::kernel::command::Command;
use crate::kernel::fields::Fields;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Effect, Outcome, Unit};

/// Of very many, the log names this many: those begun last.
const MOST_TOLD: usize = 200;

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
    let ended = sessions::end_others_of(&mut unit.tx, caller.user.id, caller.session).await?;
    if ended.is_empty() {
        return Ok(Outcome::Unchanged(Reply::no_content()));
    }
    let target = Target::user(&caller.user);
    unit.audit(Some(&caller.user), "session.revoked", Some(target), changes(&ended));
    Ok(Outcome::Changed(Reply::no_content()))
}

/// How many there were, and which: what their devices are called, where they have names, and when each began.
fn changes(ended: &[EndedSession]) -> Changes {
    let told = &ended[ended.len().saturating_sub(MOST_TOLD)..];
    let names: Vec<&String> = told.iter().filter_map(|session| session.device_name.as_ref()).collect();
    let began: Vec<Value> = told.iter().map(|session| moment(session.created_at)).collect();
    Changes::default()
        .field("sessions", Some(json!(ended.len() + 1)), Some(json!(1)))
        .field("deviceName", (!names.is_empty()).then(|| json!(names)), None)
        .field("createdAt", Some(json!(began)), None)
}
