use super::{Denial, Subject};
use crate::{Rights, UserStatus};

/// How many there are of those whom an account cannot do without, among its active users.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Guardians {
    /// Active administrators.
    pub administrators: u64,
    /// Those of them who are billing managers.
    pub billing_administrators: u64,
}

impl Guardians {
    /// The counts of a whole account.
    pub fn count<'a>(users: impl IntoIterator<Item = &'a Subject>) -> Self {
        users.into_iter().fold(Self::default(), |guardians, user| {
            guardians.plus(Self::of(user.status, user.rights))
        })
    }

    /// The counts once `subject` has these rights and this status; `None` when their record is gone.
    #[must_use]
    pub fn after(self, subject: &Subject, becomes: Option<(UserStatus, Rights)>) -> Self {
        let without = self.minus(Self::of(subject.status, subject.rights));
        becomes.map_or(without, |(status, rights)| without.plus(Self::of(status, rights)))
    }

    /// What one user counts for.
    fn of(status: UserStatus, rights: Rights) -> Self {
        let administrator = status == UserStatus::Active && rights.is_administrator();
        Self {
            administrators: u64::from(administrator),
            billing_administrators: u64::from(administrator && rights.billing_manager),
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            administrators: self.administrators + other.administrators,
            billing_administrators: self.billing_administrators + other.billing_administrators,
        }
    }

    /// Stops at zero: a desktop that may not see who is billing manager counts none.
    fn minus(self, other: Self) -> Self {
        Self {
            administrators: self.administrators.saturating_sub(other.administrators),
            billing_administrators: self.billing_administrators.saturating_sub(other.billing_administrators),
        }
    }
}

/// An account keeps an active administrator and, once it has had one, an active administrator who is a billing manager.
///
/// Both counts are read inside the transaction, before and after the change.
pub fn keep_guardians(before: Guardians, after: Guardians) -> Result<(), Denial> {
    if before.administrators > 0 && after.administrators == 0 {
        return Err(Denial::LastAdministrator);
    }
    if before.billing_administrators > 0 && after.billing_administrators == 0 {
        return Err(Denial::LastBillingManager);
    }
    Ok(())
}
