//! One's own profile.

mod change_password;
mod refresh;
mod update;
