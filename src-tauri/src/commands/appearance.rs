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

fn show(app: &AppHandle, appearance: Appearance) {
    // A window that is closing needs no colours.
    if let Err(error) = main_window::show(app, appearance) {
        tracing::warn!(%error, "the window does not look as chosen");
    }
}
