use tauri::State;

use super::Answer;
use crate::closing::Closing;

/// Whether something typed in the window is not saved.
#[tauri::command]
#[specta::specta]
pub async fn set_unsaved(closing: State<'_, Closing>, unsaved: bool) -> Answer<()> {
    closing.set_unsaved(unsaved);
    Ok(())
}

/// The window asks whether it may be closed.
#[tauri::command]
#[specta::specta]
pub async fn hear_close(closing: State<'_, Closing>) -> Answer<()> {
    closing.heard();
    Ok(())
}

/// Closes the window, whatever is typed in it.
#[tauri::command]
#[specta::specta]
pub async fn close_window(window: tauri::WebviewWindow, closing: State<'_, Closing>) -> Answer<()> {
    closing.set_unsaved(false);
    if let Err(error) = window.close() {
        tracing::warn!(%error, "the window does not close");
    }
    Ok(())
}
