//! Who waits for which decision.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use roster_domain::PendingChangeId;
use tokio::sync::oneshot;

use crate::view::{CommandError, UserRow};

/// What the service said to a change.
#[derive(Debug)]
pub(super) enum Decision {
    /// It is in force; the row is absent where there is none any more.
    Done(Option<Box<UserRow>>),
    /// It is not, and why.
    Refused(CommandError),
}

/// Whether a change stays stored when it is refused while someone waits for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OnceRefused {
    /// The form has all that was typed.
    HandedBack,
    /// More was typed than the form has, or it was stored before.
    Kept,
}

/// The forms that are open on a change.
#[derive(Debug, Clone, Default)]
pub(super) struct Forms(Arc<Mutex<HashMap<PendingChangeId, Waiting>>>);

#[derive(Debug)]
struct Waiting {
    decision: oneshot::Sender<Decision>,
    once_refused: OnceRefused,
}

/// One form, until it is closed.
#[derive(Debug)]
pub(super) struct Form {
    id: PendingChangeId,
    decision: oneshot::Receiver<Decision>,
    forms: Forms,
}

impl Forms {
    pub fn open(&self, id: PendingChangeId, once_refused: OnceRefused) -> Form {
        let (sender, decision) = oneshot::channel();
        let waiting = Waiting {
            decision: sender,
            once_refused,
        };
        self.lock(|forms| forms.insert(id, waiting));
        Form {
            id,
            decision,
            forms: self.clone(),
        }
    }

    /// Whether someone waits for this change, so that it is not shown as pending yet.
    pub fn has(&self, id: PendingChangeId) -> bool {
        self.lock(|forms| forms.contains_key(&id))
    }

    /// Hands a decision to the form that waits for it. Gives what is to become of the change if it was refused; nothing
    /// when nobody waits.
    pub fn hand_over(&self, id: PendingChangeId, decision: Decision) -> Option<OnceRefused> {
        let Waiting {
            decision: sender,
            once_refused,
        } = self.lock(|forms| forms.remove(&id))?;
        sender.send(decision).is_ok().then_some(once_refused)
    }

    fn lock<T>(&self, look: impl FnOnce(&mut HashMap<PendingChangeId, Waiting>) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Form {
    /// The decision, if there is one; from now on nobody waits for it.
    pub fn close(mut self) -> Option<Decision> {
        // First nothing more is taken, then what was: a decision is never handed over and lost.
        self.decision.close();
        self.decision.try_recv().ok()
    }

    /// Whether there is a decision to be had.
    pub fn is_decided(&self) -> bool {
        !self.decision.is_empty()
    }
}

impl Drop for Form {
    fn drop(&mut self) {
        let id = self.id;
        self.forms.lock(|forms| forms.remove(&id));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u128) -> PendingChangeId {
        PendingChangeId::from_uuid(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn a_decision_goes_to_whoever_waits_for_it_and_to_nobody_else() {
        let forms = Forms::default();
        let form = forms.open(id(1), OnceRefused::Kept);
        let other = forms.open(id(2), OnceRefused::HandedBack);
        assert!(forms.has(id(1)) && !form.is_decided());
        assert_eq!(forms.hand_over(id(1), Decision::Done(None)), Some(OnceRefused::Kept));
        assert!(form.is_decided() && !forms.has(id(1)));
        assert_eq!(forms.hand_over(id(1), Decision::Done(None)), None, "once");
        assert!(matches!(form.close(), Some(Decision::Done(None))));
        assert!(other.close().is_none());
    }

    #[test]
    fn what_comes_after_the_form_was_closed_stays_with_who_has_it() {
        let forms = Forms::default();
        assert!(forms.open(id(1), OnceRefused::HandedBack).close().is_none());
        assert_eq!(forms.hand_over(id(1), Decision::Done(None)), None);
        drop(forms.open(id(1), OnceRefused::HandedBack));
        assert!(!forms.has(id(1)));
    }
}
