use crate::desktop::Desktop;
use crate::view::{CommandError, Outcome, PendingEdit, UserEdit};

impl Desktop {
    /// Edits a user. What others changed meanwhile stays theirs, unless it is the same field: then it is asked for.
    pub async fn update_user(&self, edit: UserEdit) -> Result<Outcome, CommandError> {
        let session = self.session()?;
        let UserEdit { id, version, changes } = edit;
        self.submit(&session, PendingEdit::Update { id, changes }, Some(version))
            .await
    }
}
