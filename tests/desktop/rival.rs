//! Another administrator, who works with the API of the same service at the same time.

use anyhow::{Context, Result, ensure};
use reqwest::{Client, Response};
use roster_testkit::{PASSWORD, Server};
use serde_json::{Value, json};

/// Signed in beside the desktop, as the account's administrator.
#[derive(Debug)]
pub struct Rival {
    client: Client,
    api: String,
    token: String,
}

impl Rival {
    pub async fn sign_in(server: &Server) -> Result<Self> {
        let client = Client::new();
        let api = format!("{}/api/v1", server.url);
        let who = json!({ "loginEmail": "ada@example.com", "password": PASSWORD });
        let session = read(client.post(format!("{api}/sessions")).json(&who).send().await?).await?;
        let token = session["token"].as_str().context("a session has a token")?.to_owned();
        Ok(Self { client, api, token })
    }

    /// Everyone the service finds by a text.
    pub async fn users(&self, search: &str) -> Result<Vec<Value>> {
        let found = self.get(&format!("/users?q={search}")).await?;
        Ok(found["items"].as_array().cloned().unwrap_or_default())
    }

    /// How often the audit log says of someone of this name that they were invited.
    pub async fn invitations_of(&self, name: &str) -> Result<usize> {
        let log = self.get("/audit?limit=1000").await?;
        let events = log["items"].as_array().context("a log has events")?;
        let about = |event: &&Value| event["action"] == "user.created" && event["target"]["name"] == name;
        Ok(events.iter().filter(about).count())
    }

    /// Invites somebody.
    pub async fn invite(&self, first_name: &str, last_name: &str, login_email: &str) -> Result<()> {
        let person = json!({
            "firstName": first_name, "lastName": last_name, "loginEmail": login_email, "communicationEmail": login_email,
            "language": "en", "role": "user",
        });
        let request = self.client.post(format!("{}/users", self.api)).bearer_auth(&self.token);
        read(request.json(&person).send().await?).await?;
        Ok(())
    }

    /// Changes the one person that a text finds.
    pub async fn edit(&self, search: &str, changes: Value) -> Result<()> {
        let users = self.users(search).await?;
        let [user] = users.as_slice() else {
            anyhow::bail!("{search} finds {} people", users.len());
        };
        let address = format!("{}/users/{}", self.api, user["id"].as_str().unwrap_or_default());
        let version = format!("\"{}\"", user["version"]);
        let request = self.client.patch(address).bearer_auth(&self.token);
        read(request.header("If-Match", version).json(&changes).send().await?).await?;
        Ok(())
    }

    async fn get(&self, path: &str) -> Result<Value> {
        let address = format!("{}{path}", self.api);
        read(self.client.get(address).bearer_auth(&self.token).send().await?).await
    }
}

async fn read(response: Response) -> Result<Value> {
    let status = response.status();
    let body = response.text().await?;
    ensure!(status.is_success(), "the service said {status}: {body}");
    serde_json::from_str(&body).context("a reply is JSON")
}
