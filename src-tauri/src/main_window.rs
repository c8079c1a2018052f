//! The one window: made with the colours and the zoom it was left with, and without what a browser adds to its pages.

use tauri::utils::config::Color;
use tauri::{App, AppHandle, Manager, Theme, WebviewWindow, WebviewWindowBuilder};

use crate::appearance::{Appearance, Colours};
use crate::web_view;

/// The window's background until its page is drawn, in light and dark: the same as that of the page's `body`.
const LIGHT: Color = Color(0xf4, 0xf6, 0xf9, 0xff);
const DARK: Color = Color(0x16, 0x1a, 0x21, 0xff);

/// Opens the window that `tauri.conf.json` describes.
///
/// # Errors
/// When the configuration describes none, or there is no web view to be had.
pub fn open(app: &App, appearance: Appearance) -> tauri::Result<()> {
    let config = app.config().app.windows.first().ok_or(tauri::Error::WindowNotFound)?;
    let window = WebviewWindowBuilder::from_config(app, config)?
        .theme(theme_of(appearance.colours))
        .background_color(background_of(appearance.colours))
        .initialization_script(first_colours(appearance.colours)?)
        .build()?;
    web_view::settle(&window)?;
    window.set_zoom(appearance.zoom_factor())
}

/// Makes the open window look as it was just chosen. Only on the main thread.
///
/// # Errors
/// When the window is closing.
pub fn show(app: &AppHandle, appearance: Appearance) -> tauri::Result<()> {
    for window in app.webview_windows().values() {
        paint(window, appearance)?;
    }
    Ok(())
}

fn paint(window: &WebviewWindow, appearance: Appearance) -> tauri::Result<()> {
    window.set_theme(theme_of(appearance.colours))?;
    window.set_background_color(Some(background_of(appearance.colours)))?;
    window.set_zoom(appearance.zoom_factor())
}

/// Tells the page of its colours before its style sheet is read, so that it begins in them.
fn first_colours(colours: Colours) -> tauri::Result<String> {
    let colours = serde_json::to_string(&colours)?;
    Ok(format!(
        "window.rosterColours = {colours};
        document.documentElement?.setAttribute('data-mantine-color-scheme', window.rosterColours !== 'system'
            ? window.rosterColours : matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');"
    ))
}

fn theme_of(colours: Colours) -> Option<Theme> {
    match colours {
        Colours::Light => Some(Theme::Light),
        Colours::Dark => Some(Theme::Dark),
        Colours::System => None,
    }
}

fn background_of(colours: Colours) -> Color {
    let dark = match colours {
        Colours::Light => false,
        Colours::Dark => true,
        Colours::System => web_view::system_is_dark(),
    };
    if dark { DARK } else { LIGHT }
}
