use serde::{Deserialize, Serialize};

/// Which of the mails written on this computer to list, the newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub struct MailQuery {
    pub offset: u32,
    /// At most 200 are given.
    pub limit: u32,
}

/// Some of the mails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct MailPage {
    pub items: Vec<MailSummary>,
    /// How many mails there are.
    pub total: u32,
}

/// A mail in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MailSummary {
    /// The name of its file.
    pub id: String,
    pub to: String,
    pub subject: String,
    /// RFC 3339, UTC.
    pub date: String,
    /// Whether it carries an invitation's link.
    pub has_link: bool,
}

/// A mail to be read.
#[derive(Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Mail {
    #[serde(flatten)]
    pub summary: MailSummary,
    pub from: String,
    pub text: String,
    pub html: Option<String>,
    /// The first link to an invitation.
    pub link: Option<String>,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The body holds the invitation's link, which belongs in no log.
        formatter
            .debug_struct("Mail")
            .field("summary", &self.summary)
            .finish_non_exhaustive()
    }
}
