use tauri::{Builder, Wry};

use crate::{data_folder, deep_link};

/// The plugins. The first is the one that sends a second start to the window that is open already.
pub fn add(builder: Builder<Wry>, identifier: &str) -> Builder<Wry> {
    back_by_itself(single_instance(builder, identifier))
        .plugin(tauri_plugin_deep_link::init())
        .plugin(tauri_plugin_opener::init())
}

/// Loads the page again when its process has ended. For Linux see [`crate::web_view`].
fn back_by_itself(builder: Builder<Wry>) -> Builder<Wry> {
    #[cfg(target_os = "macos")]
    let builder = builder.on_web_content_process_terminate(|webview| {
        if let Err(error) = webview.reload() {
            tracing::warn!(%error, "the page's process ended, and the page cannot be loaded again");
        }
    });
    builder
}

/// One instance for each data folder. Only Linux's way of finding the other one can tell folders apart: elsewhere, one with
/// a data folder of its own stands alone.
fn single_instance(builder: Builder<Wry>, identifier: &str) -> Builder<Wry> {
    if cfg!(not(target_os = "linux")) && data_folder::named().is_some() {
        return builder;
    }
    let plugin = tauri_plugin_single_instance::Builder::new()
        .callback(|app, _, _| deep_link::show_window(app))
        .dbus_id(data_folder::bus_name(identifier));
    builder.plugin(plugin.build())
}
