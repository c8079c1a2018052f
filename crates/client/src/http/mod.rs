//! Talking to the service: what is sent where, and what is believed of the answer.

mod address;
mod answer;
mod api;
mod call;

pub use address::AddressProblem;
pub(crate) use address::{is_loopback, parse_address};
pub(crate) use answer::{CallError, Reach};
pub(crate) use api::{Api, Http};
pub(crate) use call::{Call, user_path};
