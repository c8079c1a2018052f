//! A real Postfix, strict about names and with a certificate of its own making. Only root can start it. Where it is not installed, or
//! this is not root, the test is left out, and says so.

use std::fs::{self, Permissions};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use roster_testkit::{Certificate, left_out};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

use crate::installation::Installation;
use crate::serving::{PATIENCE, Serving};

const PROGRAMS: &str = "/usr/lib/postfix/sbin";

const SETTINGS: &str = "compatibility_level = 3.6
queue_directory = FOLDER/queue
data_directory = FOLDER/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
inet_interfaces = loopback-only
myhostname = mx.mail.example
mydestination =
mynetworks =
relay_domains = mail.example
relay_transport = discard:
default_transport = discard:
local_recipient_maps =
smtpd_helo_required = yes
smtpd_helo_restrictions = reject_invalid_helo_hostname, reject_non_fqdn_helo_hostname
smtpd_sender_restrictions = reject_non_fqdn_sender
smtpd_recipient_restrictions = reject_unauth_destination, reject_non_fqdn_recipient
smtpd_tls_security_level = may
smtpd_tls_cert_file = FOLDER/certificate.pem
smtpd_tls_key_file = FOLDER/key.pem
maillog_file = FOLDER/mail.log
maillog_file_prefixes = /
";

/// Each service that takes part, as `master.cf` has them.
const SERVICES: &str = "127.0.0.1:PORT inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
";

/// A Postfix with a queue and settings of its own, until it is dropped.
struct Postfix {
    folder: TempDir,
    port: u16,
}

impl Postfix {
    /// `None` where there is none to start.
    fn start() -> Option<Self> {
        let is_root =
            fs::metadata("/proc/self").is_ok_and(|process| std::os::unix::fs::MetadataExt::uid(&process) == 0);
        if !Path::new(PROGRAMS).is_dir() || !is_root {
            left_out("mail through Postfix, which root has to start", "postfix");
            return None;
        }
        let folder = TempDir::with_prefix("roster-postfix-").expect("a folder");
        let path = folder.path();
        // Its programs give up root, and have to find their way.
        fs::set_permissions(path, Permissions::from_mode(0o755)).expect("its mode");
        for part in ["conf", "queue", "data"] {
            fs::create_dir(path.join(part)).expect("a folder");
        }
        let owned = Command::new("chown").arg("postfix").arg(path.join("data")).status();
        assert!(owned.expect("chown runs").success());
        let certificate = Certificate::for_this_computer().expect("a certificate");
        fs::copy(certificate.chain(), path.join("certificate.pem")).expect("the certificate");
        fs::copy(certificate.key(), path.join("key.pem")).expect("its key");
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let port = port.expect("a free port").port();
        let settings = SETTINGS.replace("FOLDER", &path.display().to_string());
        fs::write(path.join("conf/main.cf"), settings).expect("its settings");
        fs::write(path.join("conf/master.cf"), SERVICES.replace("PORT", &port.to_string())).expect("its services");
        let postfix = Self { folder, port };
        assert!(postfix.tell("start"), "{}", postfix.log());
        Some(postfix)
    }

    fn tell(&self, what: &str) -> bool {
        let mut command = Command::new("postfix");
        command.arg("-c").arg(self.folder.path().join("conf")).arg(what);
        command.output().expect("postfix runs").status.success()
    }

    fn log(&self) -> String {
        let log: PathBuf = self.folder.path().join("mail.log");
        fs::read_to_string(log).unwrap_or_default()
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        self.tell("stop");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_strict_postfix_takes_mails_and_its_refusals_are_told_apart() {
    let Some(postfix) = Postfix::start() else { return };
    let url = format!("smtp://localhost:{}", postfix.port);
    let installation = Installation::over_sqlite();
    installation.create_account();

    let bare = installation.serve_with(|command| {
        command.env("ROSTER_MAIL_URL", &url).env("ROSTER_MAIL_HELO", "roster");
        command
            .env("ROSTER_MAIL_FROM", "Roster <roster@mail.example>")
            .env("ROSTER_MAIL_RETRY_BASE", "1s");
    });
    let token = bare.sign_in().await;
    let path = invite(&bare, &token, "grace", "grace@mail.example").await;
    let waiting = until(&bare, &token, &path, |invitation| {
        !invitation["deliveryError"].is_null()
    })
    .await;
    let said = waiting["deliveryError"].as_str().expect("words");
    assert!(said.starts_with("504 5.5.2 <roster>: Helo command rejected"), "{said}");
    assert_eq!(waiting["delivery"], "queued");
    drop(bare);

    let named = installation.serve_with(|command| {
        command.env("ROSTER_MAIL_URL", &url).env("ROSTER_MAIL_RETRY_BASE", "1s");
        command.env("ROSTER_MAIL_FROM", "Roster <roster@mail.example>");
    });
    let token = named.sign_in().await;
    until(&named, &token, &path, |invitation| invitation["delivery"] == "sent").await;
    let elsewhere = invite(&named, &token, "alan", "alan@elsewhere.example").await;
    let waiting = until(&named, &token, &elsewhere, |invitation| {
        !invitation["deliveryError"].is_null()
    })
    .await;
    let said = waiting["deliveryError"].as_str().expect("words");
    assert!(
        said.contains("Relay access denied") && waiting["delivery"] == "queued",
        "{waiting}"
    );
    assert!(
        postfix.log().contains("relay=none") || postfix.log().contains("status=sent"),
        "{}",
        postfix.log()
    );
}

async fn invite(serving: &Serving, token: &str, name: &str, communication_email: &str) -> String {
    let form = json!({
        "firstName": "Grace", "lastName": "Hopper", "loginEmail": format!("{name}@example.com"),
        "communicationEmail": communication_email, "language": "en", "role": "user",
    });
    let user = serving.post("/users", Some(token), &form).await;
    format!("/users/{}", user["id"].as_str().expect("an id"))
}

/// Polls how an invitation stands until it is as looked for.
async fn until(serving: &Serving, token: &str, path: &str, holds: impl Fn(&Value) -> bool) -> Value {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let user = serving.get(path, token).await;
        if holds(&user["invitation"]) {
            return user["invitation"].clone();
        }
        assert!(Instant::now() < deadline, "{user} {}", serving.log());
        sleep(std::time::Duration::from_millis(20)).await;
    }
}
