use roster_domain::{Guardians, Subject, UserStatus};

use crate::Counts;

/// How many users there are of which kind, kept up with every change.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    pub counts: Counts,
    pub guardians: Guardians,
}

impl Tally {
    pub fn add(&mut self, user: &Subject) {
        *self.counts.of(user.status) += 1;
        let Guardians {
            administrators,
            billing_administrators,
        } = Guardians::count([user]);
        self.guardians.administrators += administrators;
        self.guardians.billing_administrators += billing_administrators;
    }

    pub fn remove(&mut self, user: &Subject) {
        *self.counts.of(user.status) -= 1;
        self.guardians = self.guardians.after(user, None);
    }
}

impl Counts {
    fn of(&mut self, status: UserStatus) -> &mut u32 {
        match status {
            UserStatus::Active => &mut self.active,
            UserStatus::Pending => &mut self.pending,
            UserStatus::Removed => &mut self.removed,
        }
    }
}
