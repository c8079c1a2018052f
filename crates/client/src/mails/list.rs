use std::path::{Path, PathBuf};

use super::read::{files, read};
use crate::desktop::Desktop;
use crate::view::{CommandError, DesktopProblem, MailPage, MailQuery, Mode};

const MOST_MAILS: u32 = 200;

impl Desktop {
    /// The mails written on this computer, the newest first; none where a server sends them.
    pub async fn list_mails(&self, query: MailQuery) -> Result<MailPage, CommandError> {
        self.session()?;
        let Some(folder) = self.mail_folder() else {
            return Ok(MailPage {
                items: Vec::new(),
                total: 0,
            });
        };
        on_disk(move || list(&folder, query)).await?.map_err(unreadable)
    }

    /// Where the mails are, when the account in view is on this computer.
    pub(super) fn mail_folder(&self) -> Option<PathBuf> {
        self.state(|state| {
            let service = state.service.as_ref()?;
            let here = state.session()?.server.mode == Mode::Embedded;
            here.then(|| service.mail_folder())
        })
    }
}

fn list(folder: &Path, query: MailQuery) -> std::io::Result<MailPage> {
    let files = files(folder)?;
    let total = u32::try_from(files.len()).unwrap_or(u32::MAX);
    let part = files
        .iter()
        .skip(query.offset as usize)
        .take(query.limit.min(MOST_MAILS) as usize);
    Ok(MailPage {
        items: part.filter_map(read).map(|mail| mail.summary).collect(),
        total,
    })
}

/// Reads files on a thread where that keeps nothing else waiting.
pub(super) async fn on_disk<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, CommandError> {
    let ended = |_| CommandError::desktop(DesktopProblem::Internal, "The mails could not be read.");
    tokio::task::spawn_blocking(work).await.map_err(ended)
}

pub(super) fn unreadable(error: std::io::Error) -> CommandError {
    CommandError::desktop(
        DesktopProblem::Internal,
        format!("The mails on this computer cannot be read: {error}."),
    )
}
