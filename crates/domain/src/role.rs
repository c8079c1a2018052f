use crate::wire_enum::wire_enum;

wire_enum! {
    /// What a user may reach: clients only, or the account's settings too.
    Role {
        User = "user",
        Administrator = "administrator",
    }
}
