//! Many users in one statement, for seeding an account.

use jiff::Timestamp;
use roster_domain::UserStatus;

use super::{Folded, NewUser};
use crate::statement::Statement;
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

/// Adds users, each at the revision it carries; none of them may hold a permission. Gives the number of those added: the
/// others' login emails were taken.
pub async fn insert_many(tx: &mut Tx, users: &[SeededUser]) -> Result<u64, StoreError> {
    let mut inserted = 0;
    for chunk in users.chunks(ROWS_A_STATEMENT) {
        let mut statement = Statement::new(
            "INSERT INTO users (id, account_id, first_name, last_name, login_email, login_email_key, communication_email, language,
                                role, status, revision, billing_revision, created_at, updated_at, billing_updated_at,
                                first_name_sort, last_name_sort, login_email_sort, search_text, last_active_at, entered,
                                billing_manager, version, billing_version) VALUES ",
        );
        for (index, row) in chunk.iter().enumerate() {
            statement.push(if index == 0 { "(" } else { ", (" });
            push_row(&mut statement, row);
        }
        statement.push(" ON CONFLICT (login_email_key) DO NOTHING");
        inserted += execute_of!(tx, statement);
    }
    Ok(inserted)
}

fn push_row(statement: &mut Statement, SeededUser { user, last_active_at }: &SeededUser) {
    let folded = Folded::of(
        &user.first_name,
        &user.last_name,
        user.login_email.as_str(),
        &user.communication_email,
    );
    let created_at = Micros::from(user.now).0;
    statement
        .bind(user.id.as_uuid())
        .push(", ")
        .bind(user.account.as_uuid());
    let texts = [
        user.first_name.as_str(),
        &user.last_name,
        user.login_email.as_str(),
        user.login_email.key(),
        &user.communication_email,
        user.language.tag(),
        user.rights.role.as_str(),
        user.status.as_str(),
    ];
    for text in texts {
        statement.push(", ").bind(text);
    }
    for number in [user.revision, user.revision, created_at, created_at, created_at] {
        statement.push(", ").bind(number);
    }
    for bytes in [folded.first_name_sort, folded.last_name_sort, folded.login_email_sort] {
        statement.push(", ").bind(bytes);
    }
    statement.push(", ").bind(folded.search_text.as_str());
    statement
        .push(", NULLIF(")
        .bind(last_active_at.map_or(0, |at| Micros::from(at).0));
    let entered = i64::from(user.status == UserStatus::Active);
    statement.push(", 0), ").bind(entered).push(" = 1, FALSE, 1, 0)");
}
