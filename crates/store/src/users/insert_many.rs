//! Many users in one statement.

use std::collections::HashSet;

use jiff::Timestamp;
use roster_domain::{UserId, UserStatus, search};
use uuid::Uuid;

use super::{Folded, NewUser};
use crate::statement::{Bind, Statement};
use crate::{Micros, StoreError, Tx};

/// A made-up user: without a password, and as if they had been here for a while.
#[derive(Debug, Clone)]
pub struct SeededUser {
    pub user: NewUser,
    pub last_active_at: Option<Timestamp>,
}

/// Rows a statement. SQLite looks every `$n` up among those before it, so that long statements take more than they save;
/// all of this length have one text, which is prepared once.
const ROWS_A_STATEMENT: usize = 25;

/// Adds users, each at the revision it carries. Gives the number of those added: the others' login emails were taken.
pub async fn insert_many(tx: &mut Tx, users: &[SeededUser]) -> Result<u64, StoreError> {
    let rows: Vec<_> = users
        .iter()
        .map(|seeded| (&seeded.user, seeded.last_active_at))
        .collect();
    let added = insert_rows(tx, &rows).await?.len();
    Ok(added.try_into().unwrap_or(u64::MAX))
}

/// Adds all of these users, each at the revision it carries; or none of them. Gives those whose
/// login emails are taken, also by one before them: where there is nobody, all were added.
pub async fn insert_all(tx: &mut Tx, users: &[NewUser]) -> Result<Vec<UserId>, StoreError> {
    execute!(tx, "SAVEPOINT together");
    let rows: Vec<_> = users.iter().map(|user| (user, None)).collect();
    let added: HashSet<Uuid> = insert_rows(tx, &rows).await?.into_iter().collect();
    let ids = users.iter().map(|user| user.id);
    let taken: Vec<UserId> = ids.filter(|id| !added.contains(&id.as_uuid())).collect();
    if !taken.is_empty() {
        execute!(tx, "ROLLBACK TO SAVEPOINT together");
    }
    execute!(tx, "RELEASE SAVEPOINT together");
    Ok(taken)
}

/// Gives the ids of those added.
pub(super) async fn insert_rows(tx: &mut Tx, rows: &[(&NewUser, Option<Timestamp>)]) -> Result<Vec<Uuid>, StoreError> {
    let mut added = Vec::with_capacity(rows.len());
    for chunk in rows.chunks(ROWS_A_STATEMENT) {
        let mut statement = insertion(chunk);
        statement.push(" ON CONFLICT (login_email_key) DO NOTHING RETURNING id");
        let ids = fetch_all_of!(tx, (Uuid,), statement);
        added.extend(ids.into_iter().map(|(id,)| id));
    }
    Ok(added)
}

/// What adds users, and fails where a login email is taken.
pub(super) fn insertion(rows: &[(&NewUser, Option<Timestamp>)]) -> Statement {
    let mut statement = Statement::new(
        "INSERT INTO users (id, account_id, first_name, last_name, login_email, login_email_key, communication_email, language,
                            role, billing_manager, status, entered, password_hash, revision, billing_revision, created_at,
                            updated_at, billing_updated_at, last_active_at, first_name_sort, last_name_sort, login_email_sort,
                            search_text, search_folding, version, billing_version) VALUES ",
    );
    for (index, (user, last_active_at)) in rows.iter().enumerate() {
        statement.push(if index == 0 { "(" } else { ", (" });
        for bind in row(user, *last_active_at) {
            statement.bind(bind).push(", ");
        }
        statement.push("1, 0)");
    }
    statement
}

fn row(user: &NewUser, last_active_at: Option<Timestamp>) -> [Bind; 24] {
    let folded = Folded::of(
        &user.first_name,
        &user.last_name,
        user.login_email.as_str(),
        &user.communication_email,
    );
    let created_at = Micros::from(user.now);
    [
        user.id.as_uuid().into(),
        user.account.as_uuid().into(),
        user.first_name.as_str().into(),
        user.last_name.as_str().into(),
        user.login_email.as_str().into(),
        user.login_email.key().into(),
        user.communication_email.as_str().into(),
        user.language.tag().into(),
        user.rights.role.as_str().into(),
        user.rights.billing_manager.into(),
        user.status.as_str().into(),
        (user.status == UserStatus::Active).into(),
        user.password_hash.clone().into(),
        user.revision.into(),
        user.revision.into(),
        created_at.into(),
        created_at.into(),
        created_at.into(),
        last_active_at.map(|at| Micros::from(at).0).into(),
        folded.first_name_sort.into(),
        folded.last_name_sort.into(),
        folded.login_email_sort.into(),
        folded.search_text.into(),
        i64::from(search::FOLDING).into(),
    ]
}
