//! From what the desktop tells to what the window hears.

use roster_client::DesktopEvent;
use roster_client::view::CacheTag;
use tauri::AppHandle;
use tauri_specta::Event;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::events::{Invalidated, InvitationsAccepted, StatusChanged, SyncChanged};

/// Hands on every event until there are no more.
pub async fn forward(app: AppHandle, mut events: Receiver<DesktopEvent>) {
    loop {
        let emitted = match events.recv().await {
            Ok(DesktopEvent::Invalidated(tags)) => Invalidated { tags }.emit(&app),
            Ok(DesktopEvent::StatusChanged(status)) => StatusChanged { status: *status }.emit(&app),
            Ok(DesktopEvent::SyncChanged(sync)) => SyncChanged { sync }.emit(&app),
            Ok(DesktopEvent::InvitationsAccepted(people)) => InvitationsAccepted { people }.emit(&app),
            // What was missed is made good by reading everything anew.
            Err(RecvError::Lagged(_)) => Invalidated {
                tags: CacheTag::ALL.to_vec(),
            }
            .emit(&app),
            Err(RecvError::Closed) => return,
        };
        if let Err(error) = emitted {
            tracing::warn!(%error, "the window did not hear of an event");
        }
    }
}
