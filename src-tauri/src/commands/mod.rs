//! What the UI may ask for, one file a noun: each takes its arguments to the use case in `roster-client` and nothing else.

pub mod account;
pub mod accounts;
pub mod appearance;
pub mod audit;
pub mod mails;
pub mod pending;
pub mod profile;
pub mod session;
pub mod sync;
pub mod users;
pub mod window;

/// The use cases, as Tauri hands them to a command.
type Desktop<'a> = tauri::State<'a, crate::state::AppState>;

/// What a command answers.
type Answer<T> = Result<T, roster_client::view::CommandError>;
