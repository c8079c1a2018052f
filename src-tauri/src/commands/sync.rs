use roster_client::view::SyncStatus;

use super::{Answer, Desktop};

#[tauri::command]
#[specta::specta]
pub async fn get_sync_status(desktop: Desktop<'_>) -> Answer<SyncStatus> {
    desktop.desktop()?.sync_status()
}

#[tauri::command]
#[specta::specta]
pub async fn sync_now(desktop: Desktop<'_>) -> Answer<()> {
    desktop.desktop()?.sync_now().await
}

/// The network is back, as the browser says.
#[tauri::command]
#[specta::specta]
pub async fn notify_online(desktop: Desktop<'_>) -> Answer<()> {
    desktop.desktop()?.network_returned();
    Ok(())
}
