//! The routes of sessions, one's own profile, the account, its history and the service itself, through the real router.

#[path = "../support/mod.rs"]
mod support;

mod accept;
mod accept_races;
mod account;
mod attempts;
mod attempts_at_once;
mod attempts_elsewhere;
mod audit;
mod audit_export;
mod audit_head;
mod audit_search;
mod bodies;
mod changes;
mod changes_model;
mod client_address;
mod clock;
mod connections;
mod events;
mod forgotten;
mod http;
mod me;
mod notices;
mod openapi;
mod own_sessions;
mod password;
mod passwords;
mod rolls;
mod rolls_model;
mod sessions;
mod sign_in_races;
mod sse;
mod upgrade;
