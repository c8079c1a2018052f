//! Lists of users, page by page. A page begins after a place in the order, not at a number of rows: what comes or goes
//! meanwhile moves nobody from one page to another.

use roster_domain::{AccountId, Language, Role, UserId, UserStatus, search};

use super::{Folded, Listed, UserRecord};
use crate::statement::{Bind, Statement};
use crate::{StoreError, Tx};

/// Which users of an account; what is absent does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    pub status: Option<UserStatus>,
    pub role: Option<Role>,
    pub language: Option<Language>,
    /// Part of a name or of an address, in any case, with or without accents.
    pub text: Option<String>,
}

/// What users are ordered by; those who are equal in it, by their id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    LastName,
    FirstName,
    LoginEmail,
    CreatedAt,
    /// One who was never active comes before everyone else.
    LastActiveAt,
}

/// An order of users.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    pub column: Column,
    pub descending: bool,
}

/// A user's place in an order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub value: PlaceValue,
    pub id: UserId,
}

/// The value of the column that is ordered by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceValue {
    Folded(Vec<u8>),
    Number(i64),
}

impl Column {
    fn sql(self) -> &'static str {
        match self {
            Self::LastName => "last_name_sort",
            Self::FirstName => "first_name_sort",
            Self::LoginEmail => "login_email_sort",
            Self::CreatedAt => "created_at",
            // PostgreSQL looks along an index for nothing but what it knows to give no row away; COALESCE it does not know.
            Self::LastActiveAt => "CASE WHEN last_active_at IS NULL THEN 0 ELSE last_active_at END",
        }
    }

    /// Where a user stands when ordered by this column.
    pub fn place_of(self, user: &Listed<'_>) -> Place {
        let value = match self {
            Self::LastName => PlaceValue::Folded(Folded::joined(user.last_name, user.first_name)),
            Self::FirstName => PlaceValue::Folded(Folded::joined(user.first_name, user.last_name)),
            Self::LoginEmail => PlaceValue::Folded(search::sort_key(user.login_email)),
            Self::CreatedAt => PlaceValue::Number(user.created_at.0),
            Self::LastActiveAt => PlaceValue::Number(user.last_active_at.map_or(0, |at| at.0)),
        };
        Place { value, id: user.id }
    }
}

impl From<&PlaceValue> for Bind {
    fn from(value: &PlaceValue) -> Self {
        match value {
            PlaceValue::Folded(bytes) => bytes.clone().into(),
            PlaceValue::Number(number) => (*number).into(),
        }
    }
}

/// At most `limit` users in an order, from the first one after a place on.
pub async fn list(
    tx: &mut Tx,
    account: AccountId,
    filter: &Filter,
    order: Order,
    after: Option<&Place>,
    limit: i64,
) -> Result<Vec<UserRecord>, StoreError> {
    let mut statement = Statement::new(concat!("SELECT ", crate::user_columns!(), " FROM users"));
    filter.narrow(&mut statement, account);
    let column = order.column.sql();
    if let Some(place) = after {
        let beyond = if order.descending { ", id) < (" } else { ", id) > (" };
        statement.push(" AND (").push(column).push(beyond);
        statement
            .bind(&place.value)
            .push(", ")
            .bind(place.id.as_uuid())
            .push(")");
    }
    let direction = if order.descending { " DESC" } else { "" };
    statement
        .push(" ORDER BY ")
        .push(column)
        .push(direction)
        .push(", id")
        .push(direction);
    statement.push(" LIMIT ").bind(limit);
    Ok(fetch_all_of!(tx, UserRecord, statement))
}

/// How many users there are, over all pages.
pub async fn count(tx: &mut Tx, account: AccountId, filter: &Filter) -> Result<i64, StoreError> {
    let mut statement = Statement::new("SELECT COUNT(*) FROM users");
    filter.narrow(&mut statement, account);
    Ok(fetch_scalar_of!(tx, i64, statement))
}

impl Filter {
    fn narrow(&self, statement: &mut Statement, account: AccountId) {
        statement.push(" WHERE account_id = ").bind(account.as_uuid());
        if let Some(status) = self.status {
            statement.push(" AND status = ").bind(status.as_str());
        }
        if let Some(role) = self.role {
            statement.push(" AND role = ").bind(role.as_str());
        }
        if let Some(language) = self.language {
            statement.push(" AND language = ").bind(language.tag());
        }
        for word in self.text.as_deref().map(search::words).unwrap_or_default() {
            statement
                .push(" AND search_text LIKE ")
                .bind(search::like_pattern(&word))
                .push(r" ESCAPE '\'");
        }
    }
}
