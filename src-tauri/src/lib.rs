//! The desktop's window: adapters between Tauri and the use cases of `roster-client`, which know nothing of a window.

mod appearance;
mod bindings;
mod clipboard;
mod closing;
mod commands;
mod data_folder;
mod deep_link;
mod diagnosis;
mod embedded;
mod events;
mod forward;
mod main_window;
mod plugins;
mod policy;
mod question;
mod shutdown;
mod start_failure;
mod state;
mod web_view;
mod window_place;
#[cfg(any(windows, test))]
mod words;

use std::error::Error;
use std::sync::Arc;

use roster_client::view::{CommandError, DesktopProblem};
use roster_client::{Desktop, Network, Parts, SystemClock, SystemRandom, Timing, device_name, platform_store};
use tauri::{App, Manager};
use tauri_plugin_deep_link::DeepLinkExt;
use tracing_subscriber::EnvFilter;

use crate::appearance::AppearanceStore;
use crate::clipboard::Clipboard;
use crate::closing::Closing;
use crate::question::Question;
use crate::shutdown::Shutdown;
use crate::state::AppState;

pub use crate::start_failure::tell;

/// What is logged unless `ROSTER_LOG` says otherwise.
const DEFAULT_LOG: &str = "info";

/// Answers a question of the command line, or opens the window and returns when it is closed.
///
/// # Errors
/// When there is no window to be had: no display, no web view.
pub fn run() -> Result<(), Box<dyn Error>> {
    let context = tauri::generate_context!();
    if let Some(question) = Question::of(std::env::args_os().skip(1)) {
        question.answer(context.package_info(), context.config());
        return Ok(());
    }
    let filter = EnvFilter::try_from_env("ROSTER_LOG").unwrap_or_else(|_| EnvFilter::new(DEFAULT_LOG));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    #[cfg(windows)]
    if !web_view::is_ready() {
        // It has been said.
        return Ok(());
    }
    let bindings = bindings::builder();
    let shutdown = Shutdown::default();
    let app = plugins::add(tauri::Builder::default(), &context.config().identifier)
        .invoke_handler(bindings.invoke_handler())
        .setup(move |app| {
            bindings.mount_events(app);
            set_up(app)
        })
        .on_window_event(|window, event| {
            window_place::on_event(window, event);
            closing::on_event(window, event);
        })
        .build(context)?;
    app.run(move |app, event| shutdown.on_event(app, &event));
    Ok(())
}

fn set_up(app: &mut App) -> Result<(), Box<dyn Error>> {
    let handle = app.handle().clone();
    let appearance = AppearanceStore::open(data_folder::find(&app.config().identifier).ok().as_deref());
    let desktop = open_desktop(app);
    match &desktop {
        Ok(desktop) => {
            let starting = desktop.clone();
            tauri::async_runtime::spawn(forward::forward(handle.clone(), desktop.events()));
            tauri::async_runtime::spawn(async move { starting.start().await });
        }
        Err(error) => tracing::error!("{}", error.detail),
    }
    // With a data folder of its own it leaves the rest of the computer as it is.
    let installed = tauri::utils::platform::bundle_type().is_some();
    if cfg!(any(target_os = "linux", windows)) && !installed && data_folder::named().is_none() {
        deep_link::register(&handle);
    }
    let opened_with = app
        .deep_link()
        .get_current()?
        .and_then(|urls| urls.iter().find_map(deep_link::read));
    app.manage(AppState::new(desktop, opened_with));
    app.manage(Clipboard::default());
    app.manage(Closing::default());
    let looks = appearance.now();
    app.manage(appearance);
    // After all that the page asks for as soon as it is there.
    main_window::open(app, looks)?;
    window_place::restore(app);
    app.deep_link()
        .on_open_url(move |event| deep_link::open(&handle, &event.urls()));
    Ok(())
}

fn open_desktop(app: &App) -> Result<Arc<Desktop>, CommandError> {
    let unusable = |why: &dyn std::fmt::Display| {
        CommandError::desktop(DesktopProblem::Internal, format!("Roster cannot start: {why}."))
    };
    let parts = Parts {
        folder: data_folder::find(&app.config().identifier).map_err(|error| unusable(&error))?,
        embedded: Arc::new(embedded::InThisProcess),
        keyring: Box::new(platform_store),
        transport: Arc::new(Network::new().map_err(|error| unusable(&error))?),
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandom),
        device_name: device_name(),
        timing: Timing::default(),
        policy: policy::read(),
        background: true,
    };
    Desktop::open(parts).map_err(|error| unusable(&error))
}
