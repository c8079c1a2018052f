//! Reading a whole account.

use std::collections::HashMap;

use roster_domain::{AccountId, UserId, UserStatus};
use roster_store::changes::ChangePlace;
use roster_store::invitations;
use roster_store::users::{self, ListedUser};
use roster_store::{StoreError, Tx};
use uuid::Uuid;

use super::roll::Roll;
use super::row::Row;
use super::standing::Standing;

/// Users a statement: what is read of them takes a megabyte or two until it is held.
const ROWS: i64 = 2_000;

/// A roll that is being filled, in a transaction that goes on seeing one state.
#[derive(Debug)]
pub struct Filling {
    roll: Roll,
    after: ChangePlace,
    account: AccountId,
    standing: Standing,
}

impl Filling {
    pub fn begin(account: AccountId, standing: Standing) -> Self {
        Self {
            roll: Roll::new(standing.clone()),
            after: ChangePlace {
                revision: -1,
                id: Uuid::nil(),
            },
            account,
            standing,
        }
    }

    pub fn bytes(&self) -> usize {
        self.roll.bytes()
    }

    /// Reads some more. False once all is read.
    pub async fn go_on(&mut self, tx: &mut Tx) -> Result<bool, StoreError> {
        let read = users::changed_after(tx, self.account, self.after, ROWS).await?;
        let places = read.iter().map(|user| ChangePlace {
            revision: user.revision,
            id: user.id.as_uuid(),
        });
        let Some(last) = places.max() else { return Ok(false) };
        self.after = last;
        let is_full = i64::try_from(read.len()).is_ok_and(|read| read == ROWS);
        let rows = rows(tx, read).await?;
        self.roll.change(rows, &[], self.standing.clone());
        Ok(is_full)
    }

    pub fn finish(mut self) -> Roll {
        self.roll.shrink();
        self.roll
    }
}

/// Users as a roll holds them, with their invitations.
pub async fn rows(tx: &mut Tx, users: Vec<ListedUser>) -> Result<Vec<Row>, StoreError> {
    let pending = users.iter().filter(|user| user.status == UserStatus::Pending);
    let pending: Vec<UserId> = pending.map(|user| user.id).collect();
    let open = invitations::open_of_each(tx, &pending).await?;
    let mut open: HashMap<_, _> = open
        .into_iter()
        .map(|invitation| (invitation.user_id, invitation))
        .collect();
    let row = |user: &ListedUser| Row::new(&user.listed(), open.remove(&user.id));
    Ok(users.iter().map(row).collect())
}
