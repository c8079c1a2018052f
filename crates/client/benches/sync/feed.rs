use std::time::Duration;

use reqwest::Client;
use roster_contract::{Changes, User};

use crate::host::Host;
use crate::now;

/// The whole feed as it came over the wire.
#[derive(Default)]
pub struct Feed {
    /// Until the last byte of each page was here; unpacking and reading them is not in it.
    pub time: Duration,
    pub bytes: usize,
    pub users: Vec<User>,
}

/// Reads the feed from its beginning to its end, in the pages a desktop asks for.
pub async fn read(host: &Host, token: &str) -> Feed {
    let client = Client::builder()
        .no_proxy()
        .no_gzip()
        .no_zstd()
        .build()
        .expect("connections can be made");
    let mut feed = Feed::default();
    let mut path = "/changes?limit=500".to_owned();
    loop {
        let asked = now();
        let request = client.get(host.at(&path)).bearer_auth(token);
        let answer = request
            .header("accept-encoding", "zstd")
            .send()
            .await
            .expect("an answer");
        let packed = answer.headers().get("content-encoding").is_some();
        let body = answer.bytes().await.expect("a page");
        feed.time += asked.elapsed();
        feed.bytes += body.len();
        let page: Changes = if packed {
            let unpacked = zstd::decode_all(&*body).expect("it is packed");
            serde_json::from_slice(&unpacked).expect("a page of changes")
        } else {
            serde_json::from_slice(&body).expect("a page of changes")
        };
        feed.users
            .extend(page.items.into_iter().filter_map(|change| change.user));
        if !page.has_more {
            return feed;
        }
        path = format!("/changes?limit=5000&after={}", page.cursor);
    }
}
