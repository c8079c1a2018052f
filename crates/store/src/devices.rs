//! Devices that signed a login in before, known again by the hash of a token each keeps.

use jiff::Timestamp;
use roster_domain::{AccountId, DeviceId, SessionId, UserId};

use crate::statement::Statement;
use crate::{Micros, StoreError, Tx};

/// How many devices of a user are remembered; those not seen for longest are forgotten first.
const REMEMBERED: i64 = 20;

/// A device about to be remembered.
#[derive(Debug, Clone)]
pub struct NewDevice {
    pub id: DeviceId,
    pub account: AccountId,
    pub user: UserId,
    pub token_hash: [u8; 32],
    pub created_at: Timestamp,
}

/// How many devices a login knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct KnownDevices {
    pub all: i64,
    /// Those whose token is newer than the moment asked for.
    pub recent: i64,
}

/// Counts the devices of a user, and those among them that signed in since a moment.
pub async fn count(tx: &mut Tx, user: UserId, since: Timestamp) -> Result<KnownDevices, StoreError> {
    let counted: Option<KnownDevices> = fetch_optional!(
        tx,
        KnownDevices,
        "SELECT COUNT(*) AS \"all\", COUNT(CASE WHEN created_at > $2 THEN 1 END) AS recent FROM devices WHERE user_id = $1",
        user.as_uuid(),
        Micros::from(since),
    );
    Ok(counted.unwrap_or(KnownDevices { all: 0, recent: 0 }))
}

/// Forgets the devices of a user: what signs in next is a device not seen before.
pub async fn forget_all_of(tx: &mut Tx, user: UserId) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM devices WHERE user_id = $1", user.as_uuid());
    Ok(())
}

/// Forgets the devices of a user but the one that a session was begun on.
pub async fn forget_all_but_that_of(tx: &mut Tx, user: UserId, session: SessionId) -> Result<(), StoreError> {
    execute!(
        tx,
        "DELETE FROM devices WHERE user_id = $1
             AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.id = $2 AND s.device_id = devices.id)",
        user.as_uuid(),
        session.as_uuid(),
    );
    Ok(())
}

/// Remembers a device by a new token, in the place of the token that it showed, if that was one of this user's. Gives the beginning
/// of a statement that has to run after that, together with it.
pub(crate) fn remember(tx: &Tx, device: &NewDevice, shown: Option<&[u8; 32]>) -> Statement {
    let shown = shown.map_or_else(Vec::new, |token_hash| token_hash.to_vec());
    let mut statement = Statement::new("DELETE FROM devices WHERE user_id = ");
    statement.bind(device.user.as_uuid());
    statement.push(" AND id NOT IN (SELECT id FROM devices WHERE user_id = ");
    statement.bind(device.user.as_uuid());
    statement.push(" AND token_hash <> ").bind(shown);
    statement.push(" ORDER BY created_at DESC, id DESC LIMIT ");
    statement.bind(REMEMBERED - 1).push(")");
    let mut statement = statement.and_then(tx, "forgotten");
    statement.push("INSERT INTO devices (id, account_id, user_id, token_hash, created_at) VALUES ");
    statement.row([
        device.id.as_uuid().into(),
        device.account.as_uuid().into(),
        device.user.as_uuid().into(),
        device.token_hash.as_slice().into(),
        Micros::from(device.created_at).into(),
    ]);
    statement.and_then(tx, "remembered")
}
