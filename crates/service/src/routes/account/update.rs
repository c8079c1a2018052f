//! `PATCH /account`: renames the account, and sets the language suggested for new users.

use axum::http::StatusCode;
use axum::response::Response;
use roster_contract::Problem;
use roster_domain::{AccountName, Language};
use roster_store::accounts::{self, AccountRecord};
use serde_json::json;

use crate::kernel::audit_entry::{Changes, Target};
use crate::kernel::caller::Caller;
use crate::kernel::command::Command;
use crate::kernel::fields::Fields;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Outcome, Unit};
use crate::views;

/// What is to change; what is absent stays as it is.
#[derive(Debug)]
struct Edit {
    name: Option<AccountName>,
    language: Option<Language>,
}

pub async fn update(command: Command) -> Result<Response, Refusal> {
    command.caller().administrate()?;
    command.require_body()?;
    let fields = command.fields();
    Ok(command
        .administrate(move |unit, caller| Box::pin(decide(unit, caller, fields)))
        .await)
}

async fn decide(unit: &mut Unit, caller: &Caller, fields: Fields) -> Result<Outcome, Refusal> {
    let edit = Edit::read(fields)?;
    let before = &caller.account;
    let after = AccountRecord {
        name: edit.name.map_or_else(|| before.name.clone(), AccountName::into_string),
        language: edit.language.unwrap_or(before.language),
        ..before.clone()
    };
    let reply = Reply::json(StatusCode::OK, &views::account(&after));
    let changes = Changes::default()
        .field("name", Some(json!(before.name)), Some(json!(after.name)))
        .field("language", Some(json!(before.language)), Some(json!(after.language)));
    if changes.is_empty() {
        return Ok(Outcome::Unchanged(reply));
    }
    accounts::update(&mut unit.tx, after.id, &after.name, after.language).await?;
    let target = Target {
        kind: "account",
        id: after.id.as_uuid(),
        name: after.name,
    };
    unit.audit(Some(&caller.user), "account.updated", Some(target), changes);
    Ok(Outcome::Changed(reply))
}

impl Edit {
    fn read(mut fields: Fields) -> Result<Self, Problem> {
        let edit = Self {
            name: fields.optional("name"),
            language: fields.optional("language"),
        };
        fields.finish()?;
        Ok(edit)
    }
}
