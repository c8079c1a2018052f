//! What every route of one user begins and ends with.

use axum::http::StatusCode;
use roster_contract::{Problem, ProblemCode, User};
use roster_domain::UserStatus;
use roster_store::users::{self, UserRecord};
use roster_store::{StoreError, Tx, invitations};

use crate::kernel::caller::Caller;
use crate::kernel::command::Command;
use crate::kernel::path::UserPath;
use crate::kernel::precondition::IfMatch;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;
use crate::kernel::unit::Unit;
use crate::views;

/// The user whom a request's path names, and the version of them that it is based on.
#[derive(Debug, Clone)]
pub struct Addressed {
    path: UserPath,
    if_match: Option<IfMatch>,
}

impl Addressed {
    pub fn of(command: &Command, path: UserPath) -> Self {
        Self {
            path,
            if_match: IfMatch::of(&command.parts().headers),
        }
    }

    /// Their record: of this account, and of the version the request asks for, if it asks for one.
    pub async fn find(&self, unit: &mut Unit, caller: &Caller) -> Result<UserRecord, Refusal> {
        let record = find(&mut unit.tx, caller, self.path).await?;
        let Some(if_match) = &self.if_match else {
            return Ok(record);
        };
        if if_match.holds_for(views::version(&record, &caller.actor())) {
            return Ok(record);
        }
        let current = show(unit, caller, &record).await?;
        Err(Problem {
            current: Some(Box::new(current)),
            ..Problem::new(ProblemCode::VersionConflict)
        }
        .into())
    }

    /// The same for an edit, which has to be based on some version.
    pub async fn find_to_edit(&self, unit: &mut Unit, caller: &Caller) -> Result<UserRecord, Refusal> {
        let record = self.find(unit, caller).await?;
        if self.if_match.is_some() {
            Ok(record)
        } else {
            Err(ProblemCode::VersionRequired.into())
        }
    }
}

/// The user of the caller's account whom a path names.
pub async fn find(tx: &mut Tx, caller: &Caller, path: UserPath) -> Result<UserRecord, Refusal> {
    let id = path.0.ok_or(ProblemCode::NotFound)?;
    let record = users::get(tx, caller.account.id, id).await?;
    Ok(record.ok_or(ProblemCode::NotFound)?)
}

/// A user as the caller may see them.
async fn show(unit: &mut Unit, caller: &Caller, record: &UserRecord) -> Result<User, StoreError> {
    let invitation = match record.status {
        UserStatus::Pending => invitations::open_of(&mut unit.tx, record.id).await?,
        UserStatus::Active | UserStatus::Removed => None,
    };
    Ok(views::user(record, invitation.as_ref(), &caller.actor(), unit.now))
}

/// A user as the caller may see them, with their version as the reply's entity tag.
pub async fn reply(
    unit: &mut Unit,
    caller: &Caller,
    status: StatusCode,
    record: &UserRecord,
) -> Result<Reply, StoreError> {
    let user = show(unit, caller, record).await?;
    Ok(Reply::json(status, &user).with_version(user.version))
}
