//! The desktop in its real window: WebKitGTK under Xvfb, a real keyring on a private bus, and the program that is shipped.
//!
//! `cargo xtask test` runs these; a plain `cargo test` leaves them out, since they need what only it installs.
#![cfg(target_os = "linux")]

mod accounts;
mod crash;
mod desktop;
mod journey;
mod keyring;
mod layout;
mod look;
mod many_users;
mod no_browser;
mod offline;
mod place;
mod policy;
mod rival;
mod server;
mod tour;
mod tour_connected;
mod wire;
