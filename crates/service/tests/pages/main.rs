//! The pages of the invited, through the real router, on both databases, as a browser without JavaScript sees them.

#[path = "../support/mod.rs"]
mod support;

mod accept;
mod bad_input;
mod ended;
mod forgotten;
mod headers;
mod invited;
mod restoration;
mod show;
