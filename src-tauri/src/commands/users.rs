use roster_client::view::{
    NewUserInformation, NewUserPreview, Outcome, RemovalUndone, UserCounts, UserEdit, UserQuery, UserRestoration,
    UserRow, UserWindow,
};
use roster_contract::{CreateUser, InvitationLink};
use roster_domain::UserId;
use tauri::State;

use super::{Answer, Desktop};
use crate::clipboard::Clipboard;

#[tauri::command]
#[specta::specta]
pub async fn list_users(desktop: Desktop<'_>, query: UserQuery) -> Answer<UserWindow> {
    desktop.desktop()?.list_users(query).await
}

#[tauri::command]
#[specta::specta]
pub async fn count_users(desktop: Desktop<'_>) -> Answer<UserCounts> {
    desktop.desktop()?.count_users().await
}

#[tauri::command]
#[specta::specta]
pub async fn get_user(desktop: Desktop<'_>, id: UserId) -> Answer<Option<UserRow>> {
    desktop.desktop()?.user(id).await
}

#[tauri::command]
#[specta::specta]
pub async fn preview_new_user(desktop: Desktop<'_>) -> Answer<NewUserPreview> {
    desktop.desktop()?.preview_new_user()
}

#[tauri::command]
#[specta::specta]
pub async fn check_new_user(information: NewUserInformation) -> Answer<NewUserInformation> {
    roster_client::Desktop::check_new_user(information)
}

#[tauri::command]
#[specta::specta]
pub async fn read_address(text: String) -> Answer<String> {
    Ok(roster_client::Desktop::read_address(&text))
}

#[tauri::command]
#[specta::specta]
pub async fn create_user(desktop: Desktop<'_>, user: CreateUser) -> Answer<Outcome> {
    desktop.desktop()?.create_user(user).await
}

#[tauri::command]
#[specta::specta]
pub async fn update_user(desktop: Desktop<'_>, edit: UserEdit) -> Answer<Outcome> {
    desktop.desktop()?.update_user(edit).await
}

#[tauri::command]
#[specta::specta]
pub async fn remove_user(desktop: Desktop<'_>, id: UserId) -> Answer<Outcome> {
    desktop.desktop()?.remove_user(id).await
}

#[tauri::command]
#[specta::specta]
pub async fn restore_user(desktop: Desktop<'_>, restoration: UserRestoration) -> Answer<Outcome> {
    desktop.desktop()?.restore_user(restoration).await
}

#[tauri::command]
#[specta::specta]
pub async fn undo_removal(desktop: Desktop<'_>, id: UserId) -> Answer<RemovalUndone> {
    desktop.desktop()?.undo_removal(id).await
}

#[tauri::command]
#[specta::specta]
pub async fn find_login_owner(desktop: Desktop<'_>, login_email: String) -> Answer<Option<UserRow>> {
    desktop.desktop()?.find_login_owner(login_email).await
}

#[tauri::command]
#[specta::specta]
pub async fn delete_invitation(desktop: Desktop<'_>, id: UserId) -> Answer<Outcome> {
    desktop.desktop()?.delete_invitation(id).await
}

#[tauri::command]
#[specta::specta]
pub async fn resend_invitation(desktop: Desktop<'_>, id: UserId) -> Answer<Outcome> {
    desktop.desktop()?.resend_invitation(id).await
}

#[tauri::command]
#[specta::specta]
pub async fn copy_invitation_link(
    desktop: Desktop<'_>,
    clipboard: State<'_, Clipboard>,
    id: UserId,
) -> Answer<InvitationLink> {
    let link = desktop.desktop()?.copy_invitation_link(id).await?;
    clipboard.write(link.url.clone());
    Ok(link)
}
