//! The API as an OpenAPI 3.1 document: `GET /api/v1/openapi.json`, `rosterd openapi`. One file a noun, like the routes.

mod account;
mod endpoint;
mod examples;
mod invitations;
mod log;
mod me;
mod password;
mod query;
mod service;
mod sessions;
mod users;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::{Router, routing};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, PathsBuilder, Server};

use crate::app::App;
use endpoint::Endpoint;

/// The name of the one security scheme.
const SESSION: &str = "session";

const ABOUT: &str = "Roster's central service. Bodies are JSON in camelCase; refusals are application/problem+json \
                     (RFC 9457) with a stable `code`. Times are RFC 3339 in UTC, ids are UUIDs of version 7. Besides the headers \
                     named with each answer, all carry Cache-Control and others that tell browsers to keep, frame and \
                     guess nothing. Another method than those described is answered 405 `method-not-allowed` with \
                     `Allow`, another path 404 `not-found`.";

pub fn router() -> Router<App> {
    Router::new().route("/openapi.json", routing::get(get))
}

async fn get(State(app): State<App>) -> impl IntoResponse {
    let path = app.settings.path();
    let mut document = document();
    if !path.is_empty() {
        document.servers = Some(vec![Server::new(path)]);
    }
    ([(header::CONTENT_TYPE, "application/json")], text(&document))
}

/// The document, as text.
pub fn json() -> String {
    text(&document())
}

fn text(document: &OpenApi) -> String {
    serde_json::to_string_pretty(document).expect("the document is plain data")
}

fn endpoints() -> Vec<Endpoint> {
    let nouns = [
        sessions::endpoints(),
        me::endpoints(),
        password::endpoints(),
        account::endpoints(),
        users::endpoints(),
        invitations::endpoints(),
        log::endpoints(),
        service::endpoints(),
    ];
    nouns.into_iter().flatten().collect()
}

fn document() -> OpenApi {
    let (mut paths, mut components) = (PathsBuilder::new(), ComponentsBuilder::new());
    for endpoint in endpoints() {
        components = components.schemas_from_iter(endpoint.schemas());
        let (path, item) = endpoint.into_path();
        paths = paths.path(path, item);
    }
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("The `token` of a session: POST /sessions gives one."))
        .build();
    let license = LicenseBuilder::new().name("Apache-2.0").identifier(Some("Apache-2.0"));
    let info = InfoBuilder::new()
        .title("Roster")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(ABOUT))
        .license(Some(license.build()));
    OpenApiBuilder::new()
        .info(info.build())
        .paths(paths.build())
        .components(Some(
            components
                .security_scheme(SESSION, SecurityScheme::Http(scheme))
                .build(),
        ))
        .build()
}
