use std::io;

use roster_contract::AuditHead;
use roster_domain::AccountId;

use crate::desktop::Desktop;
use crate::http::Call;
use crate::view::{AuditHistory, CommandError, DesktopProblem};

impl Desktop {
    /// Holds the log against what this computer has last seen of it. As long as it is what it was, how far it has come is
    /// remembered; once it is not, what was seen stays remembered until [`Desktop::accept_audit_history`].
    pub async fn check_audit_history(&self) -> Result<AuditHistory, CommandError> {
        let session = self.session()?;
        let account = session.me().account.id;
        let now = self.audit_head(None).await?;
        let Some(seen) = self.audit_heads.seen(account, now.chain).map_err(unusable)? else {
            self.remember(account, &now).await?;
            return Ok(AuditHistory::Kept);
        };
        if now.seq < seen.seq {
            return Ok(AuditHistory::Shortened);
        }
        let then = self.audit_head(Some(seen.seq)).await?;
        if then.chain != now.chain {
            // One's permissions changed between the two answers: the next check sees one chain again.
            return Ok(AuditHistory::Kept);
        }
        if (then.seq, &then.hash) != (seen.seq, &seen.hash) {
            return Ok(AuditHistory::Rewritten);
        }
        self.remember(account, &now).await?;
        Ok(AuditHistory::Kept)
    }

    /// Takes the log as it is now for the true one.
    pub async fn accept_audit_history(&self) -> Result<(), CommandError> {
        let account = self.session()?.me().account.id;
        let now = self.audit_head(None).await?;
        self.remember(account, &now).await
    }

    async fn audit_head(&self, at: Option<i64>) -> Result<AuditHead, CommandError> {
        let session = self.session()?;
        let path = at.map_or_else(|| "/audit/head".to_owned(), |seq| format!("/audit/head?at={seq}"));
        self.call(&session, &Call::get(path)).await
    }

    async fn remember(&self, account: AccountId, head: &AuditHead) -> Result<(), CommandError> {
        self.audit_heads.remember(account, head).await.map_err(unusable)
    }
}

fn unusable(error: io::Error) -> CommandError {
    tracing::error!(%error, "what was seen of the audit log cannot be read or written");
    let detail =
        "What this computer has seen of the audit log cannot be read or written (audit-heads.json in the data folder).";
    CommandError::desktop(DesktopProblem::Internal, detail)
}
