//! What changed in an account, in the order of revisions, as far as one viewer may notice.

use roster_domain::{AccountId, UserId};
use uuid::Uuid;

use crate::statement::Statement;
use crate::users::UserRecord;
use crate::{StoreError, Tx, user_columns};

/// Whose view it is.
#[derive(Debug, Clone, Copy)]
pub struct Viewer {
    pub id: UserId,
    /// Whether they notice changes of permissions; on their own record everyone does.
    pub billing_manager: bool,
    /// Whether they see themselves only.
    pub own_record_only: bool,
}

/// A place in the order of changes: those of one revision are ordered by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChangePlace {
    pub revision: i64,
    pub id: Uuid,
}

/// What a record has become.
#[derive(Debug, Clone)]
pub enum Changed {
    User(Box<UserRecord>),
    Deleted(UserId),
}

/// A record and the place of its latest change.
#[derive(Debug, Clone)]
pub struct ChangeRecord {
    pub place: ChangePlace,
    pub changed: Changed,
}

#[derive(sqlx::FromRow)]
struct Tombstone {
    user_id: Uuid,
    revision: i64,
}

/// Which of a record's two revisions is the later one that the viewer may notice.
#[derive(Clone, Copy)]
enum By {
    Open,
    Billing,
}

/// At most `limit` records whose latest noticeable change comes after a place, in order. Deletions up to and with
/// `no_deletions_to` are left out.
pub async fn list(
    tx: &mut Tx,
    account: AccountId,
    viewer: &Viewer,
    after: ChangePlace,
    no_deletions_to: i64,
    limit: i64,
) -> Result<Vec<ChangeRecord>, StoreError> {
    let mut found = Vec::new();
    for by in [By::Open, By::Billing] {
        let users = fetch_all_of!(tx, UserRecord, changed_users(account, viewer, by, after, limit));
        found.extend(users.into_iter().map(|user| ChangeRecord {
            place: ChangePlace {
                revision: by.revision(&user),
                id: user.id.as_uuid(),
            },
            changed: Changed::User(Box::new(user)),
        }));
    }
    if !viewer.own_record_only {
        let deleted = deletions(tx, account, after, no_deletions_to, limit).await?;
        found.extend(deleted.into_iter().map(|place| ChangeRecord {
            place,
            changed: Changed::Deleted(UserId::from_uuid(place.id)),
        }));
    }
    found.sort_by_key(|change| change.place);
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

/// At most `limit` deletions after a place, in order. Those up to and with `no_deletions_to` are left out.
pub async fn deletions(
    tx: &mut Tx,
    account: AccountId,
    after: ChangePlace,
    no_deletions_to: i64,
    limit: i64,
) -> Result<Vec<ChangePlace>, StoreError> {
    let deleted = fetch_all!(
        tx,
        Tombstone,
        "SELECT user_id, revision FROM user_tombstones
         WHERE account_id = $1 AND (revision, user_id) > ($2, $3) AND revision > $4 ORDER BY revision, user_id LIMIT $5",
        account.as_uuid(),
        after.revision,
        after.id,
        no_deletions_to,
        limit,
    );
    let place = |deleted: Tombstone| ChangePlace {
        revision: deleted.revision,
        id: deleted.user_id,
    };
    Ok(deleted.into_iter().map(place).collect())
}

/// One statement for each of the two revisions, so that each goes along its own index.
fn changed_users(account: AccountId, viewer: &Viewer, by: By, after: ChangePlace, limit: i64) -> Statement {
    let mut statement = Statement::new(concat!("SELECT ", user_columns!(), " FROM users WHERE account_id = "));
    statement.bind(account.as_uuid());
    let column = by.column();
    statement
        .push(" AND (")
        .push(column)
        .push(", id) > (")
        .bind(after.revision)
        .push(", ")
        .bind(after.id)
        .push(")");
    // The other revision may be the later one only for those who notice both.
    match (by, viewer.billing_manager) {
        (By::Open, true) => statement.push(" AND billing_revision <= revision"),
        (By::Open, false) => statement
            .push(" AND (billing_revision <= revision OR id <> ")
            .bind(viewer.id.as_uuid())
            .push(")"),
        (By::Billing, true) => statement.push(" AND billing_revision > revision"),
        (By::Billing, false) => statement
            .push(" AND billing_revision > revision AND id = ")
            .bind(viewer.id.as_uuid()),
    };
    if viewer.own_record_only {
        statement.push(" AND id = ").bind(viewer.id.as_uuid());
    }
    statement
        .push(" ORDER BY ")
        .push(column)
        .push(", id LIMIT ")
        .bind(limit);
    statement
}

impl By {
    fn column(self) -> &'static str {
        match self {
            Self::Open => "revision",
            Self::Billing => "billing_revision",
        }
    }

    fn revision(self, user: &UserRecord) -> i64 {
        match self {
            Self::Open => user.revision,
            Self::Billing => user.billing_revision,
        }
    }
}
