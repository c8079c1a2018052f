//! The desktop's use cases, without a window.
//!
//! [`Desktop`] is all of it: one method a use case, each in a file of its own. It reads from the replica and writes
//! through the service; `sync` keeps the one like the other. What happens by itself is told as a [`DesktopEvent`].

mod account;
mod accounts;
mod ambient;
mod audit;
mod desktop;
mod device_name;
mod diagnosis;
mod embedded;
mod events;
mod failure;
mod folder;
mod http;
mod keyring;
mod links;
mod mails;
mod names;
mod pending;
mod policy;
mod profile;
mod secrets;
mod server;
mod session;
mod settings;
mod setup;
mod status;
mod sync;
mod users;
pub mod view;

pub use crate::http::{
    Network, NetworkError, Reach, Transport, TransportBody, TransportError, TransportRequest, TransportResponse,
};
pub use ambient::{SystemClock, SystemRandom};
pub use desktop::{Desktop, OpenError, Parts, Timing};
pub use device_name::device_name;
pub use diagnosis::{Fact, FolderUse, Section, diagnose, folder_facts};
pub use embedded::{EmbeddedError, EmbeddedHost, EmbeddedService, Pending};
pub use events::DesktopEvent;
pub use keyring::{OpenStore, platform_store};
pub use policy::{IgnoredMember, Policy, PolicyProblem};
