use roster_contract::{Problem, ProblemCode};

use super::list::{on_disk, unreadable};
use super::read::{files, read};
use crate::desktop::Desktop;
use crate::view::{CommandError, Mail};

impl Desktop {
    /// One mail, to be read.
    pub async fn mail(&self, id: String) -> Result<Mail, CommandError> {
        self.session()?;
        let found = match self.mail_folder() {
            // Looked for among the files there are: a name that leads elsewhere finds nothing.
            Some(folder) => on_disk(move || {
                let file = files(&folder)?.into_iter().find(|file| file.id == id);
                std::io::Result::Ok(file.as_ref().and_then(read))
            })
            .await?
            .map_err(unreadable)?,
            None => None,
        };
        found.ok_or_else(|| CommandError::problem(Problem::new(ProblemCode::NotFound), None))
    }
}
