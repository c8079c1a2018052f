//! `DELETE /sessions/current`: signs out.

use axum::response::Response;
use roster_store::sessions;

use crate::kernel::audit_entry::{Changes, Target};
use crate::kernel::caller::Caller;
use crate::kernel::command::Command;
use crate::kernel::fields::Fields;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Effect, Outcome, Unit};

pub async fn end(command: Command) -> Response {
    let fields = command.fields();
    command
        .write(Effect::SessionOnly, move |unit, caller| {
            Box::pin(decide(unit, caller, fields))
        })
        .await
}

async fn decide(unit: &mut Unit, caller: &Caller, fields: Fields) -> Result<Outcome, Refusal> {
    fields.finish()?;
    let ended = sessions::end_one_of(&mut unit.tx, caller.user.id, caller.session).await?;
    let changes = ended.map(Changes::of_session).unwrap_or_default();
    let target = Target::user(&caller.user);
    unit.audit(Some(&caller.user), "session.ended", Some(target), changes);
    Ok(Outcome::Changed(Reply::no_content()))
}
