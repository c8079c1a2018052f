//! What must be nowhere but with those it belongs to.

use std::path::{Path, PathBuf};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, ConnectOptions};

use crate::installation::{Installation, LOGIN, PASSWORD, files};
use crate::serving::{Serving, eventually};

const NEW_PASSWORD: &str = "granite violin meadow";
const WRONG_PASSWORD: &str = "birch comet saddle ink";

/// Everything secret that came up on the way.
#[derive(Default)]
struct Secrets {
    passwords: Vec<String>,
    /// 256 bits each, in base64url.
    tokens: Vec<String>,
}

async fn no_password_token_or_link_is_in_a_log_or_in_the_database(installation: Installation) {
    let serving = installation.serve_with(|command| {
        command.env("ROSTER_LOG", "trace");
    });
    let mut secrets = Secrets::default();
    secrets
        .passwords
        .extend([PASSWORD, NEW_PASSWORD, WRONG_PASSWORD].map(str::to_owned));
    installation.create_account();
    let administrator = use_a_session(&serving, &mut secrets).await;
    use_invitations(&installation, &serving, &administrator, &mut secrets).await;
    assert!(secrets.tokens.len() >= 9);
    let log = serving.stop().await;
    assert!(log.contains("DEBUG"), "the log says all it has to say");
    secrets.assert_absent(log.as_bytes(), "the log");
    let data = installation.data_dir();
    let key = std::fs::read_to_string(data.join("secret.key")).expect("the key");
    assert!(!log.contains(key.trim()));
    for (path, bytes) in files(&data) {
        if path.starts_with(data.join("mail")) || path.ends_with("secret.key") {
            continue;
        }
        secrets.assert_absent(&bytes, &path.display().to_string());
        assert!(!contains(&bytes, key.trim().as_bytes()) && !contains(&bytes, &unhex(key.trim())));
    }
    if installation.is_on_postgres() {
        let rows = every_row(&installation.database_url()).await;
        assert!(rows.contains("ada@example.com"), "it is the right database");
        secrets.assert_absent(rows.as_bytes(), "the database");
        assert!(!rows.contains(key.trim()));
    }
}

/// Signs in, also twice under one key and with a wrong password, and changes the password.
async fn use_a_session(serving: &Serving, secrets: &mut Secrets) -> String {
    let wrong = json!({ "loginEmail": LOGIN, "password": WRONG_PASSWORD });
    assert_eq!(
        serving
            .call(Method::POST, "/sessions", None, Some(&wrong))
            .await
            .status(),
        401
    );
    let body = json!({ "loginEmail": LOGIN, "password": PASSWORD });
    let request = reqwest::Client::new()
        .post(format!("{}/api/v1/sessions", serving.url))
        .json(&body);
    let kept = request
        .header("idempotency-key", "once")
        .send()
        .await
        .expect("an answer");
    secrets.take_session(&kept.json().await.expect("JSON"));
    let signed_in = serving.post("/sessions", None, &body).await;
    secrets.take_session(&signed_in);
    let token = signed_in["token"].as_str().expect("a token").to_owned();
    let change = json!({ "currentPassword": PASSWORD, "newPassword": NEW_PASSWORD });
    serving.post("/me/password", Some(&token), &change).await;
    token
}

/// Invites, looks at the page, copies the link under a key, and accepts, on the page and through the API.
async fn use_invitations(installation: &Installation, serving: &Serving, administrator: &str, secrets: &mut Secrets) {
    for (number, name) in ["grace", "joan"].into_iter().enumerate() {
        let form = json!({
            "firstName": "Grace", "lastName": "Hopper", "loginEmail": format!("{name}@example.com"),
            "communicationEmail": format!("{name}@mail.example"), "language": "en", "role": "user",
        });
        let user = serving.post("/users", Some(administrator), &form).await;
        let mails = installation.data_dir().join("mail");
        eventually(async || (invitation_mails(&mails).len() > number).then_some(())).await;
        let path = format!(
            "{}/api/v1/users/{}/invitation/link",
            serving.url,
            user["id"].as_str().expect("an id")
        );
        let copy = reqwest::Client::new()
            .post(path)
            .bearer_auth(administrator)
            .header("idempotency-key", name);
        let link: Value = copy.send().await.expect("an answer").json().await.expect("JSON");
        let url = link["url"].as_str().expect("a link").to_owned();
        secrets.tokens.push(url.rsplit('/').next().expect("a token").to_owned());
        assert_eq!(reqwest::get(&url).await.expect("a page").status(), 200);
        if number == 0 {
            let token = secrets.tokens.last().expect("a token");
            let accepted = json!({ "token": token, "password": NEW_PASSWORD });
            let signed_in = serving.post("/invitations/accept", None, &accepted).await;
            secrets.take_session(&signed_in);
        } else {
            let form = format!("password={}", NEW_PASSWORD.replace(' ', "+"));
            let post = reqwest::Client::new()
                .post(&url)
                .header("content-type", "application/x-www-form-urlencoded");
            assert!(post.body(form).send().await.expect("a page").status().is_success());
        }
    }
    secrets
        .tokens
        .extend(invitation_mails(&installation.data_dir().join("mail")));
    let gone = format!("{}/invitations/{}", serving.url, secrets.tokens[0]);
    assert_eq!(
        reqwest::get(gone).await.expect("a page").status(),
        404,
        "a token at the wrong place is not logged either"
    );
}

/// The tokens in the links of those mails that invite.
fn invitation_mails(folder: &Path) -> Vec<String> {
    let token = |(_, mail): (PathBuf, Vec<u8>)| {
        let parsed = mail_parser::MessageParser::default().parse(&mail)?;
        let text = parsed.body_text(0)?.into_owned();
        let (_, link) = text.split_once("/invitations/")?;
        Some(link[..43].to_owned())
    };
    files(folder).into_iter().filter_map(token).collect()
}

impl Secrets {
    fn take_session(&mut self, signed_in: &Value) {
        for name in ["token", "deviceToken"] {
            self.tokens.push(signed_in[name].as_str().expect("a token").to_owned());
        }
    }

    /// Neither as text nor as the bytes they stand for.
    fn assert_absent(&self, bytes: &[u8], place: &str) {
        for password in &self.passwords {
            assert!(!contains(bytes, password.as_bytes()), "a password is in {place}");
            let encoded = password.replace(' ', "+");
            assert!(!contains(bytes, encoded.as_bytes()), "a password is in {place}");
        }
        for token in &self.tokens {
            let raw = URL_SAFE_NO_PAD.decode(token).expect("base64url");
            assert_eq!(raw.len(), 32);
            let hex = raw.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
            for form in [token.as_bytes(), &raw, hex.as_bytes()] {
                assert!(!contains(bytes, form), "a token is in {place}");
            }
        }
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn unhex(digits: &str) -> Vec<u8> {
    let pairs = digits.as_bytes().chunks(2);
    pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).expect("digits"), 16).expect("digits"))
        .collect()
}

/// Every row of every table, bytes as hexadecimal digits.
async fn every_row(url: &str) -> String {
    let options: sqlx::postgres::PgConnectOptions = url.parse().expect("a URL");
    let mut connection = options.connect().await.expect("a connection");
    let tables: Vec<String> = sqlx::query_scalar("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'")
        .fetch_all(&mut connection)
        .await
        .expect("tables");
    let mut rows = String::new();
    for table in tables {
        let sql = AssertSqlSafe(format!("SELECT t::text FROM \"{table}\" t"));
        let found: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut connection).await.expect("rows");
        rows.extend(found);
    }
    rows
}

crate::over_both_databases!(no_password_token_or_link_is_in_a_log_or_in_the_database);
