//! Tells a user that somebody signed in as them on a device that was not seen before.

use jiff::SignedDuration;
use roster_store::users::UserRecord;
use roster_store::{StoreError, devices};

use crate::kernel::unit::Unit;
use crate::mail::notice::Event;
use crate::routes::sessions::open::Device;

/// A program that forgets its device's token would else fill its user's mailbox: whoever gets this many notices within
/// [`WITHIN`] has been warned.
const MOST: i64 = 5;
const WITHIN: SignedDuration = SignedDuration::from_hours(1);

/// Queues the notice, in the transaction of the sign-in and before its device is remembered. The first device of all is no
/// news: they have just set their password.
pub async fn tell(unit: &mut Unit, user: &UserRecord, device: &Device) -> Result<(), StoreError> {
    let known = devices::count(&mut unit.tx, user.id, unit.now - WITHIN).await?;
    if known.all == 0 || known.recent >= MOST {
        return Ok(());
    }
    let event = Event::NewSignIn {
        device: device.name.clone(),
        address: unit.origin.as_str().to_owned(),
    };
    unit.notify_in_any_case(user, event).await
}
