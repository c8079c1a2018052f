//! WebKitGTK.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fs::{self, File};
use std::path::Path;
use std::time::Duration;

use gtk::prelude::GtkSettingsExt;
use tauri::WebviewWindow;
use tokio::time::Instant;
use webkit2gtk::glib;
use webkit2gtk::{
    ContextMenu, ContextMenuAction, ContextMenuExt, ContextMenuItemExt, HardwareAccelerationPolicy, SettingsExt,
    WebView, WebViewExt,
};

/// A page that ends this often within this time is not loaded again at once: something makes it end.
const ENDS_AT_MOST: usize = 3;
const WITHIN: Duration = Duration::from_secs(30);
const BREATHER: Duration = Duration::from_secs(10);

/// What may be done in a field, or with words that are selected. All else in WebKit's menu belongs to a browser.
const KEPT: [ContextMenuAction; 10] = [
    ContextMenuAction::Cut,
    ContextMenuAction::Copy,
    ContextMenuAction::Paste,
    ContextMenuAction::PasteAsPlainText,
    ContextMenuAction::Delete,
    ContextMenuAction::SelectAll,
    ContextMenuAction::SpellingGuess,
    ContextMenuAction::NoGuessesFound,
    ContextMenuAction::IgnoreSpelling,
    ContextMenuAction::LearnSpelling,
];

/// Where Linux offers what draws by itself: a file `renderD128` and so on for each graphics processor (kernel documentation, DRM, render
/// nodes).
const GRAPHICS: &str = "/dev/dri";
const RENDER_NODE: &str = "renderD";

/// Has the page come back by itself when its process ends, takes what belongs to a browser out of its menu, and draws the page in the
/// way that is fastest here.
pub fn settle(window: &WebviewWindow) -> tauri::Result<()> {
    window.with_webview(|platform| {
        let view = platform.inner();
        draw_fast(&view);
        let ends = RefCell::new(VecDeque::new());
        view.connect_web_process_terminated(move |view, reason| {
            tracing::warn!(?reason, "the page's process ended; the page is loaded again");
            load_again(view, wait_before_loading(&mut ends.borrow_mut(), Instant::now()));
        });
        view.connect_context_menu(|_, menu, _, _| {
            keep_editing_only(menu);
            // An empty menu is not shown.
            menu.n_items() == 0
        });
    })
}

/// Without a graphics processor, WebKit's layers are put together by a program that imitates one: each frame takes several times as
/// long as one drawn without layers.
fn draw_fast(view: &WebView) {
    if !has_graphics_processor(Path::new(GRAPHICS))
        && let Some(settings) = view.settings()
    {
        settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
    }
}

/// Whether there is one that this user may use. One that a virtual machine only claims to have counts as well.
fn has_graphics_processor(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else {
        return false;
    };
    entries.filter_map(Result::ok).any(|entry| {
        let is_node = entry.file_name().to_string_lossy().starts_with(RENDER_NODE);
        is_node && File::options().read(true).write(true).open(entry.path()).is_ok()
    })
}

fn load_again(view: &WebView, wait: Duration) {
    let view = view.clone();
    // Not within the signal: the view is still taking leave of the process.
    glib::timeout_add_local_once(wait, move || view.reload());
}

/// How long to wait after this end of the page's process, given those before it.
fn wait_before_loading(ends: &mut VecDeque<Instant>, now: Instant) -> Duration {
    ends.retain(|&end| now.saturating_duration_since(end) < WITHIN);
    ends.push_back(now);
    if ends.len() > ENDS_AT_MOST {
        BREATHER
    } else {
        Duration::ZERO
    }
}

fn keep_editing_only(menu: &ContextMenu) {
    for item in menu.items() {
        if !KEPT.contains(&item.stock_action()) {
            menu.remove(&item);
        }
    }
}

/// As WebKit finds it out for `prefers-color-scheme`.
pub fn system_is_dark() -> bool {
    let is_dark = |name: &str| name.ends_with("-dark") || name.ends_with("-Dark") || name.ends_with(":dark");
    if let Ok(forced) = std::env::var("GTK_THEME") {
        return is_dark(&forced);
    }
    gtk::Settings::default().is_some_and(|settings| {
        settings.is_gtk_application_prefer_dark_theme() || settings.gtk_theme_name().is_some_and(|name| is_dark(&name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_graphics_processor_is_known_by_its_render_node() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!has_graphics_processor(&folder.path().join("none")));
        File::create(folder.path().join("card0")).unwrap();
        assert!(!has_graphics_processor(folder.path()), "it only shows pictures");
        File::create(folder.path().join("renderD128")).unwrap();
        assert!(has_graphics_processor(folder.path()));
    }

    #[test]
    fn a_page_that_keeps_ending_is_given_a_breather() {
        let mut ends = VecDeque::new();
        let start = Instant::now();
        let after = |seconds| start + Duration::from_secs(seconds);
        for second in 0..3 {
            assert_eq!(wait_before_loading(&mut ends, after(second)), Duration::ZERO);
        }
        assert_eq!(wait_before_loading(&mut ends, after(3)), BREATHER);
        assert_eq!(wait_before_loading(&mut ends, after(60)), Duration::ZERO, "long ago");
    }
}
