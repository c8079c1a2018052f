use roster_contract::{Account, Me, UpdateAccount};

use crate::desktop::Desktop;
use crate::http::Call;
use crate::view::CommandError;

impl Desktop {
    /// Changes the account's name or its language.
    pub async fn update_account(&self, changes: UpdateAccount) -> Result<Account, CommandError> {
        let session = self.session()?;
        let call = Call::patch("/account").json(&changes).idempotent(self.command_key());
        let account: Account = self.call(&session, &call).await?;
        let me = Me {
            account: account.clone(),
            ..session.me()
        };
        self.learn_who(&session, me).await;
        Ok(account)
    }
}
