use std::path::PathBuf;

use jiff::SignedDuration;
use roster_domain::{Quota, SecretKey};
use roster_store::DatabaseUrl;
use url::Url;

use crate::kernel::client_address::TrustedProxies;
use crate::limits::Limits;
use crate::mail::{Helo, MailUrl, Sender};

/// What an operator, or the desktop in their place, has settled before the service starts.
#[derive(Debug, Clone)]
pub struct ServiceSettings {
    pub database_url: DatabaseUrl,
    /// Whether to begin with a new SQLite database, though the one that a secret key was made for is not there.
    pub new_database: bool,
    /// Absent: `http://` and the listening address.
    pub public_url: Option<Url>,
    pub mail_url: MailUrl,
    pub mail_from: Sender,
    /// The name given to mail servers. Absent: the public URL's host, or an address.
    pub mail_helo: Option<Helo>,
    pub mail_retry_base: SignedDuration,
    pub data_dir: PathBuf,
    pub secret_key: SecretKeySource,
    pub invitation_ttl: SignedDuration,
    pub invitation_quota: Quota,
    pub session_ttl: SignedDuration,
    pub session_idle_ttl: SignedDuration,
    /// The reverse proxies whose word about a client's address is taken.
    pub trusted_proxies: TrustedProxies,
    /// What those who connect may take up.
    pub limits: Limits,
}

/// Where the secret key is.
#[derive(Debug, Clone)]
pub enum SecretKeySource {
    /// A file of 64 hexadecimal digits, made when the database is new.
    File(PathBuf),
    Given(SecretKey),
}
