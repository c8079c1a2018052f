use crate::wire_enum::wire_enum;

wire_enum! {
    /// Where a user stands in their account.
    UserStatus {
        /// Invited, not yet in.
        Pending = "pending",
        Active = "active",
        /// No longer in, with record and history kept.
        Removed = "removed",
    }
}

wire_enum! {
    /// How the mail of an invitation fares.
    Delivery {
        Queued = "queued",
        Sent = "sent",
        Failed = "failed",
    }
}
