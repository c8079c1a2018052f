use std::net::{SocketAddr, ToSocketAddrs};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use directories::ProjectDirs;
use jiff::SignedDuration;
use roster_domain::{Quota, SecretKey};
use roster_store::DatabaseUrl;
use url::Url;

use crate::cli::wrong::Wrong;
use crate::kernel::client_address::TrustedProxies;
use crate::limits::Limits;
use crate::mail::{Helo, MailUrl};
use crate::start::{SecretKeySource, ServiceSettings};

/// Roster's central service: owns the account database and decides every write.
#[derive(Debug, Parser)]
#[command(name = "rosterd", version, about)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve HTTP until SIGTERM, then finish what is in flight
    Serve(ServeArguments),
    /// Make accounts
    #[command(subcommand)]
    Account(AccountCommand),
    /// Add made-up users to an account: the same for the same --seed
    Seed(SeedArguments),
    /// Print the OpenAPI 3.1 document
    Openapi,
    /// Bring the database's schema up to date (serve does so too)
    Migrate(ServiceArguments),
    /// Copy the SQLite database to a new file, checked, also while the service runs
    Backup(BackupArguments),
    /// Put a backup in the place of the SQLite database, which is set aside
    Restore(BackupArguments),
    /// Look after the accounts' audit logs
    #[command(subcommand)]
    Audit(AuditCommand),
}

#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Make an account and its first administrator; prints JSON {accountId, userId, invitationUrl|null}
    Create(AccountCreateArguments),
}

#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Say whether the logs are as they were written: a line of JSON an account; exit status 1 when one is not
    Verify(AuditVerifyArguments),
}

/// What every command that touches the database needs to know. Kept as text, so that whatever is wrong is said in one line.
#[derive(Debug, Args)]
pub struct ServiceArguments {
    /// sqlite:PATH or postgres://… [default: a file in the data directory]
    #[arg(long, env = "ROSTER_DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
    /// Begin with a new SQLite database where the one is missing or empty that the secret key beside it was made for
    #[arg(long)]
    new_database: bool,
    /// Where people reach the service; links begin with it [default: http:// and the listening address]
    #[arg(long, env = "ROSTER_PUBLIC_URL")]
    public_url: Option<String>,
    /// file:FOLDER, smtp://… or smtps://…, with ?tls=none, opportunistic or required if need be [default: a folder in the data directory]
    #[arg(long, env = "ROSTER_MAIL_URL", hide_env_values = true)]
    mail_url: Option<String>,
    /// The sender of every mail
    #[arg(long, env = "ROSTER_MAIL_FROM", default_value = "Roster <roster@localhost>")]
    mail_from: String,
    /// The name that this service gives to mail servers (EHLO) [default: the public URL's host, or an address literal where
    /// that is none]
    #[arg(long, env = "ROSTER_MAIL_HELO")]
    mail_helo: Option<String>,
    /// The folder of the service's files [default: the platform's data folder]
    #[arg(long, env = "ROSTER_DATA_DIR")]
    data_dir: Option<String>,
    /// The first wait of the mails' exponential back-off
    #[arg(long, env = "ROSTER_MAIL_RETRY_BASE", default_value = "30s")]
    mail_retry_base: String,
    /// The file of the secret key [default: secret.key in the data directory, made at first start]; ROSTER_SECRET_KEY holds
    /// the key itself
    #[arg(long, env = "ROSTER_SECRET_KEY_FILE")]
    secret_key_file: Option<String>,
    /// How long an invitation's link works
    #[arg(long, env = "ROSTER_INVITATION_TTL", default_value = "7d")]
    invitation_ttl: String,
    /// How many invitations an account may send a day, from 1 to 1,000,000; they come back evenly over a day
    #[arg(long, env = "ROSTER_INVITATION_QUOTA", default_value = "100000")]
    invitation_quota: String,
    /// How long a session lasts after its sign-in, however much it is used
    #[arg(long, env = "ROSTER_SESSION_TTL", default_value = "30d")]
    session_ttl: String,
    /// How long a session lasts after its last use
    #[arg(long, env = "ROSTER_SESSION_IDLE_TTL", default_value = "15d")]
    session_idle_ttl: String,
    /// The reverse proxies whose Forwarded or X-Forwarded-For is taken for where a request comes from: addresses or networks,
    /// separated by commas [default: none]
    #[arg(long, env = "ROSTER_TRUSTED_PROXIES")]
    trusted_proxies: Option<String>,
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, env = "ROSTER_LISTEN", default_value = "127.0.0.1:7867")]
    listen: String,
}

#[derive(Debug, Args)]
pub struct ServeArguments {
    #[command(flatten)]
    pub service: ServiceArguments,
    /// How long /readyz says that the service is about to stop before it stops: as long as a balancer takes to notice
    #[arg(long, env = "ROSTER_SHUTDOWN_DELAY", default_value = "0s")]
    shutdown_delay: String,
    /// How many connections one network address may have open, from 1 to 1,000,000; trusted proxies have as many as they like
    #[arg(long, env = "ROSTER_CONNECTIONS_PER_ADDRESS", default_value = "1000")]
    connections_per_address: String,
}

impl ServeArguments {
    /// The settings, with what only matters to one who serves.
    pub fn settings(&self) -> Result<ServiceSettings, Wrong> {
        let mut settings = self.service.settings()?;
        settings.limits.connections_per_address = self.connections_per_address()?;
        Ok(settings)
    }

    fn connections_per_address(&self) -> Result<usize, Wrong> {
        let text = &self.connections_per_address;
        let count = text.trim().parse::<usize>().ok();
        count
            .filter(|count| (1..=MOST_CONNECTIONS).contains(count))
            .ok_or_else(|| {
                Wrong::setting(
                    "--connections-per-address",
                    format!("{text:?} is not a whole number from 1 to {MOST_CONNECTIONS}"),
                )
            })
    }

    pub fn shutdown_delay(&self) -> Result<Duration, Wrong> {
        let (flag, text) = ("--shutdown-delay", &self.shutdown_delay);
        let parsed = humantime::parse_duration(text.trim()).ok();
        let wrong = || {
            Wrong::setting(
                flag,
                format!("{text:?} is not a time of at most five minutes, such as 0s or 15s"),
            )
        };
        parsed.filter(|delay| *delay <= LONGEST_DELAY).ok_or_else(wrong)
    }
}

#[derive(Debug, Args)]
pub struct AccountCreateArguments {
    #[command(flatten)]
    pub service: ServiceArguments,
    /// The account's name
    #[arg(long)]
    pub name: String,
    #[arg(long)]
    pub admin_login_email: String,
    #[arg(long)]
    pub admin_first_name: String,
    #[arg(long)]
    pub admin_last_name: String,
    /// [default: the login email]
    #[arg(long)]
    pub admin_communication_email: Option<String>,
    /// One of en, fr, es, de, pt-BR, ar
    #[arg(long, default_value = "en")]
    pub language: String,
    /// Read the administrator's password from standard input: they are active at once instead of invited
    #[arg(long)]
    pub password_stdin: bool,
}

#[derive(Debug, Args)]
pub struct SeedArguments {
    #[command(flatten)]
    pub service: ServiceArguments,
    /// The account's id
    #[arg(long)]
    pub account: String,
    /// How many active users
    #[arg(long)]
    pub users: String,
    /// How many pending ones
    #[arg(long, default_value = "0")]
    pub pending: String,
    /// What the users are made up from
    #[arg(long, default_value = "1")]
    pub seed: String,
}

#[derive(Debug, Args)]
pub struct BackupArguments {
    #[command(flatten)]
    pub service: ServiceArguments,
    /// The backup
    pub file: PathBuf,
}

#[derive(Debug, Args)]
pub struct AuditVerifyArguments {
    #[command(flatten)]
    pub service: ServiceArguments,
    /// Only this account's log
    #[arg(long)]
    pub account: Option<String>,
}

/// The most invitations a day. More is no limit any more.
const MOST_INVITATIONS: u32 = 1_000_000;

/// The most connections of one address. More is no limit any more.
const MOST_CONNECTIONS: usize = 1_000_000;

/// The longest a balancer is given to notice.
const LONGEST_DELAY: Duration = Duration::from_mins(5);

/// The longest a wait or a term may be: ten years. Longer is a slip of the keyboard.
const LONGEST: SignedDuration = SignedDuration::from_hours(10 * 365 * 24);

impl ServiceArguments {
    /// Every setting, or the first that is wrong.
    pub fn settings(&self) -> Result<ServiceSettings, Wrong> {
        let data_dir = self.data_dir()?;
        Ok(ServiceSettings {
            database_url: match &self.database_url {
                Some(url) => parse("--database-url", url)?,
                None => DatabaseUrl::Sqlite(data_dir.join("roster.sqlite")),
            },
            new_database: self.new_database,
            public_url: self.public_url.as_deref().map(public_url).transpose()?,
            mail_url: match &self.mail_url {
                Some(url) => parse("--mail-url", url)?,
                None => MailUrl::Folder(data_dir.join("mail")),
            },
            mail_from: parse("--mail-from", &self.mail_from)?,
            mail_helo: self.mail_helo()?,
            mail_retry_base: duration("--mail-retry-base", &self.mail_retry_base)?,
            secret_key: self.secret_key(&data_dir)?,
            invitation_ttl: duration("--invitation-ttl", &self.invitation_ttl)?,
            invitation_quota: invitation_quota(&self.invitation_quota)?,
            session_ttl: duration("--session-ttl", &self.session_ttl)?,
            session_idle_ttl: session_idle_ttl(&self.session_idle_ttl)?,
            trusted_proxies: match &self.trusted_proxies {
                Some(proxies) => parse("--trusted-proxies", proxies)?,
                None => TrustedProxies::default(),
            },
            limits: Limits::default(),
            data_dir,
        })
    }

    /// The address to listen on.
    pub fn listen(&self) -> Result<SocketAddr, Wrong> {
        let why = "an address and a port, such as 127.0.0.1:7867 or [::1]:0";
        let found = self
            .listen
            .to_socket_addrs()
            .map_err(|_| Wrong::setting("--listen", format!("{:?} is not {why}", self.listen)))?;
        found
            .into_iter()
            .next()
            .ok_or_else(|| Wrong::setting("--listen", format!("{:?} is not {why}", self.listen)))
    }

    fn data_dir(&self) -> Result<PathBuf, Wrong> {
        match &self.data_dir {
            Some(folder) if folder.trim().is_empty() => Err(Wrong::setting("--data-dir", "is empty")),
            Some(folder) => Ok(PathBuf::from(folder)),
            None => ProjectDirs::from("app", "Roster", "rosterd")
                .map(|folders| local_unless_roaming(folders.data_local_dir(), folders.data_dir()))
                .ok_or_else(|| Wrong::setting("--data-dir", "this machine names no data folder: give one")),
        }
    }

    /// Left blank, it is not set.
    fn mail_helo(&self) -> Result<Option<Helo>, Wrong> {
        let given = self.mail_helo.as_deref().filter(|given| !given.trim().is_empty());
        given.map(|given| parse("--mail-helo", given)).transpose()
    }

    fn secret_key(&self, data_dir: &Path) -> Result<SecretKeySource, Wrong> {
        if let Some(file) = &self.secret_key_file {
            let wrong = || Wrong::setting("--secret-key-file", "is empty");
            return if file.trim().is_empty() {
                Err(wrong())
            } else {
                Ok(SecretKeySource::File(file.into()))
            };
        }
        match std::env::var("ROSTER_SECRET_KEY") {
            Ok(digits) => {
                let wrong = |_| Wrong::setting("ROSTER_SECRET_KEY", "is not 64 hexadecimal digits");
                SecretKey::from_hex(&digits).map(SecretKeySource::Given).map_err(wrong)
            }
            Err(std::env::VarError::NotPresent) => Ok(SecretKeySource::File(data_dir.join("secret.key"))),
            Err(std::env::VarError::NotUnicode(_)) => {
                Err(Wrong::setting("ROSTER_SECRET_KEY", "is not 64 hexadecimal digits"))
            }
        }
    }
}

/// The folder for data that stays on this computer. Windows has another one, which an organisation may copy from computer to computer
/// and which is no place for a database; what an earlier version put there is used on.
fn local_unless_roaming(local: &Path, roaming: &Path) -> PathBuf {
    if roaming.is_dir() { roaming } else { local }.to_owned()
}

/// A value of a setting, or what is wrong with it.
pub fn parse<T: FromStr<Err: std::fmt::Display>>(flag: &str, text: &str) -> Result<T, Wrong> {
    text.parse().map_err(|error| Wrong::setting(flag, error))
}

fn public_url(text: &str) -> Result<Url, Wrong> {
    // Not repeated in the line: it may hold a password.
    let wrong = || {
        Wrong::setting(
            "--public-url",
            "is not an http:// or https:// address without user, query and fragment",
        )
    };
    let url: Url = text.parse().map_err(|_| wrong())?;
    let usable = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    if usable { Ok(url) } else { Err(wrong()) }
}

fn invitation_quota(text: &str) -> Result<Quota, Wrong> {
    let count = text
        .trim()
        .parse()
        .ok()
        .filter(|count: &NonZeroU32| count.get() <= MOST_INVITATIONS);
    let wrong = || {
        Wrong::setting(
            "--invitation-quota",
            format!("{text:?} is not a whole number from 1 to {MOST_INVITATIONS}"),
        )
    };
    count.map(Quota::a_day).ok_or_else(wrong)
}

/// Not so short that a session could end between two notes of its use.
fn session_idle_ttl(text: &str) -> Result<SignedDuration, Wrong> {
    const SHORTEST: SignedDuration = SignedDuration::from_mins(15);
    let flag = "--session-idle-ttl";
    let parsed = duration(flag, text)?;
    if parsed < SHORTEST {
        return Err(Wrong::setting(
            flag,
            format!("{text:?} is shorter than 15m: a use is noted every five minutes"),
        ));
    }
    Ok(parsed)
}

fn duration(flag: &str, text: &str) -> Result<SignedDuration, Wrong> {
    let wrong = || {
        Wrong::setting(
            flag,
            format!("{text:?} is not a time of more than nothing and at most ten years, such as 30s, 15m, 12h or 7d"),
        )
    };
    let parsed = humantime::parse_duration(text.trim()).map_err(|_| wrong())?;
    let duration = SignedDuration::try_from(parsed).map_err(|_| wrong())?;
    if duration > SignedDuration::ZERO && duration <= LONGEST {
        Ok(duration)
    } else {
        Err(wrong())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_stays_on_this_computer_unless_it_is_in_the_roaming_folder_already() {
        let folder = tempfile::tempdir().expect("a folder");
        let (local, roaming) = (folder.path().join("Local"), folder.path().join("Roaming"));
        assert_eq!(local_unless_roaming(&local, &roaming), local);
        std::fs::create_dir(&roaming).expect("a folder");
        assert_eq!(local_unless_roaming(&local, &roaming), roaming);
    }
}
