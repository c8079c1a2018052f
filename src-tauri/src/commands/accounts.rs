use roster_client::view::{AccountEntry, AccountKey, FoundPeople, Status};

use super::{Answer, Desktop};

#[tauri::command]
#[specta::specta]
pub async fn list_accounts(desktop: Desktop<'_>) -> Answer<Vec<AccountEntry>> {
    Ok(desktop.desktop()?.accounts().await)
}

#[tauri::command]
#[specta::specta]
pub async fn switch_account(desktop: Desktop<'_>, key: AccountKey) -> Answer<Status> {
    desktop.desktop()?.switch_account(key).await
}

#[tauri::command]
#[specta::specta]
pub async fn begin_adding_account(desktop: Desktop<'_>) -> Answer<Status> {
    Ok(desktop.desktop()?.begin_adding_account().await)
}

#[tauri::command]
#[specta::specta]
pub async fn cancel_adding_account(desktop: Desktop<'_>) -> Answer<Status> {
    Ok(desktop.desktop()?.cancel_adding_account().await)
}

#[tauri::command]
#[specta::specta]
pub async fn forget_account(desktop: Desktop<'_>, key: AccountKey) -> Answer<Status> {
    desktop.desktop()?.forget_account(key).await
}

#[tauri::command]
#[specta::specta]
pub async fn find_people(desktop: Desktop<'_>, search: String, limit: u32) -> Answer<FoundPeople> {
    desktop.desktop()?.find_people(search, limit).await
}
