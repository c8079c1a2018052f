//! The OpenAPI document is true: every operation of it is driven, with its own example, to every answer that it names. An
//! answer, a code, a header or a field which only one of the two knows, the document or the service, fails.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

#[path = "../support/mod.rs"]
mod support;

#[path = "../routes/passwords.rs"]
#[allow(dead_code, reason = "other tests use another part of this")]
mod passwords;

mod document;
mod driver;
mod own;
mod shared;
