//! The quota of invitations: what an account may still send, counted in the transaction that sends it.

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
        let spent = unit.held.invitations_spent();
        Err(Refusal::OverQuota(
            unit.app.settings.invitation_quota.wait(spent, unit.now),
        ))
    }
}

impl Allowances {
    /// Spends as many of the account's invitations as are left, up to `wanted`.
    pub fn spend(unit: &mut Unit, wanted: u32) -> Self {
        let before = unit.held.invitations_spent();
        let Spent { granted, term } = unit.app.settings.invitation_quota.spend(before, wanted, unit.now);
        unit.held.invitations_are_spent(term);
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
        let quota = unit.app.settings.invitation_quota;
        let left = quota.give_back(unit.held.invitations_spent(), self.left);
        unit.held.invitations_are_spent(left);
    }
}
