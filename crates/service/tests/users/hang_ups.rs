//! Clients that hang up in the middle of a request, by the thousand.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{Person, World, invitation_form};

const CLIENTS: u64 = 3000;
const AT_ONCE: u64 = 50;

/// When a client loses patience.
enum Patience {
    /// After a while, which may be before its request was all sent or after it was answered.
    For(Duration),
    UntilAnswered,
}

impl Patience {
    /// From a microsecond to a quarter of a second, each order of magnitude as likely as the other; one in ten stays.
    fn of(dice: u32) -> Self {
        if dice.is_multiple_of(10) {
            Self::UntilAnswered
        } else {
            Self::For(Duration::from_micros(1 << (dice % 19)))
        }
    }
}

async fn hang_up(address: SocketAddr, request: String, cut: usize, patience: Patience) {
    let mut connection = TcpStream::connect(address).await.expect("the service listens");
    let sent = match patience {
        Patience::For(_) => cut.min(request.len()),
        Patience::UntilAnswered => request.len(),
    };
    let _ = connection.write_all(&request.as_bytes()[..sent]).await;
    match patience {
        Patience::For(span) => tokio::time::sleep(span).await,
        Patience::UntilAnswered => drop(connection.read_u8().await.expect("an answer")),
    }
}

/// The requests of clients that are about to hang up: some write, some read, some under an idempotency key.
fn request(who: &Person, client: u64) -> String {
    let token = who.token.as_deref().unwrap();
    if client.is_multiple_of(5) {
        return format!("GET /api/v1/users HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n\r\n");
    }
    let key = if client.is_multiple_of(2) {
        format!("idempotency-key: k{}\r\n", client / 4)
    } else {
        String::new()
    };
    let body = invitation_form(&format!("client{client}@example.com")).to_string();
    let head = format!("POST /api/v1/users HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n{key}");
    format!(
        "{head}content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

async fn clients_that_hang_up_leave_no_open_transaction_and_no_gap(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let address = world.listen().await;
    let before = world.revision(account).await;
    for batch in 0..CLIENTS / AT_ONCE {
        let clients = (0..AT_ONCE).map(|index| {
            let client = batch * AT_ONCE + index;
            let mut dice = [0; 6];
            world.app.random.fill(&mut dice);
            let request = request(&administrator, client);
            let cut = if dice[0] < 32 { usize::from(dice[1]) } else { usize::MAX };
            let patience = Patience::of(u32::from_le_bytes([dice[2], dice[3], dice[4], dice[5]]));
            tokio::spawn(hang_up(address, request, cut, patience))
        });
        for client in clients.collect::<Vec<_>>() {
            client.await.unwrap();
        }
    }
    settle(&world).await;
    let created = world.number("SELECT COUNT(*) FROM users").await - 1;
    assert!(created > 100, "some requests were done: {created}");
    let revision = world.revision(account).await;
    assert_eq!(revision - before, created, "a revision for each user, and none besides");
    let events = format!(
        "SELECT COUNT(DISTINCT revision) FROM audit_events WHERE revision > {before} AND revision <= {revision}"
    );
    assert_eq!(world.number(&events).await, created, "no gap");
    for table in ["invitations", "mails"] {
        assert_eq!(
            world.number(&format!("SELECT COUNT(*) FROM {table}")).await,
            created,
            "{table}"
        );
    }
    let unanswered = "SELECT COUNT(*) FROM idempotency_keys WHERE sealed_reply IS NULL";
    assert_eq!(world.number(unanswered).await, 0);
    for index in 0..40 {
        let form = invitation_form(&format!("after{index}@example.com"));
        world
            .post("/users")
            .by(&administrator)
            .json(&form)
            .send()
            .await
            .expect(201);
    }
    assert_eq!(world.revision(account).await, revision + 40);
}

/// Waits until nothing is under way any more: no transaction is open, and the revision stands still.
async fn settle(world: &World) {
    let deadline = tokio::time::Instant::now() + Duration::from_mins(1);
    let mut last = -1;
    loop {
        let idle = !world.is_postgres() || world.number(OPEN_TRANSACTIONS).await == 0;
        let reached = world.number("SELECT CAST(SUM(revision) AS BIGINT) FROM accounts").await;
        if idle && reached == last {
            return;
        }
        assert!(
            tokio::time::Instant::now() < deadline,
            "a transaction is still open, or writes go on"
        );
        last = reached;
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}

/// Those of this database, but for the one that asks.
const OPEN_TRANSACTIONS: &str = "SELECT COUNT(*) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL";

crate::on_both_databases!(clients_that_hang_up_leave_no_open_transaction_and_no_gap);
