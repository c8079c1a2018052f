//! What load balancers and monitors ask.

mod alive;
mod metrics;
mod ready;

use axum::Router;
use axum::routing::get;

use crate::app::App;

/// Outside of the API's prefix.
pub fn router() -> Router<App> {
    Router::new()
        .route("/healthz", get(alive::alive))
        .route("/readyz", get(ready::ready))
        .route("/metrics", get(metrics::metrics))
}
