//! `GET /healthz`: the process answers.

pub async fn alive() -> &'static str {
    "alive\n"
}
