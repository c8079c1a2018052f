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
    let settings = arguments.service.settings()?;
    let address = arguments.service.listen()?;
    let delay = arguments.shutdown_delay()?;
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

async fn stop(service: RunningService, delay: Duration) {
    if !delay.is_zero() {
        service.app.leaving.cancel();
        tracing::info!(?delay, "about to stop: not ready any more");
        tokio::time::sleep(delay).await;
    }
    tracing::info!("finishing what is in flight");
    service.stop().await;
}
