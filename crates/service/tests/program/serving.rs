use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::installation::{Installation, LOGIN, PASSWORD, for_windows};

/// Far longer than anything here takes.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// A `rosterd serve` that runs; killed when dropped.
#[derive(Debug)]
pub struct Serving {
    child: Child,
    printed: BufReader<std::process::ChildStdout>,
    pub url: String,
    log: PathBuf,
}

impl Installation {
    /// Starts to serve and waits until it says that it listens.
    pub fn serve(&self) -> Serving {
        self.serve_with(|_| {})
    }

    pub fn serve_with(&self, alter: impl FnOnce(&mut Command)) -> Serving {
        let log = tempfile::Builder::new()
            .prefix("log-")
            .tempfile_in(self.path(""))
            .expect("a file");
        let (log, path) = log.keep().expect("a file");
        let mut command = self.command(["serve"]);
        alter(&mut command);
        Serving::start(command, log, path)
    }
}

impl Serving {
    fn start(mut command: Command, log: File, path: PathBuf) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("it starts");
        let mut printed = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        printed.read_line(&mut line).expect("a line");
        let said: Value =
            serde_json::from_str(&line).unwrap_or_else(|_| panic!("{line:?} {:?}", fs::read_to_string(&path)));
        assert_eq!(said["event"], "listening", "{line}");
        let url = said["url"].as_str().expect("a URL").to_owned();
        Self {
            child,
            printed,
            url,
            log: path,
        }
    }

    pub fn signal(&self, name: &str) {
        // Windows has no signals. Of this one Wine makes Ctrl+C.
        let name = if for_windows().is_some() { "INT" } else { name };
        let sent = Command::new("kill")
            .arg(format!("-{name}"))
            .arg(self.child.id().to_string())
            .status();
        assert!(sent.expect("kill runs").success());
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Waits for the end; none when there is none in time.
    pub async fn ended_within(&mut self, patience: Duration) -> Option<ExitStatus> {
        let deadline = Instant::now() + patience;
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return Some(status);
            }
            if Instant::now() > deadline {
                return None;
            }
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Asks it to stop, and checks that it does as it should. Gives its log.
    pub async fn stop(mut self) -> String {
        self.signal("TERM");
        let status = self.ended_within(PATIENCE).await.expect("it ends");
        assert_eq!(status.code(), Some(0), "{}", self.log());
        let mut rest = String::new();
        self.printed.read_line(&mut rest).expect("the end");
        assert_eq!(rest, "", "nothing but the one line is printed");
        self.log()
    }

    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).expect("the log")
    }

    /// Where it listens, for those who speak to it byte by byte.
    pub fn address(&self) -> &str {
        self.url.strip_prefix("http://").expect("an http URL")
    }

    pub async fn call(&self, method: Method, path: &str, token: Option<&str>, body: Option<&Value>) -> Response {
        let mut request = Client::new().request(method, format!("{}/api/v1{path}", self.url));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        request.send().await.expect("an answer")
    }

    pub async fn get(&self, path: &str, token: &str) -> Value {
        let answer = self.call(Method::GET, path, Some(token), None).await;
        assert_eq!(answer.status(), 200);
        answer.json().await.expect("JSON")
    }

    pub async fn post(&self, path: &str, token: Option<&str>, body: &Value) -> Value {
        let answer = self.call(Method::POST, path, token, Some(body)).await;
        let status = answer.status();
        let text = answer.text().await.expect("text");
        assert!(status.is_success(), "{status} {text}");
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }

    /// Signs the administrator of [`Installation::create_account`] in.
    pub async fn sign_in(&self) -> String {
        self.sign_in_as(LOGIN).await
    }

    pub async fn sign_in_as(&self, login: &str) -> String {
        let signed_in = self
            .post("/sessions", None, &json!({ "loginEmail": login, "password": PASSWORD }))
            .await;
        signed_in["token"].as_str().expect("a token").to_owned()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Looks again and again until something is there.
pub async fn eventually<T>(mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(Instant::now() < deadline, "it did not come");
        sleep(Duration::from_millis(50)).await;
    }
}
