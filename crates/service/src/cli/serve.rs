use std::time::Duration;

use serde_json::json;
use tokio::net::TcpListener;

use crate::cli::arguments::ServeArguments;
use crate::cli::print_line;
use crate::cli::signals::Signals;
use crate::cli::wrong::Wrong;
use crate::start::{self, RunningService};

/// `rosterd serve`: until SIGTERM or Ctrl+C; a second one ends it at once.
pub async fn serve(arguments: ServeArguments) -> Result<(), Wrong> {
    let settings = arguments.settings()?;
    let address = arguments.service.listen()?;
    let delay = arguments.shutdown_delay()?;
    raise_open_files();
    // Before anything is said to whoever started this: they may ask it to stop at once.
    let mut signals = Signals::listen();
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| Wrong::setting("--listen", format!("{address}: {error}")))?;
    let service = start::start(&settings, listener).await?;
    let url = format!("http://{}", service.address);
    tracing::info!(url, "listening");
    print_line(&json!({ "event": "listening", "url": url }).to_string());
    signals.next().await;
    tokio::select! {
        () = stop(service, delay) => tracing::info!("stopped"),
        () = signals.next() => tracing::warn!("stopped at once"),
    }
    Ok(())
}

/// Every connection is an open file. What a process may have at first (1,024, on most systems) is less than one address may have
/// connections; up to the limit that the operator set, it may give itself more.
fn raise_open_files() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Nofile);
        let raised = Rlimit {
            current: limit.maximum,
            ..limit
        };
        if let Err(error) = setrlimit(Resource::Nofile, raised) {
            tracing::warn!(%error, "the limit of open files stays as it is");
        }
    }
}

async fn stop(service: RunningService, delay: Duration) {
    if !delay.is_zero() {
        service.app.leaving.cancel();
        tracing::info!(?delay, "about to stop: not ready any more");
        tokio::time::sleep(delay).await;
    }
    tracing::info!("finishing what is in flight");
    service.stop().await;
}
