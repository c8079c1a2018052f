use serde_json::json;
use tokio::net::TcpListener;

use crate::cli::arguments::ServeArguments;
use crate::cli::print_line;
use crate::cli::signals::Signals;
use crate::cli::wrong::Wrong;
use crate::start;

/// `rosterd serve`: until SIGTERM or Ctrl+C; a second one ends it at once.
pub async fn serve(arguments: ServeArguments) -> Result<(), Wrong> {
    let settings = arguments.service.settings()?;
    let address = arguments.service.listen()?;
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
    tracing::info!("finishing what is in flight");
    tokio::select! {
        () = service.stop() => tracing::info!("stopped"),
        () = signals.next() => tracing::warn!("stopped at once"),
    }
    Ok(())
}
