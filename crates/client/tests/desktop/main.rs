//! The desktop without its window, with the real service in the same process.

#![allow(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

mod accounts;
mod audit;
// The adapter that is shipped.
#[path = "../../../../src-tauri/src/embedded.rs"]
mod embedded;
mod first_start;
mod impostor;
mod lies;
mod line;
mod mails;
mod network;
mod offline;
mod pending;
mod people;
mod policy;
mod portals;
mod restart;
mod servers;
mod sessions;
mod support;
mod sync;
mod told;
// nginx runs as a Unix program does, in the foreground and stopped by signals.
#[cfg(unix)]
mod under_a_path;
mod undo;
