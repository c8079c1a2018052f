use roster_client::view::AdministratorRow;
use roster_contract::{Account, UpdateAccount};

use super::{Answer, Desktop};

#[tauri::command]
#[specta::specta]
pub async fn get_account(desktop: Desktop<'_>) -> Answer<Account> {
    desktop.desktop()?.account().await
}

#[tauri::command]
#[specta::specta]
pub async fn update_account(desktop: Desktop<'_>, changes: UpdateAccount) -> Answer<Account> {
    desktop.desktop()?.update_account(changes).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_administrators(desktop: Desktop<'_>) -> Answer<Vec<AdministratorRow>> {
    desktop.desktop()?.administrators().await
}
