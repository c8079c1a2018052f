use roster_contract::{Problem, ProblemCode};
use roster_domain::{UserId, remove_user};

use crate::desktop::Desktop;
use crate::view::{CommandError, UserRow};

impl Desktop {
    /// Takes an active user's access away.
    pub async fn remove_user(&self, id: UserId) -> Result<UserRow, CommandError> {
        let session = self.session()?;
        let removed = self.delete(&session, id, remove_user).await?;
        removed.ok_or_else(|| CommandError::problem(Problem::new(ProblemCode::NotFound), None))
    }
}
