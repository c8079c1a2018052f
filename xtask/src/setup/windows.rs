//! Windows: checks and says what to get, and installs nothing.

use anyhow::{Result, bail};

use crate::command::{program, succeeds};
use crate::folders;

/// Where Edge's updater notes the version of the WebView2 runtime: for the machine, and for the user.
const WEBVIEW2: [&str; 2] = [
    r"HKLM\SOFTWARE\WOW6432Node\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}",
    r"HKCU\Software\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}",
];

pub fn check() -> Result<()> {
    if !WEBVIEW2
        .iter()
        .any(|key| succeeds(program("reg").args(["query", key, "/v", "pv"])))
    {
        bail!(
            "the desktop's window needs the WebView2 runtime. Get it from \
             https://developer.microsoft.com/microsoft-edge/webview2, then try again"
        );
    }
    if folders::program("perl").is_none() {
        bail!(
            "building OpenSSL, for the encrypted replica, needs Perl. Get it from https://strawberryperl.com, then try again"
        );
    }
    Ok(())
}
