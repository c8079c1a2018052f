//! Opens a session: what a sign-in, and an invitation accepted, end with.

use roster_contract::SignedIn;
use roster_domain::{BearerToken, DeviceId, SessionId};
use roster_store::StoreError;
use roster_store::devices::NewDevice;
use roster_store::sessions::{self, NewSession};
use roster_store::users::{self, UserRecord};

use crate::kernel::unit::Unit;
use crate::views;

/// What a device tells of itself.
#[derive(Debug, Clone, Default)]
pub struct Device {
    pub name: Option<String>,
    /// What it was given at its last sign-in.
    pub token: Option<BearerToken>,
}

/// Begins a session of an active user, in the unit's transaction. The tokens in the reply are in no other place.
pub async fn open(unit: &mut Unit, user: &UserRecord, device: Device) -> Result<SignedIn, StoreError> {
    let (token, device_token) = (
        BearerToken::generate(&*unit.app.random),
        BearerToken::generate(&*unit.app.random),
    );
    let session = NewSession {
        id: SessionId::generate(&*unit.app.clock, &*unit.app.random),
        account: unit.account,
        user: user.id,
        token_hash: token.hash(),
        device_name: device.name,
        origin: unit.origin.address().map(str::to_owned),
        created_at: unit.now,
        expires_at: unit.now + unit.app.settings.session_ttl,
    };
    let remembered = NewDevice {
        id: DeviceId::generate(&*unit.app.clock, &*unit.app.random),
        account: unit.account,
        user: user.id,
        token_hash: device_token.hash(),
        created_at: unit.now,
    };
    let shown = device.token.map(|token| token.hash());
    sessions::insert_on_device(&mut unit.tx, &session, &remembered, shown.as_ref()).await?;
    let account = users::set_last_active(&mut unit.tx, unit.account, user.id, unit.now).await?;
    let user = UserRecord {
        last_active_at: Some(unit.now.into()),
        ..user.clone()
    };
    Ok(SignedIn {
        token: token.to_text(),
        expires_at: session.expires_at.into(),
        user: views::user(&user, None, &user.actor(), unit.now),
        account: views::account(&account),
        device_token: device_token.to_text(),
    })
}
