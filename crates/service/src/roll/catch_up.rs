//! What changed in an account since a roll was up to date.

use roster_domain::{AccountId, UserId};
use roster_store::changes::{self, ChangePlace};
use roster_store::users;
use roster_store::{StoreError, Tx, history};
use uuid::Uuid;

use super::fill::rows;
use super::row::Row;
use super::standing::Standing;

/// With more, it takes less to read the account anew.
const MOST: i64 = 5_000;

/// Users to be taken into a roll, and those to be taken out.
#[derive(Debug)]
pub struct Missed {
    pub put: Vec<Row>,
    pub take: Vec<UserId>,
}

/// What a roll missed between two standings, in a transaction that sees the later one. None when that is too much, or when the
/// account has not come from the one to the other: a backup was restored.
pub async fn missed(
    tx: &mut Tx,
    account: AccountId,
    held: &Standing,
    now: &Standing,
) -> Result<Option<Missed>, StoreError> {
    if history::mark_at(tx, account, held.revision).await? != held.mark {
        return Ok(None);
    }
    let after = ChangePlace {
        revision: held.revision,
        id: Uuid::max(),
    };
    let mut changed = users::active_since(tx, account, held.activity, MOST).await?;
    let mut deleted = Vec::new();
    if held.revision < now.revision {
        changed.extend(users::changed_after(tx, account, after, MOST).await?);
        changed.extend(users::changed_for_holders_after(tx, account, held.revision, MOST).await?);
        deleted = changes::deletions(tx, account, after, held.revision, MOST).await?;
    }
    if [changed.len(), deleted.len()].into_iter().any(is_too_much) {
        return Ok(None);
    }
    // One who changed in several ways was found several times, each time as they are now.
    changed.sort_unstable_by_key(|user| user.id);
    changed.dedup_by_key(|user| user.id);
    Ok(Some(Missed {
        put: rows(tx, changed).await?,
        take: deleted.into_iter().map(|place| UserId::from_uuid(place.id)).collect(),
    }))
}

fn is_too_much(count: usize) -> bool {
    i64::try_from(count).is_ok_and(|count| count >= MOST)
}
