use serde_json::json;
use tokio::net::TcpListener;

use crate::cli::arguments::ServeArguments;
use crate::cli::print_line;
use crate::cli::wrong::Wrong;
use crate::start;

/// `rosterd serve`: until SIGTERM or Ctrl+C; a second one ends it at once.
pub async fn serve(arguments: ServeArguments) -> Result<(), Wrong> {
    let settings = arguments.service.settings()?;
    let address = arguments.service.listen()?;
    let listener =
        TcpListener::bind(address).await.map_err(|error| Wrong::setting("--listen", format!("{address}: {error}")))?;
    let service = start::start(&settings, listener).await?;
    let url = format!("http://{}", service.address);
    tracing::info!(url, "listening");
    print_line(&json!({ "event": "listening", "url": url }).to_string());
    asked_to_stop().await;
    tracing::info!("finishing what is in flight");
    tokio::select! {
        () = service.stop() => tracing::info!("stopped"),
        () = asked_to_stop() => tracing::warn!("stopped at once"),
    }
    Ok(())
}

#[cfg(unix)]
async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).expect("a process may listen to its signals");
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

#[cfg(not(unix))]
async fn asked_to_stop() {
    let _ = tokio::signal::ctrl_c().await;
}
