use roster_contract::{Administrator, Administrators};

use crate::desktop::Desktop;
use crate::http::Call;
use crate::names::full_name;
use crate::view::{AdministratorRow, CommandError};

impl Desktop {
    /// Whom to ask. Not part of the copy: a user's copy holds nobody but themselves.
    pub async fn administrators(&self) -> Result<Vec<AdministratorRow>, CommandError> {
        let session = self.session()?;
        let administrators: Administrators = self.call(&session, &Call::get("/account/administrators")).await?;
        Ok(administrators.items.into_iter().map(row).collect())
    }
}

fn row(administrator: Administrator) -> AdministratorRow {
    AdministratorRow {
        id: administrator.id,
        full_name: full_name(&administrator.first_name, &administrator.last_name),
        communication_email: administrator.communication_email,
    }
}
