//! What all pages have around their content: style, script, and the headers that keep a page with a secret in its address
//! to itself.

use std::sync::LazyLock;

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::texts::Words;

/// Style and script stand in the page itself: nothing else has to be fetched from an address that carries a secret.
static STYLE: LazyLock<String> = LazyLock::new(|| unix_lines(include_str!("page.css")));
static SCRIPT: LazyLock<String> = LazyLock::new(|| unix_lines(include_str!("page.js")));

/// Allows exactly that style and that script, the small icon, and the form to where the page came from.
static CONTENT_SECURITY_POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; img-src data:; form-action 'self'; \
         frame-ancestors 'none'; base-uri 'none'",
        hash(&STYLE),
        hash(&SCRIPT),
    );
    HeaderValue::try_from(policy).expect("base64 is ASCII")
});

/// A browser hashes what it parsed, in which every line ends alike; a checkout on Windows may not.
fn unix_lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn hash(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text))
}

/// What every page's template extends.
#[derive(Debug)]
pub struct Look {
    pub words: Words,
    pub style: &'static str,
    pub script: &'static str,
    /// The other languages of the same page, each in its own words; empty where the page cannot be opened again.
    pub languages: Vec<LanguageLink>,
}

/// A link to the page in another language.
#[derive(Debug)]
pub struct LanguageLink {
    pub tag: &'static str,
    pub name: String,
    pub current: bool,
}

impl Look {
    /// For a page that can be opened again, in every language.
    pub fn of(words: Words) -> Self {
        let languages = roster_domain::Language::ALL.iter().map(|language| LanguageLink {
            tag: language.tag(),
            name: Words::new(*language).say("language-name"),
            current: *language == words.language(),
        });
        Self {
            languages: languages.collect(),
            ..Self::for_once(words)
        }
    }

    /// For the answer to a form, which opening the same address again does not give.
    pub fn for_once(words: Words) -> Self {
        Self {
            words,
            style: &STYLE,
            script: &SCRIPT,
            languages: Vec::new(),
        }
    }
}

/// Answers with a page.
pub fn respond(status: StatusCode, language: &'static str, html: askama::Result<String>) -> Response {
    let Ok(html) = html else {
        tracing::error!("a page could not be written");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let fixed = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_LANGUAGE, language),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("x-robots-tag"), "noindex, nofollow, noarchive"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    let mut response = (status, html).into_response();
    let headers = response.headers_mut();
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY.clone());
    response
}

/// The same page, saying when to try again where that is known.
pub fn until(wait: Option<HeaderValue>, mut page: Response) -> Response {
    if let Some(wait) = wait {
        page.headers_mut().insert(header::RETRY_AFTER, wait);
    }
    page
}
