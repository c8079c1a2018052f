use roster_client::Policy;

/// Has a build for development and tests read a policy from another file.
///
/// It is not in the program that is shipped: whoever could set it there would have another policy than the organisation's.
#[cfg(debug_assertions)]
const VARIABLE: &str = "ROSTER_POLICY_FILE";

/// What the organisation has fixed on this computer.
pub fn read() -> Policy {
    #[cfg(debug_assertions)]
    if let Some(file) = std::env::var_os(VARIABLE) {
        return Policy::of_toml(file.as_ref());
    }
    Policy::of_this_computer()
}
