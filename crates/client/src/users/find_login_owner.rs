use std::sync::Arc;

use roster_domain::LoginEmail;
use roster_replica::Replica;

use super::row::Viewpoint;
use crate::desktop::Desktop;
use crate::session::Session;
use crate::view::{CommandError, UserRow};

impl Desktop {
    /// The user of one's own account who has this login email, in whatever status. Users of other accounts are never found.
    pub async fn find_login_owner(&self, login_email: String) -> Result<Option<UserRow>, CommandError> {
        let session = self.session()?;
        self.login_owner(&session, &login_email).await
    }

    pub(crate) async fn login_owner(
        &self,
        session: &Arc<Session>,
        login_email: &str,
    ) -> Result<Option<UserRow>, CommandError> {
        // No user has a login email that is not an address.
        let Ok(login) = LoginEmail::parse(login_email) else {
            return Ok(None);
        };
        let look = |replica: Arc<Replica>| {
            let login = login.clone();
            async move {
                let Some(user) = replica.user_of_login(login).await? else {
                    return Ok(None);
                };
                Ok(Some(Viewpoint::of(self, session, &replica).await?.row(user)))
            }
        };
        session.read(look).await
    }
}
