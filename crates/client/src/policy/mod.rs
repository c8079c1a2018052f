//! What the organisation that looks after a computer fixes on it, for everybody who works there: the policy.
//!
//! It is read once, as Roster starts. Each system has its own place and form for it, and all of them come down to names with values.
//! A policy guides the Roster that the organisation installed. It is no fence around people who can run other programs.
//!
//! What cannot be understood is never as if it were not there. It is shown in the window, in the log and by `roster --diagnose`; and
//! where passwords or data could go to a place that the organisation does not want, the answer is no until it is mended.

mod file;
mod members;
mod platform;
#[cfg(any(target_os = "macos", test))]
mod plist;
#[cfg(windows)]
mod registry;
mod toml;
mod value;

use std::path::Path;

use url::Url;

use self::file::Guard;
use self::value::{Source, Unusable, Value};
use crate::http::parse_address;
use crate::server::Server;
use crate::view::{CommandError, DesktopProblem, Mode, PolicyStatus, WindowLanguage};

/// The settings that the organisation has fixed on this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    server: ServerRule,
    /// Whether a new account may be kept on this computer.
    embedded: bool,
    language: Option<WindowLanguage>,
    update_channel: Option<String>,
    sources: Vec<String>,
    problems: Vec<PolicyProblem>,
    ignored: Vec<IgnoredMember>,
}

/// Which servers one may connect to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum ServerRule {
    Any,
    Only(Url),
    /// The organisation fixed one, or may have, and which is not clear.
    Unclear,
}

/// Something in a policy that cannot be understood. It quotes no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyProblem {
    /// The file or key.
    source: String,
    /// Absent where it is about the whole of it.
    member: Option<&'static str>,
    what: String,
}

/// A member that has no effect in this version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IgnoredMember {
    source: String,
    name: String,
    why: &'static str,
}

impl Policy {
    /// Nothing is fixed.
    pub fn none() -> Self {
        Self {
            server: ServerRule::Any,
            embedded: true,
            language: None,
            update_channel: None,
            sources: Vec::new(),
            problems: Vec::new(),
            ignored: Vec::new(),
        }
    }

    /// Reads what the system's own place for it says.
    pub fn of_this_computer() -> Self {
        Self::of(platform::sources())
    }

    /// Reads a file in the form that it has on Linux, whoever can write it: for tests, and for trying one out while developing.
    pub fn of_toml(path: &Path) -> Self {
        Self::of(of_file(path, Guard::Nobody, toml::parse).into_iter().collect())
    }

    /// Says in the log what is fixed, what cannot be understood and what has no effect.
    pub fn log(&self) {
        if !self.sources.is_empty() {
            tracing::info!(policy = self.describe().join("; "), sources = ?self.sources, "the organisation's settings");
        }
        for problem in &self.problems {
            tracing::error!("the organisation's settings cannot be used as they are: {problem}");
        }
        for ignored in &self.ignored {
            tracing::warn!("the organisation's settings: {ignored}");
        }
    }

    /// Where a policy was found.
    pub fn sources(&self) -> &[String] {
        &self.sources
    }

    pub fn problems(&self) -> &[PolicyProblem] {
        &self.problems
    }

    pub fn ignored(&self) -> &[IgnoredMember] {
        &self.ignored
    }

    /// The settings in force, in English, one a line.
    pub fn describe(&self) -> Vec<String> {
        let server = match &self.server {
            ServerRule::Any => None,
            ServerRule::Only(url) => Some(format!("server: {}", shown(url))),
            ServerRule::Unclear => Some("server: not clear, so nobody can connect to a new one".to_owned()),
        };
        let embedded = (!self.embedded).then(|| "embedded: off, so no new account can be kept here".to_owned());
        let language = self.language.map(|language| format!("language: {}", language.tag()));
        let channel = self.update_channel.as_ref();
        let channel = channel.map(|channel| format!("updateChannel: {channel:?}, which has no effect yet"));
        [server, embedded, language, channel].into_iter().flatten().collect()
    }

    pub(crate) fn status(&self, has_service: bool, in_view: Option<&Server>) -> PolicyStatus {
        PolicyStatus {
            server: match &self.server {
                ServerRule::Only(url) => Some(shown(url)),
                ServerRule::Any | ServerRule::Unclear => None,
            },
            server_unclear: self.server == ServerRule::Unclear,
            offers_this_computer: self.embedded || has_service,
            language: self.language,
            no_sign_in_here: in_view.is_some_and(|server| !self.allows(server)),
            problems: self.problems.iter().map(ToString::to_string).collect(),
        }
    }

    /// The address to connect to, for one who typed or was shown this one.
    pub(crate) fn address(&self, typed: &str) -> Result<Url, CommandError> {
        let typed = parse_address(typed)?;
        match &self.server {
            ServerRule::Any => Ok(typed),
            ServerRule::Only(url) if *url == typed => Ok(typed),
            ServerRule::Only(url) => Err(forbidden(format!("Your organisation allows {} only.", shown(url)))),
            ServerRule::Unclear => Err(forbidden(
                "Your organisation's settings cannot be used as they are, so no server can be chosen.",
            )),
        }
    }

    /// Whether one may send a password there. Where it is not clear which server was fixed, those that are known already stay allowed:
    /// a typing error in a policy must not keep a whole organisation from its own server.
    pub(crate) fn allows(&self, server: &Server) -> bool {
        match &self.server {
            ServerRule::Only(only) if server.mode == Mode::Server => is_at_or_above(&server.base, only),
            _ => true,
        }
    }

    /// Whether one may begin at a server that was chosen before.
    pub(crate) fn lets_choose(&self, server: &Server) -> bool {
        self.server != ServerRule::Unclear && self.allows(server)
    }

    /// Refuses to send a password where that is not allowed.
    pub(crate) fn check_sign_in(&self, server: &Server) -> Result<(), CommandError> {
        if self.allows(server) {
            return Ok(());
        }
        Err(forbidden("Your organisation does not allow signing in at this server."))
    }

    /// Whether a new account may be kept on this computer.
    pub(crate) fn allows_embedded(&self) -> bool {
        self.embedded
    }

    /// Refuses a new account on this computer where that is not allowed.
    pub(crate) fn check_embedded(&self) -> Result<(), CommandError> {
        if self.embedded {
            return Ok(());
        }
        Err(forbidden(
            "Your organisation does not allow a new account on this computer.",
        ))
    }

    fn of(sources: Vec<Source>) -> Self {
        members::read(&sources)
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::none()
    }
}

impl std::fmt::Display for PolicyProblem {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { source, member, what } = self;
        match member {
            Some(member) => write!(formatter, "{source}: \"{member}\" {what}"),
            None => write!(formatter, "{source} {what}"),
        }
    }
}

impl std::fmt::Display for IgnoredMember {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { source, name, why } = self;
        write!(formatter, "{source}: \"{name}\" has no effect: {why}")
    }
}

/// What a file says; nothing where there is none.
fn of_file(
    path: &Path,
    guard: Guard,
    parse: impl Fn(&[u8]) -> Result<Vec<(String, Value)>, Unusable>,
) -> Option<Source> {
    let members = match file::read(path, guard) {
        Ok(None) => return None,
        Ok(Some(bytes)) => parse(&bytes),
        Err(why) => Err(why),
    };
    Some(Source {
        name: path.display().to_string(),
        members,
    })
}

/// A service may turn out to be above the address that was given for it.
fn is_at_or_above(base: &Url, address: &Url) -> bool {
    base.origin() == address.origin() && address.path().starts_with(base.path())
}

fn forbidden(detail: impl Into<String>) -> CommandError {
    CommandError::desktop(DesktopProblem::ForbiddenByPolicy, detail)
}

fn shown(url: &Url) -> String {
    url.as_str().trim_end_matches('/').to_owned()
}
