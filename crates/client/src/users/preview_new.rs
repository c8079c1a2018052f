use roster_domain::Language;

use crate::desktop::Desktop;
use crate::view::{CommandError, NewUserPreview};

impl Desktop {
    /// What the form for a new user offers to whoever is signed in.
    pub fn preview_new_user(&self) -> Result<NewUserPreview, CommandError> {
        let session = self.session()?;
        Ok(NewUserPreview {
            can_assign_billing_manager: session.actor().rights.billing_manager,
            languages: Language::ALL.to_vec(),
            default_language: session.me().account.language,
        })
    }
}
