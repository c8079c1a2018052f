use crate::wire_enum::wire_enum;

wire_enum! {
    /// Why something is refused. Published names do not change.
    Denial {
        AdministratorRequired = "administrator-required",
        PermissionNotHeld = "permission-not-held",
        OwnRole = "own-role",
        OwnAccount = "own-account",
        OwnEmail = "own-email",
        RemovedByAnother = "removed-by-another",
        LastAdministrator = "last-administrator",
        LastBillingManager = "last-billing-manager",
        WrongStatus = "wrong-status",
        TooLate = "too-late",
    }
}

impl Denial {
    /// The problem's code.
    pub const fn code(self) -> &'static str {
        self.as_str()
    }

    /// In English: why, and what to do.
    pub const fn message(self) -> &'static str {
        match self {
            Self::AdministratorRequired => "Only an administrator of the account may do this. Ask one of them.",
            Self::PermissionNotHeld => {
                "You do not hold this permission, so you cannot give it. Ask an administrator who holds it."
            }
            Self::OwnRole => "You cannot change your own role or permissions. Ask another administrator.",
            Self::OwnAccount => "You cannot remove yourself. Ask another administrator.",
            Self::OwnEmail => "Your own communication email takes your password. Change it in your profile.",
            Self::RemovedByAnother => {
                "Another administrator removed this user, so only they can undo it. You can restore the user: they are then \
                 invited anew."
            }
            Self::LastAdministrator => {
                "The account would be left without an active administrator. Make another user administrator first."
            }
            Self::LastBillingManager => {
                "The account would be left without an active administrator who is a billing manager. \
                 See that another one is first."
            }
            Self::WrongStatus => {
                "The user's status does not allow this. Look at the current record, then decide again."
            }
            Self::TooLate => {
                "A removal can be undone for one minute, and that is over. Restore the user instead: they are then invited anew."
            }
        }
    }
}

impl std::error::Error for Denial {}
