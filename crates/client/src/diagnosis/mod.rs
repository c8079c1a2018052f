//! What is asked for when something does not work on somebody's computer: versions, places, states.
//!
//! No secret is among it, and neither name nor email of anybody: it may be pasted into a public report. It only looks: nothing is made,
//! changed or claimed, so that Roster may be open meanwhile.

mod accounts;
mod folder;
mod keyring;
mod policy;
mod system;

use std::path::Path;

use roster_domain::Clock;

pub use folder::{FolderUse, folder_facts};

use crate::keyring::OpenStore;
use crate::policy::Policy;

/// Facts of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub title: &'static str,
    pub facts: Vec<Fact>,
}

/// What there is to say of one thing, in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub name: String,
    pub value: String,
}

impl Fact {
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            value: value.into(),
        }
    }
}

/// Looks at all that does not depend on how Roster shows itself. Takes as long as the keyring needs to answer, and three seconds at most.
///
/// `data` is where Roster keeps its data, whether or not there is any.
pub async fn diagnose(data: &Path, policy: &Policy, keyring: OpenStore, clock: &dyn Clock) -> Vec<Section> {
    let section = |title, facts| Section { title, facts };
    vec![
        section("System", system::facts(clock)),
        section("Organisation's settings", policy::facts(policy)),
        section("Keyring", keyring::facts(keyring).await),
        section("Accounts on this computer", accounts::facts(data)),
    ]
}

/// A number of bytes, for people.
fn size(bytes: u64) -> String {
    let (tenth, unit) = if bytes < 1_000_000_000 {
        (100_000, "MB")
    } else {
        (100_000_000, "GB")
    };
    let tenths = bytes.div_ceil(tenth);
    format!("{}.{} {unit}", tenths / 10, tenths % 10)
}
