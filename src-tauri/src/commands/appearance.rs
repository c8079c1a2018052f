use tauri::{AppHandle, State};

use crate::appearance::{Appearance, AppearanceStore, Colours, ZoomStep};
use crate::main_window;

/// Remembers the colours that were chosen, for the window's frame now and for the next start.
#[tauri::command]
#[specta::specta]
pub async fn set_colours(app: AppHandle, store: State<'_, AppearanceStore>, colours: Colours) -> super::Answer<()> {
    show(&app, store.set_colours(colours));
    Ok(())
}

/// Makes everything in the window larger or smaller; the answer is the zoom in percent.
#[tauri::command]
#[specta::specta]
pub async fn zoom(app: AppHandle, store: State<'_, AppearanceStore>, step: ZoomStep) -> super::Answer<u16> {
    let appearance = store.zoom(step);
    show(&app, appearance);
    Ok(appearance.zoom)
}

/// On the main thread, because GTK is asked there, and nowhere else, whether the rest of the computer is dark.
fn show(app: &AppHandle, appearance: Appearance) {
    let shown_by = app.clone();
    let show = move || warn(main_window::show(&shown_by, appearance));
    warn(app.run_on_main_thread(show));
}

/// A window that is closing needs no colours.
fn warn(shown: tauri::Result<()>) {
    if let Err(error) = shown {
        tracing::warn!(%error, "the window does not look as chosen");
    }
}
