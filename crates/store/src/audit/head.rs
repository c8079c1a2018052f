//! How far the log has come, for those who want to find it again as they left it.

use roster_domain::AccountId;

use super::chain::{ChainHead, EventHash};
use super::list::AuditViewer;
use super::numbers::AuditNumbers;
use crate::{StoreError, Tx};

/// Which of an account's two chains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chain {
    /// Over everything: for billing managers.
    Whole,
    /// Over what every administrator may see: its hashes tell nothing of the rest.
    Open,
}

/// The last event of a chain, by the number under which its reader knows it, and its hash: of the log as it is, or as it was when
/// the reader's numbers had come to one of them. Before the first, number 0 and what the chain begins with.
pub async fn head(
    tx: &mut Tx,
    account: AccountId,
    viewer: &AuditViewer,
    at: i64,
) -> Result<(i64, EventHash), StoreError> {
    let numbers = AuditNumbers::of(tx, account, viewer).await?;
    let place = numbers.place(tx, account, viewer.id, at).await?;
    let chain = Chain::shown_to(viewer);
    let sql = match chain {
        Chain::Whole => {
            "SELECT seq, open_seq, hash FROM audit_events WHERE account_id = $1 AND seq <= $2 AND hash IS NOT NULL
             ORDER BY seq DESC LIMIT 1"
        }
        Chain::Open => {
            "SELECT seq, open_seq, open_hash AS hash FROM audit_events
             WHERE account_id = $1 AND seq <= $2 AND open_hash IS NOT NULL ORDER BY seq DESC LIMIT 1"
        }
    };
    let found = fetch_optional!(tx, (i64, Option<i64>, Vec<u8>), sql, account.as_uuid(), place);
    let Some((seq, open_seq, hash)) = found else {
        let genesis = ChainHead::genesis(account);
        let hash = match chain {
            Chain::Whole => genesis.whole,
            Chain::Open => genesis.open,
        };
        return Ok((0, hash));
    };
    let hash = EventHash::try_from(hash.as_slice())
        .map_err(|_| StoreError::Corrupt("the hash of an audit event".to_owned()))?;
    Ok((numbers.reached(numbers.count(seq, open_seq)), hash))
}

impl Chain {
    /// One who is no billing manager is shown a chain that was never other than if there were none.
    pub fn shown_to(viewer: &AuditViewer) -> Self {
        if viewer.billing_manager {
            Self::Whole
        } else {
            Self::Open
        }
    }
}
