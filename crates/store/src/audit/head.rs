//! How far the log has come, for those who want to find it again as they left it.

use roster_domain::AccountId;

use super::chain::{ChainHead, EventHash};
use crate::{StoreError, Tx};

/// Which of an account's two chains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chain {
    /// Over everything: for billing managers.
    Whole,
    /// Over what every administrator may see: its hashes tell nothing of the rest.
    Open,
}

/// The last event of a chain, up to a place in the log, and its hash. Before the first, place 0 and what the chain begins
/// with.
pub async fn head(tx: &mut Tx, account: AccountId, chain: Chain, at: i64) -> Result<(i64, EventHash), StoreError> {
    let sql = match chain {
        Chain::Whole => {
            "SELECT seq, hash FROM audit_events WHERE account_id = $1 AND seq <= $2 AND hash IS NOT NULL
             ORDER BY seq DESC LIMIT 1"
        }
        Chain::Open => {
            "SELECT seq, open_hash AS hash FROM audit_events WHERE account_id = $1 AND seq <= $2 AND open_hash IS NOT NULL
             ORDER BY seq DESC LIMIT 1"
        }
    };
    let Some((seq, hash)) = fetch_optional!(tx, (i64, Vec<u8>), sql, account.as_uuid(), at) else {
        let genesis = ChainHead::genesis(account);
        let hash = match chain {
            Chain::Whole => genesis.whole,
            Chain::Open => genesis.open,
        };
        return Ok((0, hash));
    };
    let hash = EventHash::try_from(hash.as_slice())
        .map_err(|_| StoreError::Corrupt("the hash of an audit event".to_owned()))?;
    Ok((seq, hash))
}
