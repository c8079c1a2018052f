//! The service inside the desktop: the same one, on a loopback port, its files in the desktop's data folder.

use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};

use jiff::SignedDuration;
use roster_contract::Problem;
use roster_domain::{Language, NewPassword, PersonalWords, Quota};
use roster_store::{DatabaseUrl, OpenError, Scope, accounts};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use tokio::net::TcpListener;

use crate::account_creation::{self, NewAccount};
use crate::app::{SESSION_IDLE_TTL, SESSION_TTL};
use crate::kernel::client_address::TrustedProxies;
use crate::kernel::fields::{FieldFault, Fields};
use crate::kernel::origin::Origin;
use crate::limits::Limits;
use crate::mail::MailUrl;
use crate::start::{self, RunningService, SecretKeySource, ServiceSettings};

const DATABASE_FILE: &str = "roster.sqlite";
const SECRET_KEY_FILE: &str = "secret.key";
const MAIL_FOLDER: &str = "mail";
const INVITATION_TTL: SignedDuration = SignedDuration::from_hours(7 * 24);
const MAIL_RETRY_BASE: SignedDuration = SignedDuration::from_secs(30);

/// Where the embedded service keeps its files, and where it would like to listen.
#[derive(Debug, Clone)]
pub struct EmbeddedSettings {
    pub data_dir: PathBuf,
    /// The port of the last time, so that links in mails go on working; another one when it is taken.
    pub preferred_port: Option<u16>,
}

/// Why the embedded service does not start. Its files are as they were.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("the database is newer than this Roster: install the newer one")]
    DatabaseNewer,
    #[error("the database cannot be opened: {0}")]
    DatabaseUnreadable(String),
    /// The file is missing or empty, and what belongs to it is there.
    #[error("the database {} is missing or empty, though what belongs to it is there", .0.display())]
    DatabaseLost(PathBuf),
    #[error("no port of this computer is free to listen on")]
    PortsBusy,
    #[error("the secret key: {0}")]
    SecretKey(String),
    #[error("{0}")]
    Other(String),
}

/// What the first person on this computer says of themselves.
#[derive(Debug)]
pub struct NewAccountInput {
    pub account_name: String,
    pub first_name: String,
    pub last_name: String,
    pub login_email: String,
    pub communication_email: String,
    pub language: Language,
    pub password: SecretString,
}

/// A service that runs inside this process.
#[derive(Debug)]
pub struct EmbeddedService {
    running: RunningService,
    mail_folder: PathBuf,
}

impl EmbeddedService {
    /// Opens the files, making them at the first start, and listens on the loopback address.
    pub async fn start(settings: EmbeddedSettings) -> Result<Self, StartError> {
        let mail_folder = settings.data_dir.join(MAIL_FOLDER);
        let listener = listen(settings.preferred_port).await?;
        let service = service_settings(&settings.data_dir, mail_folder.clone());
        let running = start::start(&service, listener).await?;
        Ok(Self { running, mail_folder })
    }

    /// Its base address, such as `http://127.0.0.1:7867`.
    pub fn url(&self) -> String {
        format!("http://{}", self.running.address)
    }

    pub fn port(&self) -> u16 {
        self.running.address.port()
    }

    /// Whether someone has made an account here already.
    pub async fn has_accounts(&self) -> bool {
        let looked = async {
            let mut tx = self.running.app.store.begin_read(Scope::Platform).await?;
            accounts::any(&mut tx).await
        };
        looked.await.unwrap_or_else(|error| {
            tracing::error!(%error, "the accounts could not be read");
            true
        })
    }

    /// Makes the account of this computer, its administrator active at once.
    pub async fn create_account(&self, input: NewAccountInput) -> Result<(), Problem> {
        let new = read(input)?;
        let created = account_creation::create_account(&self.running.app, Origin::service(), new).await;
        created
            .map(drop)
            .map_err(|refusal| beside_the_login_email(refusal.into_problem()))
    }

    /// Where its mails are written, one file each.
    pub fn mail_folder(&self) -> PathBuf {
        self.mail_folder.clone()
    }

    /// Finishes what is in flight and closes the database.
    pub async fn stop(self) {
        self.running.stop().await;
    }
}

async fn listen(preferred: Option<u16>) -> Result<TcpListener, StartError> {
    for port in preferred.into_iter().chain([0]) {
        if let Ok(listener) = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            return Ok(listener);
        }
    }
    Err(StartError::PortsBusy)
}

fn service_settings(data_dir: &Path, mail_folder: PathBuf) -> ServiceSettings {
    ServiceSettings {
        database_url: DatabaseUrl::Sqlite(data_dir.join(DATABASE_FILE)),
        new_database: false,
        public_url: None,
        mail_url: MailUrl::Folder(mail_folder),
        mail_from: "Roster <roster@localhost>".parse().expect("the default sender is one"),
        mail_helo: None,
        mail_retry_base: MAIL_RETRY_BASE,
        data_dir: data_dir.to_owned(),
        secret_key: SecretKeySource::File(data_dir.join(SECRET_KEY_FILE)),
        invitation_ttl: INVITATION_TTL,
        invitation_quota: Quota::INVITATIONS,
        session_ttl: SESSION_TTL,
        session_idle_ttl: SESSION_IDLE_TTL,
        trusted_proxies: TrustedProxies::default(),
        limits: Limits::default(),
    }
}

/// Reads the form, all faults at once, with the form's own names.
fn read(input: NewAccountInput) -> Result<NewAccount, Problem> {
    let mut fields = Fields::of(Some(json!({
        "accountName": input.account_name,
        "firstName": input.first_name,
        "lastName": input.last_name,
        "loginEmail": input.login_email,
        "communicationEmail": input.communication_email,
        "language": input.language,
    })));
    let words = [
        &input.account_name,
        &input.first_name,
        &input.last_name,
        &input.login_email,
        &input.communication_email,
    ];
    let personal = PersonalWords::of(words);
    let name = fields.required("accountName");
    let first_name = fields.required("firstName");
    let last_name = fields.required("lastName");
    let login_email = fields.required("loginEmail");
    let communication_email = fields.required("communicationEmail");
    let language = fields.required("language");
    let password = NewPassword::parse(input.password.expose_secret(), &personal)
        .map_err(|problem| fields.fault("password", FieldFault::new(problem.code(), problem.message())))
        .ok();
    fields.finish()?;
    let whole = || {
        Some(NewAccount {
            name: name?,
            first_name: first_name?,
            last_name: last_name?,
            login_email: login_email?,
            communication_email: communication_email?,
            language: language?,
            password: Some(password?),
        })
    };
    Ok(whole().expect("a field without a fault was read"))
}

/// The form has one field that can be taken: say so there.
fn beside_the_login_email(mut problem: Problem) -> Problem {
    if problem.code == roster_contract::ProblemCode::LoginEmailTaken {
        problem.errors.push(roster_contract::FieldProblem {
            field: "loginEmail".to_owned(),
            code: problem.code.as_str().to_owned(),
            message: problem.detail.clone(),
        });
    }
    problem
}

impl From<start::StartError> for StartError {
    fn from(error: start::StartError) -> Self {
        match error {
            start::StartError::Database(OpenError::Newer { .. }) => Self::DatabaseNewer,
            start::StartError::Database(OpenError::LogWithoutDatabase { database, .. }) => Self::DatabaseLost(database),
            start::StartError::Lost(lost) => Self::DatabaseLost(lost.database),
            start::StartError::Database(error) => Self::DatabaseUnreadable(error.to_string()),
            start::StartError::Store(error) => Self::DatabaseUnreadable(error.to_string()),
            start::StartError::SecretKey(why) => Self::SecretKey(why),
            other => Self::Other(other.to_string()),
        }
    }
}
