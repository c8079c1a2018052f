//! Which history of an account it is. A restored backup gives revisions out a second time, for other changes; the mark that
//! each transaction leaves at the revision it reaches tells the one from the other.

use jiff::Timestamp;
use roster_domain::{AccountId, Random};

use crate::{Micros, StoreError, Tx};

/// What a transaction leaves at the revision it reaches: 64 random bits and the time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionMark {
    pub(crate) text: String,
    pub(crate) made_at: Timestamp,
}

impl RevisionMark {
    pub fn generate(random: &dyn Random, now: Timestamp) -> Self {
        let mut bytes = [0; 8];
        random.fill(&mut bytes);
        Self {
            text: format!("{:016x}", u64::from_be_bytes(bytes)),
            made_at: now,
        }
    }
}

/// The mark at a revision; none where no transaction ended, or where it was forgotten.
pub async fn mark_at(tx: &mut Tx, account: AccountId, revision: i64) -> Result<Option<String>, StoreError> {
    let found: Option<(String,)> = fetch_optional!(
        tx,
        (String,),
        "SELECT mark FROM revision_marks WHERE account_id = $1 AND revision = $2",
        account.as_uuid(),
        revision,
    );
    Ok(found.map(|(mark,)| mark))
}

/// Forgets the marks from before a moment, save each account's last of them: one that nobody wrote in since still has the
/// history it had.
pub async fn forget_before(tx: &mut Tx, moment: Timestamp) -> Result<u64, StoreError> {
    Ok(execute!(
        tx,
        "DELETE FROM revision_marks AS old
         WHERE old.made_at < $1
           AND EXISTS (SELECT 1 FROM revision_marks later
                       WHERE later.account_id = old.account_id AND later.revision > old.revision AND later.made_at < $1)",
        Micros::from(moment),
    ))
}
