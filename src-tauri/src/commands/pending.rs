use roster_client::view::{Outcome, PendingChange, PendingEdit};
use roster_domain::PendingChangeId;

use super::{Answer, Desktop};

#[tauri::command]
#[specta::specta]
pub async fn list_pending_changes(desktop: Desktop<'_>) -> Answer<Vec<PendingChange>> {
    desktop.desktop()?.list_pending_changes().await
}

#[tauri::command]
#[specta::specta]
pub async fn count_pending_changes(desktop: Desktop<'_>) -> Answer<u32> {
    desktop.desktop()?.count_pending_changes().await
}

#[tauri::command]
#[specta::specta]
pub async fn withdraw_pending_change(desktop: Desktop<'_>, id: PendingChangeId) -> Answer<PendingChange> {
    desktop.desktop()?.withdraw_pending_change(id).await
}

#[tauri::command]
#[specta::specta]
pub async fn revise_pending_change(desktop: Desktop<'_>, id: PendingChangeId, edit: PendingEdit) -> Answer<Outcome> {
    desktop.desktop()?.revise_pending_change(id, edit).await
}
