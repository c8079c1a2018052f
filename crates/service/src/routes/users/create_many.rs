//! `POST /users/bulk`: up to 1,000 users in one request, each standing alone.

use std::collections::HashSet;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use roster_contract::{BulkResult, BulkResults, Problem, ProblemCode};
use roster_store::accounts;
use roster_store::users::{self, NewUser};
use serde_json::Value;

use crate::app::App;
use crate::kernel::body::BULK_BODY_LIMIT;
use crate::kernel::caller::Caller;
use crate::kernel::command::Command;
use crate::kernel::fields::{FieldFault, Fields, FromField};
use crate::kernel::mail_quota::RecipientMeter;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::kernel::unit::{Outcome, Unit};
use crate::mail::INVITATION_MAIL;
use crate::routes::invitations::allowance::Allowances;
use crate::routes::users::create::{Added, Requested};

const MAX_ROWS: usize = 1000;

/// What became of a row: its user, or why there is none.
type Row = Result<Added, Problem>;
/// What there is left to send.
#[derive(Debug)]
struct Quotas {
    allowances: Allowances,
    recipients: RecipientMeter,
}

/// A row and its place in the request.
type Prepared = (usize, Row);
/// A row as it was read, and its place in the request.
type Asked = (usize, Result<Requested, Problem>);

pub async fn create_many(State(app): State<App>, request: Request) -> Result<Response, Refusal> {
    let command = Command::read(request, &app, BULK_BODY_LIMIT).await?;
    command.caller().administrate()?;
    command.require_body()?;
    let fields = command.fields();
    Ok(command
        .administrate(move |unit, caller| Box::pin(decide(unit, caller, fields)))
        .await)
}

async fn decide(unit: &mut Unit, caller: &Caller, mut fields: Fields) -> Result<Outcome, Refusal> {
    let rows = fields.required("users");
    fields.finish()?;
    let Rows(rows) = rows.expect("a field without a fault was read");
    let rows = add_each(unit, caller, rows).await?;
    let changed = rows.iter().any(Result::is_ok);
    let results = show(rows, caller, unit.now);
    let reply = Reply::json(StatusCode::OK, &BulkResults { results });
    Ok(if changed {
        Outcome::Changed(reply)
    } else {
        Outcome::Unchanged(reply)
    })
}

/// Adds the rows' users, each at a revision of its own.
async fn add_each(unit: &mut Unit, caller: &Caller, rows: Vec<Value>) -> Result<Vec<Row>, Refusal> {
    let asked = rows.into_iter().map(|row| Requested::read(Fields::of(Some(row))));
    let mut asked: Vec<Asked> = asked.enumerate().collect();
    // In one order everywhere: two of these at once, in two accounts, would else wait for each other's login emails.
    asked.sort_by_cached_key(|(_, row)| row.as_ref().ok().map(|row| row.login_email.key().to_owned()));
    let first_revision = unit.revision;
    let mut rows = add_free(unit, caller, &asked).await?;
    for added in rows.iter().filter_map(|(_, row)| row.as_ref().ok()) {
        added.leave_rest_to(unit);
    }
    let added = unit.revision - first_revision;
    let (more, mark) = ((added - 1).max(0), unit.app.revision_mark());
    unit.revision = accounts::hold_by(&mut unit.tx, unit.account, more, &mark)
        .await?
        .revision;
    rows.sort_unstable_by_key(|(index, _)| *index);
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

/// Adds those whose login emails are free. Which they are, only the database can tell, and only by adding them: as if all were,
/// and then anew without those that are not, so that no revision between is left out.
async fn add_free(unit: &mut Unit, caller: &Caller, asked: &[Asked]) -> Result<Vec<Prepared>, Refusal> {
    let first_revision = unit.revision;
    let mut quotas = Quotas::of(unit, asked).await?;
    let mut taken = HashSet::new();
    loop {
        unit.revision = first_revision;
        let rows = prepare_each(unit, caller, asked, &taken, &mut quotas)?;
        let users: Vec<NewUser> = rows
            .iter()
            .filter_map(|(_, row)| row.as_ref().ok())
            .map(|added| added.user.clone())
            .collect();
        let refused = users::insert_all(&mut unit.tx, &users).await?;
        if refused.is_empty() {
            quotas.settle(unit).await?;
            return Ok(rows);
        }
        let is_refused = |row: &Row| row.as_ref().is_ok_and(|added| refused.contains(&added.user.id));
        taken.extend(rows.iter().filter(|(_, row)| is_refused(row)).map(|(index, _)| *index));
        quotas.start_over(users.len());
    }
}

/// What is to be added of each row, at a revision of its own, unless its login email is known to be taken.
fn prepare_each(
    unit: &mut Unit,
    caller: &Caller,
    asked: &[Asked],
    taken: &HashSet<usize>,
    quotas: &mut Quotas,
) -> Result<Vec<Prepared>, Refusal> {
    let mut rows = Vec::with_capacity(asked.len());
    for (index, row) in asked {
        let row = match row {
            Ok(_) if taken.contains(index) => Err(ProblemCode::LoginEmailTaken.into()),
            Ok(row) => prepare(unit, caller, row, asked.len() > 1, quotas)?,
            Err(problem) => Err(problem.clone()),
        };
        // The account is ours until the commit, so the next revision is known before it is taken.
        unit.revision += i64::from(row.is_ok());
        rows.push((*index, row));
    }
    Ok(rows)
}

/// A refusal is the row's own; a fault, or too much at once, ends the whole.
fn prepare(
    unit: &Unit,
    caller: &Caller,
    asked: &Requested,
    is_one_of_many: bool,
    quotas: &mut Quotas,
) -> Result<Row, Refusal> {
    let Some(allowance) = quotas.allowances.take() else {
        return Ok(Err(ProblemCode::InvitationQuota.into()));
    };
    let problem: Problem = match Added::prepare(unit, caller, asked, allowance) {
        Ok(added) if quotas.recipients.spend(unit, asked.communication_email.as_str()) => {
            return Ok(Ok(if is_one_of_many { added.in_bulk() } else { added }));
        }
        Ok(_) => ProblemCode::MailQuota.into(),
        Err(Refusal::Problem(problem)) => *problem,
        Err(passing @ (Refusal::Wait(_) | Refusal::OverQuota(_) | Refusal::MailQuota(_) | Refusal::Fault(_))) => {
            return Err(passing);
        }
    };
    quotas.allowances.put_back();
    Ok(Err(problem))
}

impl Quotas {
    async fn of(unit: &mut Unit, asked: &[Asked]) -> Result<Self, Refusal> {
        let recipients: Vec<&str> = asked
            .iter()
            .filter_map(|(_, row)| row.as_ref().ok())
            .map(|row| row.communication_email.as_str())
            .collect();
        Ok(Self {
            allowances: Allowances::spend(unit, u32::try_from(asked.len()).unwrap_or(u32::MAX)),
            recipients: RecipientMeter::read(unit, INVITATION_MAIL, &recipients).await?,
        })
    }

    /// None of those that were prepared last is added yet.
    fn start_over(&mut self, prepared: usize) {
        for _ in 0..prepared {
            self.allowances.put_back();
        }
        self.recipients.start_over();
    }

    async fn settle(self, unit: &mut Unit) -> Result<(), Refusal> {
        self.allowances.give_back(unit);
        Ok(self.recipients.write(unit).await?)
    }
}

fn show(rows: Vec<Row>, caller: &Caller, now: Timestamp) -> Vec<BulkResult> {
    let result = |row: Row| match row {
        Ok(added) => BulkResult {
            status: StatusCode::CREATED.as_u16(),
            user: Some(added.shown_to(caller, now)),
            problem: None,
        },
        Err(problem) => BulkResult {
            status: problem.status,
            user: None,
            problem: Some(problem),
        },
    };
    rows.into_iter().map(result).collect()
}

/// The rows of the request, whatever is in each.
#[derive(Debug)]
struct Rows(Vec<Value>);

impl FromField for Rows {
    fn from_field(value: &Value) -> Result<Self, FieldFault> {
        let Value::Array(rows) = value else {
            return Err(FieldFault::new("invalid-type", "Give a list of users."));
        };
        match rows.len() {
            0 => Err(FieldFault::new("too-few", "Give at least one user.")),
            1..=MAX_ROWS => Ok(Self(rows.clone())),
            _ => Err(FieldFault::new("too-many", "Give at most 1,000 users at a time.")),
        }
    }
}
