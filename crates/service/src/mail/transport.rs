use std::io;
use std::time::Duration;

use crate::mail::folder::Folder;
use crate::mail::helo::Helo;
use crate::mail::letter::Sealed;
use crate::mail::smtp::{Refused, Reply, Smtp};
use crate::mail::url::MailUrl;

/// What handing a mail over came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handover {
    /// Whoever took it answers for it now.
    Sent,
    /// Not now; the reason is shown while further tries are due.
    Retry(String),
    /// Not now: the mail server refuses the service itself. Tried again like the others, and its operator is told.
    RefusesUs(Refused, Reply),
    /// Never; the reason is shown.
    Refused(String),
}

/// The way out for mails.
#[derive(Debug)]
pub enum Transport {
    Folder(Folder),
    Smtp(Smtp),
}

impl Transport {
    /// Makes the folder if need be; a mail server is first spoken to when there is a mail for it.
    pub fn open(url: &MailUrl, helo: Helo, patience: Duration) -> io::Result<Self> {
        Ok(match url {
            MailUrl::Folder(path) => Self::Folder(Folder::open(path)?),
            MailUrl::Smtp(server) => Self::Smtp(Smtp::new(server.clone(), helo, patience)),
        })
    }

    pub async fn hand_over(&self, mail: &Sealed) -> Handover {
        match self {
            Self::Folder(folder) => folder.hand_over(mail).await,
            Self::Smtp(smtp) => smtp.hand_over(mail).await,
        }
    }

    /// Takes leave of the mail server.
    pub async fn close(&self) {
        if let Self::Smtp(smtp) = self {
            smtp.close().await;
        }
    }
}
