use roster_domain::PersonName;

/// What this computer calls itself: its host name and its system, such as `ada-laptop (Linux)`.
pub fn device_name() -> String {
    describe(&gethostname::gethostname().to_string_lossy(), std::env::consts::OS)
}

/// A name that the service takes, whatever the host is called.
fn describe(host: &str, system: &str) -> String {
    let system = match system {
        "linux" => "Linux",
        "macos" => "macOS",
        "windows" => "Windows",
        other => other,
    };
    let name = format!("{} ({system})", host.trim());
    match PersonName::parse(&name) {
        Ok(name) if !host.trim().is_empty() => name.into_string(),
        _ => system.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_computer_is_named_by_its_host_and_system() {
        assert_eq!(describe("ada-laptop", "linux"), "ada-laptop (Linux)");
        assert_eq!(describe(" Ada\u{2019}s Mac ", "macos"), "Ada\u{2019}s Mac (macOS)");
        assert!(PersonName::parse(&device_name()).is_ok());
    }

    #[test]
    fn a_host_that_the_service_would_not_take_is_left_out() {
        for host in ["", " ", "a\u{202E}b", "a\nb", &"x".repeat(100)] {
            assert_eq!(describe(host, "windows"), "Windows", "{host:?}");
        }
    }
}
