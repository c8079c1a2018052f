use roster_contract::ProblemCode;
use utoipa::ToSchema;

use super::endpoint::Endpoint;

/// An OpenAPI 3.1 document.
#[derive(ToSchema)]
#[schema(value_type = Object)]
#[expect(dead_code, reason = "only its schema is used")]
pub struct OpenApiDocument(serde_json::Value);

/// The service itself. What begins with `//` is outside of the API's prefix.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::get_openly("service", "/openapi.json", "getOpenApi", "This document")
            .gives::<OpenApiDocument>(200, "This document."),
        Endpoint::get_openly("service", "//healthz", "getHealth", "Whether the process answers").gives_text(
            200,
            "It does.",
            "alive\n",
        ),
        Endpoint::get_openly("service", "//readyz", "getReadiness", "Whether the database answers")
            .gives_text(200, "It does.", "ready\n")
            .refuses([ProblemCode::Unavailable]),
        Endpoint::get_openly("service", "//metrics", "getMetrics", "Numbers for Prometheus").gives_text(
            200,
            "Prometheus' text format, version 0.0.4.",
            "# HELP roster_database_up Whether the database answers.\n# TYPE roster_database_up gauge\nroster_database_up 1\n",
        ),
    ]
}
