//! The account itself.

mod get;
mod list_administrators;
mod update;
