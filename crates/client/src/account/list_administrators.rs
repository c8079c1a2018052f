use roster_contract::{Administrator, Administrators};

use crate::desktop::Desktop;
use crate::http::Call;
use crate::view::CommandError;

impl Desktop {
    /// Whom to ask. Not part of the copy: a user's copy holds nobody but themselves.
    pub async fn administrators(&self) -> Result<Vec<Administrator>, CommandError> {
        let session = self.session()?;
        let administrators: Administrators = self.call(&session, &Call::get("/account/administrators")).await?;
        Ok(administrators.items)
    }
}
