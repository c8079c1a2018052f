//! What is not in force, over the lists of what is.

use std::collections::HashMap;

use roster_contract::CreateUser;
use roster_domain::{UserId, search};
use roster_replica::pending::{PendingEdit, StoredChange};

use super::PendingChanges;
use super::present::mark;
use crate::view::{PendingChange, PendingMark};

/// The changes that are shown as not in force, as they are at one moment.
#[derive(Debug, Default)]
pub(crate) struct Overlay {
    marks: HashMap<UserId, Vec<PendingMark>>,
    creations: Vec<StoredChange>,
}

impl PendingChanges {
    /// The changes that nobody is just waiting for at a form.
    pub async fn shown(&self) -> Result<Vec<StoredChange>, roster_replica::ReplicaError> {
        let mut changes = self.store.list().await?;
        changes.retain(|change| !self.forms.has(change.id));
        Ok(changes)
    }

    /// Lists are shown even where the changes cannot be read.
    pub async fn overlay(&self) -> Overlay {
        match self.shown().await {
            Ok(changes) => Overlay::of(changes),
            Err(error) => {
                tracing::warn!(%error, "lists are shown without what is not in force");
                Overlay::default()
            }
        }
    }
}

impl Overlay {
    fn of(changes: Vec<StoredChange>) -> Self {
        let mut overlay = Self::default();
        for change in changes {
            match change.edit.subject() {
                Some(subject) => overlay.marks.entry(subject).or_default().push(mark(&change)),
                None => overlay.creations.push(change),
            }
        }
        overlay
    }

    pub fn marks(&self, id: UserId) -> Vec<PendingMark> {
        self.marks.get(&id).cloned().unwrap_or_default()
    }

    /// Those to be invited whom a search finds, as it finds those who are.
    pub fn creations(self, searched: &str) -> Vec<PendingChange> {
        let words = search::words(searched);
        let found = |change: &StoredChange| match &change.edit {
            PendingEdit::Create { user } => {
                let text = searched_text(user);
                words.iter().all(|word| text.contains(word))
            }
            _ => false,
        };
        self.creations.into_iter().filter(found).map(Into::into).collect()
    }
}

fn searched_text(user: &CreateUser) -> String {
    let CreateUser {
        first_name,
        last_name,
        login_email,
        communication_email,
        ..
    } = user;
    search::searched([first_name.as_str(), last_name, login_email, communication_email])
}
