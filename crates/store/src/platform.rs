//! What holds for the whole database.

use crate::{StoreError, Tx};

/// Whether a secret key belongs to this database. The first key that asks is taken as the database's own.
pub async fn adopt_secret_key(tx: &mut Tx, fingerprint: &[u8]) -> Result<bool, StoreError> {
    execute!(
        tx,
        "INSERT INTO platform (id, secret_key_fingerprint) VALUES (1, $1) ON CONFLICT (id) DO NOTHING",
        fingerprint,
    );
    let known: Vec<u8> = fetch_scalar!(tx, "SELECT secret_key_fingerprint FROM platform WHERE id = 1");
    Ok(known == fingerprint)
}

/// Whether the database belongs to a secret key already.
pub async fn has_secret_key(tx: &mut Tx) -> Result<bool, StoreError> {
    let has: bool = fetch_scalar!(tx, "SELECT EXISTS (SELECT 1 FROM platform)");
    Ok(has)
}
