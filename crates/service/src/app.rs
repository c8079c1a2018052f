use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use roster_contract::API_PREFIX;
use roster_domain::{Clock, Quota, Random, SecretKey};
use roster_store::Store;
use roster_store::history::RevisionMark;
use roster_store::sessions::GoingOn;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::kernel::client_address::TrustedProxies;
use crate::kernel::intake::Intake;
use crate::kernel::pending_notes::PendingNotes;
use crate::kernel::refusal::Refusal;
use crate::kernel::turns::Turns;
use crate::kernel::writes::Writes;
use crate::limits::Limits;
use crate::lookout::Lookouts;
use crate::metrics::Metrics;
use crate::password_hasher::{PasswordHasher, Place};
use crate::revisions::Revisions;
use crate::roll::Rolls;
use crate::totals::Totals;

/// The overall time-out that NIST SP 800-63B-4 recommends at AAL1: 30 days at the most.
pub const SESSION_TTL: SignedDuration = SignedDuration::from_hours(30 * 24);

/// AAL1 asks for no time-out of what is not used. One day more than a desktop may be read without the service, so that
/// whoever comes back from there is still signed in.
pub const SESSION_IDLE_TTL: SignedDuration = SignedDuration::from_hours(15 * 24);

/// What an operator may set and a request depends on.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where people reach the service; every link is built from it, never from a request's headers.
    pub public_url: Url,
    pub invitation_ttl: SignedDuration,
    /// How many invitations an account may send.
    pub invitation_quota: Quota,
    /// How long a session lasts after its sign-in, however much it is used.
    pub session_ttl: SignedDuration,
    /// How long a session lasts after its last use.
    pub session_idle_ttl: SignedDuration,
    /// The reverse proxies that say where requests come from.
    pub trusted_proxies: TrustedProxies,
    /// What those who connect may take up.
    pub limits: Limits,
}

impl Settings {
    /// What holds where an operator says nothing else.
    pub fn new(public_url: Url) -> Self {
        Self {
            public_url,
            invitation_ttl: SignedDuration::from_hours(7 * 24),
            invitation_quota: Quota::INVITATIONS,
            session_ttl: SESSION_TTL,
            session_idle_ttl: SESSION_IDLE_TTL,
            trusted_proxies: TrustedProxies::default(),
            limits: Limits::default(),
        }
    }

    /// The path under which people reach the service, without a slash at its end: empty where it has its host to itself. A proxy
    /// takes it away, so that no request shows it; what a reply names has it.
    pub fn path(&self) -> &str {
        self.public_url.path().trim_end_matches('/')
    }

    /// The URL of a page, as [`page_url`] makes it.
    pub fn page<'a>(&self, segments: impl IntoIterator<Item = &'a str>) -> Url {
        page_url(&self.public_url, segments)
    }

    /// Where something of the API is, as a reply names it.
    pub fn api_path(&self, rest: &str) -> String {
        format!("{}{API_PREFIX}{rest}", self.path())
    }
}

/// The URL of a page: the public URL with these segments after its path. A segment is escaped where it has to be.
///
/// # Panics
/// Where the public URL is neither `http` nor `https`, which the settings refuse.
pub fn page_url<'a>(public_url: &Url, segments: impl IntoIterator<Item = &'a str>) -> Url {
    let mut url = public_url.clone();
    url.path_segments_mut()
        .expect("the public URL is http or https")
        .pop_if_empty()
        .extend(segments);
    url
}

/// When to come back where too many passwords wait to be hashed: by then the line has moved on.
const LINE_IS_LONG: SignedDuration = SignedDuration::from_secs(1);

/// Everything a handler may need. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub secret_key: Arc<SecretKey>,
    pub settings: Arc<Settings>,
    pub hasher: PasswordHasher,
    /// The bodies that are held at the moment.
    pub intake: Intake,
    /// Those who show one and the same link are served one after the other.
    pub turns: Turns,
    /// Tells event streams which account has a new revision.
    pub revisions: Revisions,
    /// Who looks after event streams.
    pub lookouts: Lookouts,
    /// The accounts that are held in memory.
    pub rolls: Rolls,
    /// How long the lists of others are.
    pub totals: Totals,
    /// Those whose reply someone waits for.
    pub writes: Writes,
    /// Wakes the mail worker when a mail was queued.
    pub mail_queued: Arc<Notify>,
    pub metrics: Metrics,
    /// What is being written beside the replies.
    pub pending_notes: PendingNotes,
    /// Cancelled some time ahead of [`Self::shutdown`], if at all: a balancer is to send nobody here any more.
    pub leaving: CancellationToken,
    /// Cancelled when the service shuts down: streams end, the worker finishes.
    pub shutdown: CancellationToken,
}

impl App {
    /// An application over an open store.
    pub fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        secret_key: SecretKey,
        settings: Settings,
    ) -> Self {
        Self {
            hasher: PasswordHasher::new(random.clone()),
            intake: Intake::default(),
            turns: Turns::default(),
            store,
            clock,
            random,
            secret_key: Arc::new(secret_key),
            settings: Arc::new(settings),
            revisions: Revisions::default(),
            lookouts: Lookouts::default(),
            rolls: Rolls::default(),
            totals: Totals::default(),
            writes: Writes::default(),
            mail_queued: Arc::new(Notify::new()),
            metrics: Metrics::default(),
            pending_notes: PendingNotes::default(),
            leaving: CancellationToken::new(),
            shutdown: CancellationToken::new(),
        }
    }

    /// What a write that begins now leaves at the revision it reaches.
    pub fn revision_mark(&self) -> RevisionMark {
        RevisionMark::generate(&*self.random, self.now())
    }

    /// A place in the line for hashing, which is to be held until it is done.
    pub fn place_in_line(&self) -> Result<Place, Refusal> {
        self.hasher.place().ok_or(Refusal::Wait(LINE_IS_LONG))
    }

    /// Which sessions go on now.
    pub fn sessions_going_on(&self) -> GoingOn {
        let at = self.now();
        GoingOn {
            at,
            used_since: at - self.settings.session_idle_ttl,
        }
    }

    /// Now, to the microsecond the database keeps.
    pub fn now(&self) -> Timestamp {
        roster_store::Micros::from(self.clock.now()).timestamp()
    }
}
