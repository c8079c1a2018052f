use roster_contract::{Me, UpdateMe};
use roster_domain::pasted_address;

use crate::desktop::Desktop;
use crate::http::Call;
use crate::users::row::take_in;
use crate::view::CommandError;

impl Desktop {
    /// Edits one's own profile.
    pub async fn update_me(&self, changes: UpdateMe) -> Result<Me, CommandError> {
        let session = self.session()?;
        let changes = UpdateMe {
            communication_email: changes.communication_email.as_deref().map(pasted_address),
            ..changes
        };
        let call = Call::patch("/me").json(&changes).idempotent(self.command_key());
        let me: Me = self.call(&session, &call).await?;
        self.learn_who(&session, me.clone()).await;
        take_in(self, &session, me.user.clone()).await;
        Ok(me)
    }
}
