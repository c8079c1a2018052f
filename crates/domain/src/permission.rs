use crate::{Role, wire_enum::wire_enum};

wire_enum! {
    /// What a user may do in addition to their role.
    Permission {
        /// Access to billing: add products, manage payment methods.
        BillingManager = "billingManager",
    }
}

/// What a user holds: a role, and each permission or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rights {
    pub role: Role,
    pub billing_manager: bool,
}

impl Rights {
    pub const fn new(role: Role, billing_manager: bool) -> Self {
        Self { role, billing_manager }
    }

    pub fn is_administrator(self) -> bool {
        self.role == Role::Administrator
    }

    /// The permissions held, as they are written in a user's record.
    pub fn permissions(self) -> Vec<Permission> {
        permissions_list(self.billing_manager)
    }
}

/// The permissions of one who holds `billingManager`, or not, as they are written in a user's record.
pub fn permissions_list(billing_manager: bool) -> Vec<Permission> {
    if billing_manager {
        vec![Permission::BillingManager]
    } else {
        Vec::new()
    }
}
