use roster_client::view::PasswordChange;
use roster_contract::{Me, UpdateMe};

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
