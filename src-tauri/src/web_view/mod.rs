//! What each platform's web view has to be told so that it is a window and not a browser.
//!
//! On macOS [`crate::plugins`] sees to it that the page comes back when its process ends. On Windows nothing does: WebView2 tells of
//! it only through calls that Rust counts as unsafe, which this project does without.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(any(windows, test))]
mod missing;

#[cfg(target_os = "linux")]
pub use linux::{settle, system_is_dark};

#[cfg(not(target_os = "linux"))]
mod elsewhere {
    use tauri::WebviewWindow;

    /// The page itself keeps away what a browser adds.
    #[expect(clippy::unnecessary_wraps, reason = "on Linux it can fail")]
    pub fn settle(_: &WebviewWindow) -> tauri::Result<()> {
        Ok(())
    }

    /// Not known before there is a window.
    pub fn system_is_dark() -> bool {
        false
    }
}

#[cfg(not(target_os = "linux"))]
pub use elsewhere::{settle, system_is_dark};

#[cfg(windows)]
pub use missing::is_ready;
