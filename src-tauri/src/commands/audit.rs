use roster_client::view::{
    AuditExport, AuditFilter, AuditFormat, AuditHistory, AuditQuery, AuditWindow, CommandError, DesktopProblem,
};
use tauri::{AppHandle, Manager};

use super::{Answer, Desktop};

#[tauri::command]
#[specta::specta]
pub async fn list_audit_events(desktop: Desktop<'_>, query: AuditQuery) -> Answer<AuditWindow> {
    desktop.desktop()?.list_audit_events(query).await
}

/// Writes to the folder of downloads, where people look for what they asked for; without one, to their home.
#[tauri::command]
#[specta::specta]
pub async fn export_audit_log(
    app: AppHandle,
    desktop: Desktop<'_>,
    filter: AuditFilter,
    format: AuditFormat,
) -> Answer<AuditExport> {
    let paths = app.path();
    let downloads = paths.download_dir().ok().filter(|folder| folder.is_dir());
    let folder = downloads.map_or_else(|| paths.home_dir(), Ok).map_err(|error| {
        CommandError::desktop(
            DesktopProblem::Internal,
            format!("There is no folder to write to: {error}."),
        )
    })?;
    desktop.desktop()?.export_audit_log(filter, format, &folder).await
}

#[tauri::command]
#[specta::specta]
pub async fn check_audit_history(desktop: Desktop<'_>) -> Answer<AuditHistory> {
    desktop.desktop()?.check_audit_history().await
}

#[tauri::command]
#[specta::specta]
pub async fn accept_audit_history(desktop: Desktop<'_>) -> Answer<()> {
    desktop.desktop()?.accept_audit_history().await
}
