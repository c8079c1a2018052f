//! Behind a real nginx, where one is installed.

use std::fs;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use reqwest::{Client, Response, StatusCode};
use serde_json::json;

use crate::installation::Installation;
use crate::serving::{Serving, eventually};

/// An nginx that packs what it passes on; stopped when dropped.
struct Nginx {
    process: Child,
    url: String,
}

impl Nginx {
    /// In front of a service. None where there is no nginx on this machine.
    async fn before(serving: &Serving, installation: &Installation) -> Option<Self> {
        let program = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx"]
            .into_iter()
            .find(|path| fs::exists(path).unwrap_or_default());
        let Some(program) = program else {
            eprintln!("left out: nginx is not installed");
            return None;
        };
        let folder = installation.path("nginx");
        fs::create_dir_all(&folder).expect("a folder");
        let port = {
            let free = TcpListener::bind("127.0.0.1:0").expect("a port");
            free.local_addr().expect("an address").port()
        };
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|kind| format!("{kind}_temp_path {}/{kind};", folder.display()))
            .join("\n");
        let settings = format!(
            "daemon off; master_process off; pid {folder}/pid; error_log {folder}/errors;
             events {{}}
             http {{
                 access_log off; {temporary}
                 gzip on; gzip_proxied any; gzip_types application/json;
                 server {{
                     listen 127.0.0.1:{port};
                     location / {{ proxy_pass {}; proxy_http_version 1.1; proxy_set_header Host $host; }}
                 }}
             }}",
            serving.url,
            folder = folder.display(),
        );
        fs::write(folder.join("nginx.conf"), settings).expect("a file");
        let process = Command::new(program)
            .arg("-p")
            .arg(&folder)
            .arg("-c")
            .arg(folder.join("nginx.conf"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let url = format!("http://127.0.0.1:{port}");
        eventually(async || reqwest::get(format!("{url}/healthz")).await.ok()).await;
        Some(Self { process, url })
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The entity tag of an answer, which has to be packed.
fn packed_tag(answer: &Response) -> String {
    let header = |name: &str| answer.headers()[name].to_str().expect("ASCII").to_owned();
    assert_eq!(header("content-encoding"), "gzip");
    header("etag")
}

async fn an_edit_is_taken_with_the_tag_that_nginx_weakened(installation: Installation) {
    installation.create_account();
    let serving = installation.serve();
    let token = serving.sign_in().await;
    let Some(nginx) = Nginx::before(&serving, &installation).await else {
        return;
    };
    let client = Client::builder().no_gzip().no_zstd().build().expect("a client");
    let form = json!({
        "firstName": "Grace", "lastName": "Hopper", "loginEmail": "grace@example.com",
        "communicationEmail": "grace@mail.example", "language": "en", "role": "user",
    });
    let user = serving.post("/users", Some(&token), &form).await;
    let url = format!("{}/api/v1/users/{}", nginx.url, user["id"].as_str().expect("an id"));
    let read = client.get(&url).bearer_auth(&token).header("accept-encoding", "gzip");
    let tag = packed_tag(&read.send().await.expect("an answer"));
    assert_eq!(tag, "W/\"1\"", "nginx weakens it");
    let edit = |tag: &str| {
        let request = client.patch(&url).bearer_auth(&token).header("if-match", tag);
        request.json(&json!({ "firstName": "Grace Brewster" })).send()
    };
    assert_eq!(edit(&tag).await.expect("an answer").status(), StatusCode::OK);
    let late = edit(&tag).await.expect("an answer");
    assert_eq!(late.status(), StatusCode::PRECONDITION_FAILED);
    drop(nginx);
    serving.stop().await;
}

crate::over_both_databases!(an_edit_is_taken_with_the_tag_that_nginx_weakened);
