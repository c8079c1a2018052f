//! The accounts that one has signed in to on this computer, each with its own replica, keys and session; one of them is in
//! view, or the start screen is.

mod begin_adding;
mod cancel_adding;
mod find_people;
mod forget;
mod list;
mod remember;
mod show;
mod switch;
