use roster_contract::{Account, Me};

use crate::desktop::Desktop;
use crate::http::Call;
use crate::view::{CommandError, CommandErrorKind};

impl Desktop {
    /// The account as it is, or as it last was known while the service cannot be reached.
    pub async fn account(&self) -> Result<Account, CommandError> {
        let session = self.session()?;
        match self.call::<Account>(&session, &Call::get("/account")).await {
            Ok(account) => {
                let me = Me {
                    account: account.clone(),
                    ..session.me()
                };
                self.learn_who(&session, me).await;
                Ok(account)
            }
            Err(error) if error.kind == CommandErrorKind::Offline => Ok(session.me().account),
            Err(error) => Err(error),
        }
    }
}
