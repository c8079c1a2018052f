use roster_client::view::PasswordChange;
use roster_contract::{Me, OwnSession, UpdateMe};
use roster_domain::SessionId;

use super::{Answer, Desktop};

#[tauri::command]
#[specta::specta]
pub async fn update_me(desktop: Desktop<'_>, changes: UpdateMe) -> Answer<Me> {
    desktop.desktop()?.update_me(changes).await
}

#[tauri::command]
#[specta::specta]
pub async fn change_password(desktop: Desktop<'_>, change: PasswordChange) -> Answer<()> {
    desktop.desktop()?.change_password(change).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_sessions(desktop: Desktop<'_>) -> Answer<Vec<OwnSession>> {
    desktop.desktop()?.list_sessions().await
}

#[tauri::command]
#[specta::specta]
pub async fn end_session(desktop: Desktop<'_>, id: SessionId) -> Answer<()> {
    desktop.desktop()?.end_own_session(id).await
}

#[tauri::command]
#[specta::specta]
pub async fn end_other_sessions(desktop: Desktop<'_>) -> Answer<()> {
    desktop.desktop()?.end_other_sessions().await
}
