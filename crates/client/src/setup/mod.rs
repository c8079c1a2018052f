//! First start: choosing the service, and leaving it again.

mod connect_to_server;
mod create_account;
mod leave_server;
mod service;
mod use_on_this_computer;
