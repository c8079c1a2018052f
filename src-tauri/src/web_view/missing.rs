//! What is said where there is no web view to draw the window with, or one that is too old: without one there is no window to say it in.
//!
//! Only Windows ships without: there it is Microsoft Edge `WebView2`, which an administrator can remove or hold back.

use std::cmp::Ordering;

/// The oldest that the interface is built for (`build.target` in ui/vite.config.ts), by the number that Chromium counts.
const OLDEST: u32 = 110;

/// What is wrong with the web view of this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// There is none.
    Missing,
    /// There is one of this version.
    TooOld(String),
}

/// What is wrong, by the version that the web view names, such as `120.0.2210.55`; `None` is no web view. A version that cannot be
/// read may be a later one with another form, and is tried.
pub fn lack_of(version: Option<&str>) -> Option<Lack> {
    let Some(version) = version else {
        return Some(Lack::Missing);
    };
    let major: u32 = version.split('.').next()?.trim().parse().ok()?;
    (major.cmp(&OLDEST) == Ordering::Less).then(|| Lack::TooOld(version.to_owned()))
}

/// Whether a window can be drawn. Where not, a box of the system's own says what to install, and leads there.
#[cfg(windows)]
pub fn is_ready() -> bool {
    use crate::start_failure::goes_on_after;
    use crate::words::Words;

    /// Where Microsoft offers it.
    const OFFERED_AT: &str = "https://developer.microsoft.com/microsoft-edge/webview2/";

    let Some(lack) = lack_of(tauri::webview_version().ok().as_deref()) else {
        return true;
    };
    let words = Words::of_this_computer();
    let said = match &lack {
        Lack::Missing => words.say("start-web-view-missing", &[]),
        Lack::TooOld(found) => words.say(
            "start-web-view-old",
            &[("found", found), ("oldest", &OLDEST.to_string())],
        ),
    };
    if goes_on_after(&words, &said) {
        // Where no browser opens, the box has said what to look for.
        let _ = tauri_plugin_opener::open_url(OFFERED_AT, None::<&str>);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_interface_is_built_for_is_enough_and_less_is_not() {
        assert_eq!(lack_of(Some("110.0.1587.40")), None);
        assert_eq!(lack_of(Some("143.0.3650.96")), None);
        assert_eq!(
            lack_of(Some("109.0.1518.140")),
            Some(Lack::TooOld("109.0.1518.140".to_owned()))
        );
        assert_eq!(lack_of(Some("86.0.616.0")), Some(Lack::TooOld("86.0.616.0".to_owned())));
    }

    #[test]
    fn none_at_all_is_missing() {
        assert_eq!(lack_of(None), Some(Lack::Missing));
    }

    #[test]
    fn a_version_of_another_form_is_tried() {
        assert_eq!(lack_of(Some("canary")), None);
    }

    #[test]
    fn the_oldest_is_the_one_that_the_interface_is_built_for() {
        let settings = include_str!("../../../ui/vite.config.ts");
        assert!(settings.contains(&format!("\"chrome{OLDEST}\"")));
    }
}
