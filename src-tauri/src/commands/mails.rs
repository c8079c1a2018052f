use roster_client::view::{CommandError, DesktopProblem, Mail, MailPage, MailQuery};
use tauri_plugin_opener::OpenerExt;

use super::{Answer, Desktop};

#[tauri::command]
#[specta::specta]
pub async fn list_mails(desktop: Desktop<'_>, query: MailQuery) -> Answer<MailPage> {
    desktop.desktop()?.list_mails(query).await
}

#[tauri::command]
#[specta::specta]
pub async fn get_mail(desktop: Desktop<'_>, id: String) -> Answer<Mail> {
    desktop.desktop()?.mail(id).await
}

/// Opens a link of the service's own in the default browser.
#[tauri::command]
#[specta::specta]
pub async fn open_link(app: tauri::AppHandle, desktop: Desktop<'_>, url: String) -> Answer<()> {
    let url = desktop.desktop()?.check_link(url)?;
    app.opener().open_url(url, None::<&str>).map_err(|error| {
        CommandError::desktop(
            DesktopProblem::Internal,
            format!("The browser could not be opened: {error}."),
        )
    })
}
