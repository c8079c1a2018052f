use jiff::tz::TimeZone;
use roster_domain::Clock;

use super::Fact;

/// What tells what kind of session people work in; none of it is about them.
const SESSION: [&str; 8] = [
    "XDG_CURRENT_DESKTOP",
    "XDG_SESSION_TYPE",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "GDK_BACKEND",
    "LANG",
    "LC_ALL",
    "ROSTER_LOG",
];

/// Those may contain a password, so that only whether they are set is told.
const PROXIES: [&str; 6] = [
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
];

pub(super) fn facts(clock: &dyn Clock) -> Vec<Fact> {
    let zone = TimeZone::system();
    let zone = zone.iana_name().unwrap_or("not known by a name");
    let locale = sys_locale::get_locale().unwrap_or_else(|| "not known".to_owned());
    let mut facts = vec![
        Fact::new("system", system().unwrap_or_else(|| std::env::consts::OS.to_owned())),
        Fact::new("processor", std::env::consts::ARCH),
        Fact::new("locale", locale),
        Fact::new("time", format!("{:.0}, in the zone {zone}", clock.now())),
    ];
    for name in SESSION {
        if let Ok(value) = std::env::var(name) {
            facts.push(Fact::new(name, value));
        }
    }
    for name in PROXIES {
        if std::env::var_os(name).is_some() {
            facts.push(Fact::new(name, "is set"));
        }
    }
    facts
}

/// Distribution and kernel.
#[cfg(all(unix, not(target_os = "macos")))]
fn system() -> Option<String> {
    let release = std::fs::read_to_string("/etc/os-release").ok()?;
    let mut lines = release.lines();
    let name = lines.find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
    let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    Some(format!("{}, kernel {}", name.trim_matches(['"', '\'']), kernel.trim()))
}

#[cfg(target_os = "macos")]
fn system() -> Option<String> {
    let version = plist::Value::from_file("/System/Library/CoreServices/SystemVersion.plist").ok()?;
    let version = version.as_dictionary()?;
    let part = |name| version.get(name).and_then(plist::Value::as_string);
    Some(format!(
        "macOS {} ({})",
        part("ProductVersion")?,
        part("ProductBuildVersion")?
    ))
}

#[cfg(windows)]
fn system() -> Option<String> {
    let key = windows_registry::LOCAL_MACHINE
        .open(r"SOFTWARE\Microsoft\Windows NT\CurrentVersion")
        .ok()?;
    let release = key.get_string("DisplayVersion").unwrap_or_default();
    Some(format!(
        "Windows {release}, build {}",
        key.get_string("CurrentBuild").ok()?
    ))
}
