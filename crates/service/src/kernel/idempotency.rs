//! The same request twice is done once: `Idempotency-Key`.

use axum::http::{HeaderMap, request::Parts};
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use roster_contract::ProblemCode;
use roster_store::StoreError;
use sha2::Sha256;

use crate::app::App;
use crate::kernel::refusal::Refusal;
use crate::kernel::reply::Reply;

const HEADER: &str = "idempotency-key";
const MAX_KEY_LENGTH: usize = 255;
const NONCE_BYTES: usize = 24;

/// The key of a request, whose it is, and what recognises the request under it.
#[derive(Debug, Clone)]
pub struct IdempotencyKey {
    pub scope: String,
    pub key: String,
    /// A MAC rather than a hash: bodies hold passwords, which a plain hash would let one try out.
    pub request_mac: [u8; 32],
}

impl IdempotencyKey {
    /// The key of a request by `who`, if it has one.
    pub fn of(parts: &Parts, body: &[u8], who: &str, app: &App) -> Result<Option<Self>, Refusal> {
        let Some(key) = header_value(&parts.headers)? else {
            return Ok(None);
        };
        let path = parts.uri.path();
        let mut mac = Hmac::<Sha256>::new_from_slice(&app.secret_key.derive("idempotency request"))
            .expect("HMAC takes a key of any length");
        mac.update(path.as_bytes());
        mac.update(&[0]);
        // An edit repeated with another If-Match is another request.
        mac.update(
            parts
                .headers
                .get(axum::http::header::IF_MATCH)
                .map_or(&b""[..], |value| value.as_bytes()),
        );
        mac.update(&[0]);
        mac.update(body);
        let scope = format!("{who} {}", parts.method);
        Ok(Some(Self {
            scope,
            key,
            request_mac: mac.finalize().into_bytes().into(),
        }))
    }

    /// A reply sealed for the database, which must not be able to tell the links and tokens in it.
    pub fn seal(reply: &Reply, app: &App) -> Vec<u8> {
        let mut nonce = [0; NONCE_BYTES];
        app.random.fill(&mut nonce);
        let plain = serde_json::to_vec(reply).expect("a reply is plain data");
        let sealed = cipher(app)
            .encrypt(&XNonce::from(nonce), plain.as_slice())
            .expect("a reply is short enough to seal");
        [nonce.as_slice(), &sealed].concat()
    }

    /// The reply in a sealed one.
    pub fn unseal(sealed: &[u8], app: &App) -> Result<Reply, StoreError> {
        let corrupt = || StoreError::Corrupt("a reply kept under an idempotency key".to_owned());
        let (nonce, sealed) = sealed.split_at_checked(NONCE_BYTES).ok_or_else(corrupt)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_| corrupt())?;
        let plain = cipher(app)
            .decrypt(&XNonce::from(nonce), sealed)
            .map_err(|_| corrupt())?;
        serde_json::from_slice(&plain).map_err(|_| corrupt())
    }
}

fn header_value(headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    let mut values = headers.get_all(HEADER).iter();
    let Some(value) = values.next() else { return Ok(None) };
    let key = value.to_str().unwrap_or_default().trim();
    let usable = (1..=MAX_KEY_LENGTH).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    if !usable || values.next().is_some() {
        return Err(ProblemCode::InvalidIdempotencyKey.into());
    }
    Ok(Some(key.to_owned()))
}

fn cipher(app: &App) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&app.secret_key.derive("idempotency reply").into())
}
