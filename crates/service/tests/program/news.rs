//! A running service hears of other processes' commits. Its event streams look for themselves every few seconds too, which
//! is why they alone would not show it.

use std::time::Duration;

use jiff::SignedDuration;
use roster_domain::{AccountName, CommunicationEmail, Language, LoginEmail, PersonName};
use roster_service::Origin;
use roster_service::account_creation::{NewAccount, create_account};
use roster_service::start::{self, RunningService, SecretKeySource, ServiceSettings};
use roster_service::{Limits, TrustedProxies};
use tokio::net::TcpListener;
use tokio::time::timeout;

use crate::installation::Installation;

/// Far longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(30);

async fn start(installation: &Installation) -> RunningService {
    let data_dir = installation.data_dir();
    let settings = ServiceSettings {
        database_url: installation.database_url().parse().expect("a URL"),
        new_database: false,
        public_url: None,
        mail_url: format!("file:{}", data_dir.join("mail").display())
            .parse()
            .expect("a URL"),
        mail_from: "roster@localhost".parse().expect("a sender"),
        mail_retry_base: SignedDuration::from_secs(30),
        secret_key: SecretKeySource::File(data_dir.join("secret.key")),
        invitation_ttl: SignedDuration::from_hours(1),
        mail_helo: None,
        invitation_quota: roster_domain::Quota::INVITATIONS,
        session_ttl: SignedDuration::from_hours(1),
        session_idle_ttl: SignedDuration::from_hours(1),
        trusted_proxies: TrustedProxies::default(),
        limits: Limits::default(),
        data_dir,
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    start::start(&settings, listener).await.expect("it starts")
}

async fn it_hears_of_what_others_commit(installation: Installation) {
    let (here, there) = (start(&installation).await, start(&installation).await);
    let mut announcements = here.app.revisions.subscribe();
    let address = "ada@example.com";
    let heard = async {
        // The watch begins a moment after the start; until it has, nothing is heard.
        let mut made = Vec::new();
        for number in 0.. {
            let new = NewAccount {
                name: AccountName::parse("Engines").expect("a name"),
                first_name: PersonName::parse("Ada").expect("a name"),
                last_name: PersonName::parse("Lovelace").expect("a name"),
                login_email: LoginEmail::parse(&format!("{number}.{address}")).expect("an address"),
                communication_email: CommunicationEmail::parse(address).expect("an address"),
                language: Language::En,
                password: None,
            };
            made.push(
                create_account(&there.app, Origin::command_line(), new)
                    .await
                    .expect("an account")
                    .account,
            );
            if let Ok(Ok(announcement)) = timeout(Duration::from_secs(2), announcements.recv()).await {
                return (announcement, made);
            }
        }
        unreachable!("the numbers do not end")
    };
    let (announcement, made) = timeout(PATIENCE, heard).await.expect("it hears in time");
    assert!(announcement.revision.is_some_and(|revision| revision >= 1));
    assert!(made.contains(&announcement.account));
    here.stop().await;
    there.stop().await;
}

crate::over_both_databases!(it_hears_of_what_others_commit);
