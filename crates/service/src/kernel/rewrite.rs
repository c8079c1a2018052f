use roster_store::StoreError;
use roster_store::users::{self, UserRecord};

use crate::kernel::audit_entry::Changes;
use crate::kernel::unit::Unit;

impl Unit {
    /// Writes a user's new state and gives what changed about it.
    ///
    /// What anyone in the account may notice and what only billing managers may are counted and dated apart: an edit of the
    /// one kind leaves no trace in the other (rule 3). What nobody is shown, such as a password, counts in neither.
    pub async fn rewrite_user(&mut self, before: &UserRecord, after: &mut UserRecord) -> Result<Changes, StoreError> {
        let changes = Changes::of_user(Some(before), Some(after));
        if changes.is_open() {
            after.version = before.version + 1;
            after.revision = self.revision;
            after.updated_at = self.now.into();
        }
        if changes.is_billing() {
            after.billing_version = before.billing_version + 1;
            after.billing_revision = self.revision;
            after.billing_updated_at = self.now.into();
        }
        users::update(&mut self.tx, after).await?;
        if before.full_name() != after.full_name() {
            // Those they invited show it.
            users::touch_invited_by(&mut self.tx, self.account, after.id, self.revision).await?;
        }
        Ok(changes)
    }
}
