//! The quota of invitations: what an account may still send, counted in the transaction that sends it.

use jiff::Timestamp;
use roster_domain::Spent;

use crate::kernel::refusal::Refusal;
use crate::kernel::unit::Unit;

/// Leave to send one invitation. Nothing else gives it than the account's quota.
#[derive(Debug)]
pub struct Allowance(());

/// Leave to send several.
#[derive(Debug)]
pub struct Allowances {
    left: u32,
}

impl Allowance {
    /// Spends one of the account's invitations, or refuses where none is left.
    pub fn spend(unit: &mut Unit) -> Result<Self, Refusal> {
        let mut allowances = Allowances::spend(unit, 1);
        if let Some(allowance) = allowances.take() {
            return Ok(allowance);
        }
        let until = spent_until(unit);
        Err(Refusal::OverQuota(
            unit.app.settings.invitation_quota.wait(until, unit.now),
        ))
    }
}

impl Allowances {
    /// Spends as many of the account's invitations as are left, up to `wanted`.
    pub fn spend(unit: &mut Unit, wanted: u32) -> Self {
        let before = spent_until(unit);
        let Spent { granted, until } = unit.app.settings.invitation_quota.spend(before, wanted, unit.now);
        if granted > 0 {
            are_spent_until(unit, until);
        }
        Self { left: granted }
    }

    /// One of them, while there are any.
    pub fn take(&mut self) -> Option<Allowance> {
        self.left = self.left.checked_sub(1)?;
        Some(Allowance(()))
    }

    /// The one taken last was not used.
    pub fn put_back(&mut self) {
        self.left += 1;
    }

    /// Gives those that were not taken back to the account.
    pub fn give_back(self, unit: &mut Unit) {
        if self.left == 0 {
            return;
        }
        let until = unit
            .app
            .settings
            .invitation_quota
            .give_back(spent_until(unit), self.left);
        are_spent_until(unit, until);
    }
}

/// Until when the account's invitations are spent.
fn spent_until(unit: &Unit) -> Timestamp {
    unit.held.invitations_spent_until.timestamp()
}

/// To be written when the unit commits.
fn are_spent_until(unit: &mut Unit, until: Timestamp) {
    unit.held.invitations_spent_until = until.into();
}
