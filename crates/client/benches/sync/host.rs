use std::sync::atomic::{AtomicU64, Ordering};

use reqwest::Client;
use roster_contract::{SignedIn, User};
use roster_domain::{
    AccountId, AccountName, CommunicationEmail, Language, LoginEmail, NewPassword, PersonName, PersonalWords, SecretKey,
};
use roster_service::account_creation::{NewAccount, create_account};
use roster_service::start::{self, RunningService, SecretKeySource, ServiceSettings};
use roster_service::{Limits, Origin, TrustedProxies};
use roster_testkit::SeededRandom;
use serde_json::json;
use tempfile::TempDir;
use tokio::net::TcpListener;

pub const LOGIN_EMAIL: &str = "ada@example.com";
pub const PASSWORD: &str = "seven green bicycles at dawn";

/// The service, on SQLite, with one account.
pub struct Host {
    pub url: String,
    pub client: Client,
    account: AccountId,
    service: RunningService,
    seed: AtomicU64,
    _folder: TempDir,
}

impl Host {
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let service = start::start(&settings(&folder), listener).await.expect("it starts");
        let created = create_account(&service.app, Origin::service(), account()).await;
        Self {
            url: format!("http://{}", service.address),
            client: Client::builder().no_proxy().build().expect("connections can be made"),
            account: created.expect("the account is made").account,
            service,
            seed: AtomicU64::new(1),
            _folder: folder,
        }
    }

    pub async fn seed(&self, active: u32, pending: u32) {
        let seed = self.seed.fetch_add(1, Ordering::Relaxed);
        roster_service::cli::seed::add(&self.service.app, self.account, active, pending, seed)
            .await
            .expect("users are made up");
    }

    /// In one transaction, as an import would.
    pub async fn change_a_thousand(&self) {
        self.seed(1_000, 0).await;
    }

    pub async fn sign_in(&self) -> String {
        let form = json!({ "loginEmail": LOGIN_EMAIL, "password": PASSWORD });
        let answer = self.client.post(self.at("/sessions")).json(&form).send().await;
        let signed_in: SignedIn = answer.expect("an answer").json().await.expect("a session");
        signed_in.token
    }

    /// Edits a user as another administrator does, and gives the record as it then is.
    pub async fn rename(&self, token: &str, user: &User, name: &str) -> User {
        let answer = self
            .client
            .patch(self.at(&format!("/users/{}", user.id)))
            .bearer_auth(token)
            .header("if-match", format!("\"{}\"", user.version))
            .json(&json!({ "firstName": name }))
            .send()
            .await
            .expect("an answer");
        answer.json().await.expect("the record")
    }

    pub fn at(&self, path: &str) -> String {
        format!("{}/api/v1{path}", self.url)
    }

    pub async fn stop(self) {
        self.service.stop().await;
    }
}

fn settings(folder: &TempDir) -> ServiceSettings {
    let path = folder.path();
    ServiceSettings {
        database_url: format!("sqlite:{}", path.join("roster.sqlite").display())
            .parse()
            .expect("a path"),
        new_database: false,
        public_url: None,
        mail_url: format!("file:{}", path.join("mail").display()).parse().expect("a path"),
        mail_from: "Roster <roster@localhost>".parse().expect("a sender"),
        mail_retry_base: jiff::SignedDuration::from_secs(30),
        data_dir: path.to_owned(),
        secret_key: SecretKeySource::Given(SecretKey::generate(&SeededRandom::new(1))),
        invitation_ttl: jiff::SignedDuration::from_hours(7 * 24),
        mail_helo: None,
        invitation_quota: roster_domain::Quota::INVITATIONS,
        session_ttl: jiff::SignedDuration::from_hours(24),
        session_idle_ttl: jiff::SignedDuration::from_hours(24),
        trusted_proxies: TrustedProxies::default(),
        limits: Limits::default(),
    }
}

fn account() -> NewAccount {
    let personal = PersonalWords::of(["Ada", "Lovelace"]);
    NewAccount {
        name: AccountName::parse("Analytical Engines").expect("a name"),
        first_name: PersonName::parse("Ada").expect("a name"),
        last_name: PersonName::parse("Lovelace").expect("a name"),
        login_email: LoginEmail::parse(LOGIN_EMAIL).expect("an address"),
        communication_email: CommunicationEmail::parse("ada@example.org").expect("an address"),
        language: Language::En,
        password: Some(NewPassword::parse(PASSWORD, &personal).expect("a password")),
    }
}
