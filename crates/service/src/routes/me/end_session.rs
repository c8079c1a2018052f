//! `DELETE /me/sessions/ID`: ends one of one's own sessions, on whatever device it is.

use axum::response::Response;
use roster_contract::ProblemCode;
use roster_store::sessions;

use crate::kernel::audit_entry::{Changes, Target};
use crate::kernel::caller::Caller;
use crate::kernel::command::Command;
use crate::kernel::fields::Fields;
use crate::kernel::path::SessionPath;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Effect, Outcome, Unit};

pub async fn end_session(path: SessionPath, command: Command) -> Response {
    let fields = command.fields();
    command
        .write(Effect::SessionOnly, move |unit, caller| {
            Box::pin(decide(unit, caller, path, fields))
        })
        .await
}

async fn decide(unit: &mut Unit, caller: &Caller, path: SessionPath, fields: Fields) -> Result<Outcome, Refusal> {
    let id = path.0.ok_or(ProblemCode::NotFound)?;
    let ended = sessions::end_one_of(&mut unit.tx, caller.user.id, id).await?;
    let ended = ended.ok_or(ProblemCode::NotFound)?;
    fields.finish()?;
    // Whoever ends the session they ask with has signed out.
    let action = if id == caller.session {
        "session.ended"
    } else {
        "session.revoked"
    };
    let target = Target::user(&caller.user);
    unit.audit(Some(&caller.user), action, Some(target), Changes::of_session(ended));
    Ok(Outcome::Changed(Reply::no_content()))
}
