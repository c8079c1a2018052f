//! One's own profile.

mod change_password;
mod end_other_sessions;
mod end_session;
mod list_sessions;
mod refresh;
mod update;
