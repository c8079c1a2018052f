use crate::wire_enum::wire_enum;

wire_enum! {
    /// What a pending change asks for.
    PendingAction {
        Create = "create",
        Update = "update",
        Remove = "remove",
        Restore = "restore",
        ResendInvitation = "resendInvitation",
        DeleteInvitation = "deleteInvitation",
    }
}

wire_enum! {
    /// How a pending change stands.
    PendingState {
        /// The service has not heard of it.
        Waiting = "waiting",
        /// The service may have heard of it: until that is known it can be neither changed nor withdrawn.
        Sending = "sending",
        /// Others changed the same fields to something else; its author chooses.
        Conflict = "conflict",
        /// The service refused it; its author corrects or drops it.
        Refused = "refused",
    }
}

impl PendingState {
    /// Whether only a person can take it further.
    pub fn needs_attention(self) -> bool {
        matches!(self, Self::Conflict | Self::Refused)
    }

    /// Whether it may still come into force as it stands, or by a choice.
    pub fn is_undecided(self) -> bool {
        self != Self::Refused
    }
}
