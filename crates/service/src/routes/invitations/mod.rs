//! Invitations: the links, and what becomes of them.

pub mod invite;
