use roster_client::view::{Credentials, NewAccount, PasswordLinkAsked, Status};

use super::{Answer, Desktop};
use crate::deep_link;

#[tauri::command]
#[specta::specta]
pub async fn get_status(app: tauri::AppHandle, desktop: Desktop<'_>) -> Answer<Status> {
    let status = desktop.desktop()?.status().await;
    // Whoever asks this listens already.
    deep_link::open_waiting(&app);
    Ok(status)
}

#[tauri::command]
#[specta::specta]
pub async fn use_on_this_computer(desktop: Desktop<'_>) -> Answer<Status> {
    desktop.desktop()?.use_on_this_computer().await
}

#[tauri::command]
#[specta::specta]
pub async fn create_account(desktop: Desktop<'_>, account: NewAccount) -> Answer<Status> {
    desktop.desktop()?.create_account(account).await
}

#[tauri::command]
#[specta::specta]
pub async fn connect_to_server(desktop: Desktop<'_>, address: String) -> Answer<Status> {
    desktop.desktop()?.connect_to_server(address).await
}

#[tauri::command]
#[specta::specta]
pub async fn leave_server(desktop: Desktop<'_>) -> Answer<Status> {
    desktop.desktop()?.leave_server().await
}

#[tauri::command]
#[specta::specta]
pub async fn sign_in(desktop: Desktop<'_>, credentials: Credentials) -> Answer<Status> {
    desktop.desktop()?.sign_in(credentials).await
}

#[tauri::command]
#[specta::specta]
pub async fn sign_out(desktop: Desktop<'_>) -> Answer<Status> {
    desktop.desktop()?.sign_out().await
}

#[tauri::command]
#[specta::specta]
pub async fn forgot_password(desktop: Desktop<'_>, login_email: String) -> Answer<PasswordLinkAsked> {
    desktop.desktop()?.forgot_password(login_email).await
}

#[tauri::command]
#[specta::specta]
pub async fn try_keyring_again(desktop: Desktop<'_>) -> Answer<Status> {
    desktop.desktop()?.try_keyring_again().await
}
