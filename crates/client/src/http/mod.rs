//! Talking to the service: what is sent where, and what is believed of the answer.

mod address;
mod answer;
mod api;
mod call;
mod network;
mod retry_after;
mod service_clock;
mod transport;

pub use address::AddressProblem;
pub(crate) use address::{above, is_loopback, parse_address};
pub(crate) use answer::{CallError, Refusal, Unread};
pub(crate) use api::{Api, Http};
pub(crate) use call::{Call, user_path};
pub use network::{Network, NetworkError};
pub use transport::{Reach, Transport, TransportBody, TransportError, TransportRequest, TransportResponse};
