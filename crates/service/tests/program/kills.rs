//! What is left when the process is killed at any moment, or its database server is: every write that was acknowledged, once.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use reqwest::{Client, StatusCode};
use roster_domain::Random;
use roster_testkit::SeededRandom;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::installation::{Installation, files, text};
use crate::serving::{Serving, eventually};

const KILLS: usize = 8;
const WRITERS: usize = 4;

/// Invitations being written, each again and again under one key until it is acknowledged.
pub struct Writers {
    tasks: JoinSet<()>,
    /// The node they write to; none while there is none.
    pub url: tokio::sync::watch::Sender<Option<String>>,
    acknowledged: Arc<AtomicUsize>,
}

impl Writers {
    pub fn start(serving: &Serving, token: &str) -> Self {
        let (url, where_to) = tokio::sync::watch::channel(Some(serving.url.clone()));
        let acknowledged = Arc::new(AtomicUsize::new(0));
        let mut tasks = JoinSet::new();
        for writer in 0..WRITERS {
            let (where_to, token, acknowledged) = (where_to.clone(), token.to_owned(), acknowledged.clone());
            tasks.spawn(async move {
                let mut where_to = where_to;
                for number in 0.. {
                    // Ends between two invitations.
                    if where_to.wait_for(|_| true).await.is_err() || where_to.has_changed().is_err() {
                        return;
                    }
                    invite(&mut where_to, &token, &format!("{writer}-{number}")).await;
                    acknowledged.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        Self {
            tasks,
            url,
            acknowledged,
        }
    }

    /// Waits until so many more were acknowledged.
    pub async fn write_more(&self, count: usize) {
        let enough = self.acknowledged.load(Ordering::Relaxed) + count;
        eventually(async || (self.acknowledged.load(Ordering::Relaxed) >= enough).then_some(())).await;
    }

    /// Lets them finish the invitations they are at, and gives the number of all.
    pub async fn finish(self) -> usize {
        drop(self.url);
        self.tasks.join_all().await;
        self.acknowledged.load(Ordering::Relaxed)
    }
}

/// Invites someone, trying again until it is acknowledged.
async fn invite(where_to: &mut tokio::sync::watch::Receiver<Option<String>>, token: &str, name: &str) {
    let form = json!({
        "firstName": "Grace", "lastName": "Hopper", "loginEmail": format!("{name}@example.com"),
        "communicationEmail": format!("{name}@mail.example"), "language": "en", "role": "user",
    });
    loop {
        let url = where_to.borrow().clone();
        if let Some(url) = url {
            let request = Client::new().post(format!("{url}/api/v1/users"));
            let request = request.bearer_auth(token).header("idempotency-key", name).json(&form);
            if let Ok(answer) = request.send().await {
                match answer.status() {
                    StatusCode::CREATED => return,
                    StatusCode::SERVICE_UNAVAILABLE => {
                        assert!(answer.headers().contains_key("retry-after"), "{answer:?}");
                    }
                    other => panic!("{other}: {:?}", answer.text().await),
                }
            }
        }
        sleep(Duration::from_millis(10)).await;
    }
}

/// Everything is there, once: so many invited, a revision for each change and an event for each revision, and the mails.
pub async fn everything_is_there_once(installation: &Installation, serving: &Serving, token: &str, invited: usize) {
    if installation.is_on_postgres() {
        no_transaction_stays_open(installation).await;
    }
    let users = pending(serving, token).await;
    let text_of = |user: &Value, field: &str| user[field].as_str().expect("text").to_owned();
    let logins: BTreeSet<String> = users.iter().map(|user| text_of(user, "loginEmail")).collect();
    assert_eq!(
        (users.len(), logins.len()),
        (invited, invited),
        "none is there twice, none is missing"
    );
    let mails = files(&installation.data_dir().join("mail"));
    let mails: Vec<String> = mails.iter().map(|(_, mail)| text(mail)).collect();
    for user in &users {
        let (address, delivery) = (text_of(user, "communicationEmail"), &user["invitation"]["delivery"]);
        // One that was being sent at a kill belongs to the dead process for some minutes more.
        let is_there = mails.iter().any(|mail| mail.contains(&format!("<{address}>")));
        assert!(is_there || delivery == "queued", "to {address}: {delivery}");
    }
    let lost = "SELECT COUNT(*) FROM invitations i WHERE delivery = 'queued'
                AND NOT EXISTS (SELECT 1 FROM mails m WHERE m.invitation_id = i.id AND m.state = 'queued')";
    assert_eq!(
        installation.number(lost).await,
        0,
        "what says that it is queued is in the queue"
    );
    let revision = serving.get("/changes?limit=1", token).await["revision"].as_i64();
    let told = revisions(serving, token, revision.expect("a number")).await;
    assert!(
        told.iter().copied().eq(1..=revision.expect("a number")),
        "a revision is missing: {told:?}"
    );
    let verified = installation.run(&["audit", "verify"]);
    assert!(verified.status.success(), "{}", text(&verified.stdout));
}

/// Between two requests a connection is at rest: none holds locks or an old state of the database for nobody.
async fn no_transaction_stays_open(installation: &Installation) {
    let open = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
                AND state LIKE 'idle in transaction%' AND state_change < now() - INTERVAL '2 seconds'";
    assert_eq!(installation.number(open).await, 0);
}

async fn pending(serving: &Serving, token: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let mut cursor = String::new();
    loop {
        let mut page = serving
            .get(&format!("/users?status=pending&limit=200{cursor}"), token)
            .await;
        found.append(page["items"].as_array_mut().expect("items"));
        let Some(next) = page["nextCursor"].as_str() else {
            return found;
        };
        cursor = format!("&cursor={next}");
    }
}

/// The revisions up to this one that the audit log knows of.
async fn revisions(serving: &Serving, token: &str, last: i64) -> BTreeSet<i64> {
    let (mut found, mut after) = (BTreeSet::new(), 0);
    loop {
        let page = serving.get(&format!("/audit?limit=1000&after={after}"), token).await;
        let events = page["items"].as_array().expect("items");
        let revisions = events.iter().filter_map(|event| event["revision"].as_i64());
        found.extend(revisions.filter(|revision| *revision <= last));
        after = events.last().and_then(|event| event["seq"].as_i64()).unwrap_or(after);
        if page["hasMore"] == Value::Bool(false) {
            assert_eq!(found.last(), Some(&last));
            return found;
        }
    }
}

async fn a_process_killed_at_any_moment_loses_nothing(installation: Installation) {
    installation.create_account();
    let random = SeededRandom::from_environment();
    let mut serving = installation.serve();
    let token = serving.sign_in().await;
    let writers = Writers::start(&serving, &token);
    for _ in 0..KILLS {
        let mut wait = [0; 1];
        random.fill(&mut wait);
        sleep(Duration::from_millis(20 + 2 * u64::from(wait[0]))).await;
        serving.signal("KILL");
        serving.ended_within(crate::serving::PATIENCE).await.expect("it ends");
        writers.url.send_replace(None);
        serving = installation.serve();
        writers.url.send_replace(Some(serving.url.clone()));
    }
    writers.write_more(WRITERS).await;
    let invited = writers.finish().await;
    println!("{invited} invitations over {KILLS} kills");
    everything_is_there_once(&installation, &serving, &token, invited).await;
    serving.stop().await;
}

crate::over_both_databases!(a_process_killed_at_any_moment_loses_nothing);

/// How soon after its database's return a node has to be of use again: what operators are promised.
const RECOVERY: Duration = Duration::from_secs(10);

/// The database server of two nodes is stopped as by a crash, twice, and started again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_server_that_crashes_is_waited_for() {
    let server = Arc::new(roster_testkit::ThrowawayPostgres::start_durable().expect("a server"));
    let installation = Installation::over(server.create_database().expect("a database"));
    installation.create_account();
    let nodes = [installation.serve(), installation.serve()];
    let token = nodes[0].sign_in().await;
    let writers = Writers::start(&nodes[0], &token);
    writers.write_more(10).await;
    for node in &nodes {
        // Whichever node they write to, the other has connections that break, too.
        node.get("/me", &token).await;
        server.crash().expect("it stops");
        for node in &nodes {
            says_that_the_database_is_away(node, &token).await;
        }
        server.start_again().expect("it starts");
        let returned = tokio::time::Instant::now();
        writers.url.send_replace(Some(node.url.clone()));
        writers.write_more(WRITERS).await;
        for node in &nodes {
            eventually(async || is_ready(node).await.then_some(())).await;
        }
        assert!(returned.elapsed() < RECOVERY, "{:?}", returned.elapsed());
    }
    let invited = writers.finish().await;
    everything_is_there_once(&installation, &nodes[0], &token, invited).await;
    for node in nodes {
        node.stop().await;
    }
}

async fn says_that_the_database_is_away(node: &Serving, token: &str) {
    let get = async |path: &str| {
        let request = Client::new().get(format!("{}{path}", node.url)).bearer_auth(token);
        request.send().await.expect("an answer")
    };
    for path in ["/readyz", "/api/v1/me"] {
        let answer = get(path).await;
        assert_eq!(answer.status(), 503, "{path}");
        assert!(answer.headers().contains_key("retry-after"), "{path}");
    }
    assert_eq!(get("/healthz").await.status(), 200);
    let metrics = get("/metrics").await.text().await.expect("text");
    assert!(metrics.contains("\nroster_database_up 0\n"));
}

async fn is_ready(node: &Serving) -> bool {
    let answer = Client::new().get(format!("{}/readyz", node.url)).send().await;
    answer.expect("an answer").status() == 200
}
