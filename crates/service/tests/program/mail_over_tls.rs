use std::path::Path;
use std::time::Duration;

use roster_testkit::{Certificate, SmtpOptions, SmtpServer};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::installation::Installation;
use crate::serving::{PATIENCE, Serving};

const POLL: Duration = Duration::from_millis(20);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_proves_its_name_gets_the_mail_over_starttls() {
    let certificate = Certificate::for_this_computer().expect("a certificate");
    let options = SmtpOptions {
        starttls: true,
        ..proving(&certificate)
    };
    let server = SmtpServer::start(&options).expect("a mail server");
    let url = format!("smtp://roster:secret@localhost:{}", server.port());
    is_delivered(&server, &url, &certificate.authority()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_proves_its_name_gets_the_mail_over_implicit_tls() {
    let certificate = Certificate::for_this_computer().expect("a certificate");
    let options = SmtpOptions {
        implicit_tls: true,
        ..proving(&certificate)
    };
    let server = SmtpServer::start(&options).expect("a mail server");
    let url = format!("smtps://roster:secret@localhost:{}", server.port());
    is_delivered(&server, &url, &certificate.authority()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_of_an_unknown_authority_gets_neither_password_nor_mail() {
    let certificate = Certificate::for_this_computer().expect("a certificate");
    let options = SmtpOptions {
        implicit_tls: true,
        ..proving(&certificate)
    };
    let server = SmtpServer::start(&options).expect("a mail server");
    let another = Certificate::for_this_computer().expect("a certificate");
    let url = format!("smtps://roster:secret@localhost:{}", server.port());
    let invited = Invited::by_mail_through(&url, &another.authority()).await;
    let said = invited
        .until(|invitation| invitation["deliveryError"].as_str().map(str::to_lowercase))
        .await;
    assert!(said.contains("certificate"), "{said}");
    assert!(server.messages().await.is_empty());
}

fn proving(certificate: &Certificate) -> SmtpOptions {
    SmtpOptions {
        auth: Some(("roster".to_owned(), "secret".to_owned())),
        certificate: Some(certificate.clone()),
        ..SmtpOptions::default()
    }
}

async fn is_delivered(server: &SmtpServer, url: &str, authority: &Path) {
    let invited = Invited::by_mail_through(url, authority).await;
    let messages = server.wait_for(1).await.expect("a mail");
    assert_eq!(messages[0].to, ["grace@mail.example"]);
    invited
        .until(|invitation| (invitation["delivery"] == "sent").then_some(()))
        .await;
}

/// One who was invited by a service that runs.
struct Invited {
    serving: Serving,
    token: String,
    path: String,
    _installation: Installation,
}

impl Invited {
    /// Invites them where mail goes through that server and that authority is trusted.
    async fn by_mail_through(url: &str, authority: &Path) -> Self {
        let installation = Installation::over_sqlite();
        installation.create_account();
        let serving = installation.serve_with(|command| {
            command.env("ROSTER_MAIL_URL", url).env("SSL_CERT_FILE", authority);
        });
        let token = serving.sign_in().await;
        let form = json!({
            "firstName": "Grace", "lastName": "Hopper", "loginEmail": "grace@example.com",
            "communicationEmail": "grace@mail.example", "language": "en", "role": "user",
        });
        let user = serving.post("/users", Some(&token), &form).await;
        let path = format!("/users/{}", user["id"].as_str().expect("an id"));
        Self {
            serving,
            token,
            path,
            _installation: installation,
        }
    }

    /// Polls how the invitation stands until `seen` finds in it what it looks for.
    async fn until<T>(&self, seen: impl Fn(&Value) -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let user = self.serving.get(&self.path, &self.token).await;
            if let Some(found) = seen(&user["invitation"]) {
                return found;
            }
            assert!(Instant::now() < deadline, "{user} {}", self.serving.log());
            sleep(POLL).await;
        }
    }
}
