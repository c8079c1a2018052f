//! What happens on the connections themselves: requests that are no HTTP, that come slowly or not at all, and too many at once.

use std::net::SocketAddr;
use std::time::Duration;

use roster_service::Limits;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout};

use crate::sse::EventStream;
use crate::support::World;

/// Far longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// The limits with time-outs that a test can wait for.
fn short() -> Limits {
    Limits {
        head: Duration::from_secs(1),
        idle: Duration::from_secs(8),
        body: Duration::from_millis(1_500),
        ..Limits::default()
    }
}

async fn connect(address: SocketAddr) -> TcpStream {
    TcpStream::connect(address).await.expect("the service listens")
}

/// What comes until the service closes.
async fn rest(mut connection: TcpStream) -> String {
    let mut answer = Vec::new();
    let _ = timeout(PATIENCE, connection.read_to_end(&mut answer))
        .await
        .expect("it is closed");
    String::from_utf8(answer).expect("text")
}

async fn told(address: SocketAddr, request: &str) -> String {
    let mut connection = connect(address).await;
    connection.write_all(request.as_bytes()).await.expect("it is read");
    rest(connection).await
}

/// The same by one who then sends no more.
async fn told_and_ended(address: SocketAddr, request: &str) -> String {
    let mut connection = connect(address).await;
    connection.write_all(request.as_bytes()).await.expect("it is read");
    connection.shutdown().await.expect("it ends");
    rest(connection).await
}

/// Sends a piece again and again until the service closes the connection; how long that took.
async fn drip(mut connection: TcpStream, piece: &str, every: Duration) -> (String, Duration) {
    let began = Instant::now();
    let mut answer = Vec::new();
    let mut room = [0; 1024];
    while began.elapsed() < PATIENCE {
        let _ = connection.write_all(piece.as_bytes()).await;
        match timeout(every, connection.read(&mut room)).await {
            Ok(Ok(0) | Err(_)) => break,
            Ok(Ok(length)) => answer.extend_from_slice(&room[..length]),
            Err(_) => {}
        }
    }
    (String::from_utf8(answer).expect("text"), began.elapsed())
}

async fn what_is_no_http_is_refused(world: World) {
    let address = world.listen().await;
    let get = |head: &str| format!("GET /healthz HTTP/1.1\r\nconnection: close\r\n{head}\r\n");
    let alive = told(address, &get("host: roster\r\n")).await;
    assert!(alive.starts_with("HTTP/1.1 200"), "{alive}");
    let before_hosts = told(address, "GET /healthz HTTP/1.0\r\n\r\n").await;
    assert!(before_hosts.starts_with("HTTP/1.0 200"), "{before_hosts}");
    for head in [
        "",
        "host: a\r\nhost: a\r\n",
        "host: a\r\nHost: b\r\n",
        "host: a b\r\n",
        "host:\r\n",
    ] {
        let answer = told(address, &get(head)).await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{head:?}: {answer}");
        assert!(
            answer.contains("application/problem+json") && answer.contains("invalid-request"),
            "{answer}"
        );
        assert!(
            answer.contains("x-request-id") && answer.contains("nosniff"),
            "{answer}"
        );
    }
    let body = "2\r\n{}\r\n0\r\n\r\n";
    for codings in [
        "transfer-encoding: gzip, chunked\r\n",
        "transfer-encoding: gzip\r\ntransfer-encoding: chunked\r\n",
        "transfer-encoding: chunked, chunked\r\n",
        "transfer-encoding: chunked, gzip\r\n",
        "transfer-encoding: identity\r\n",
    ] {
        let head =
            "POST /api/v1/sessions HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: application/json\r\n";
        let answer = told(address, &format!("{head}{codings}\r\n{body}")).await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{codings}: {answer}");
    }
}

/// Each with less of a body than it says: 400, not 413.
async fn a_body_cut_short_or_badly_framed_is_no_json(world: World) {
    let account = world.account().await;
    let member = world.member(account).await;
    let address = world.listen().await;
    let token = member.token.as_deref().expect("a token");
    let head = format!(
        "PATCH /api/v1/me HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {token}\r\ncontent-type: application/json\r\n"
    );
    for rest in [
        "content-length: 100\r\n\r\n{}",
        "transfer-encoding: chunked\r\n\r\nx\r\n{}\r\n0\r\n\r\n",
        "transfer-encoding: chunked\r\n\r\n2\r\n{}xx0\r\n\r\n",
        "transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n",
        "transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n{}\r\n",
    ] {
        let answer = told_and_ended(address, &format!("{head}{rest}")).await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{rest:?}: {answer}");
        assert!(answer.contains("invalid-json"), "{rest:?}: {answer}");
    }
}

async fn what_comes_slowly_is_not_waited_for(mut world: World) {
    world.limit(short());
    let address = world.listen().await;
    let account = world.account().await;
    let member = world.member(account).await;
    let token = member.token.as_deref().expect("a token");
    let silent = rest(connect(address).await).await;
    assert_eq!(silent, "");
    let mut head = connect(address).await;
    head.write_all(b"GET /healthz HTTP/1.1\r\nhost: a\r\n")
        .await
        .expect("it is read");
    let (answer, took) = drip(head, "x-y: z\r\n", Duration::from_millis(50)).await;
    assert!(
        answer.is_empty() && took >= Duration::from_millis(300),
        "{answer} {took:?}"
    );
    let begin = format!(
        "PATCH /api/v1/me HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {token}\r\ncontent-type: application/json\r\n"
    );
    for (length, sent) in [(20, "{\"firstName\":\"Ada\"".to_owned()), (100_000, " ".repeat(99_999))] {
        let mut one_byte_short = connect(address).await;
        let request = format!("{begin}content-length: {length}\r\n\r\n{sent}");
        one_byte_short.write_all(request.as_bytes()).await.expect("it is read");
        let answer = rest(one_byte_short).await;
        assert!(
            answer.starts_with("HTTP/1.1 408") && answer.contains("request-timeout"),
            "{answer}"
        );
    }
    let mut dripping = connect(address).await;
    let request = format!("{begin}content-length: 100000\r\n\r\n");
    dripping.write_all(request.as_bytes()).await.expect("it is read");
    let (answer, took) = drip(dripping, " ", Duration::from_millis(50)).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(took >= Duration::from_millis(700), "{took:?}");
}

/// A connection goes on from request to request, also when they come some time apart; and is closed when none comes.
async fn a_connection_is_kept_for_a_while(mut world: World) {
    world.limit(short());
    let mut connection = connect(world.listen().await).await;
    let mut room = [0; 2048];
    for _ in 0..3 {
        connection
            .write_all(b"GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n")
            .await
            .expect("it is read");
        let length = connection.read(&mut room).await.expect("an answer");
        assert!(room[..length].starts_with(b"HTTP/1.1 200"));
        // Longer than a head may take.
        sleep(Duration::from_millis(1_300)).await;
    }
    let (answer, _) = drip(connection, "", Duration::from_millis(50)).await;
    assert_eq!(answer, "");
}

/// A stream of events is an answer that has no end: nothing has to be sent for it to go on.
async fn a_stream_of_events_is_left_alone(mut world: World) {
    world.limit(short());
    let account = world.account().await;
    let member = world.member(account).await;
    let address = world.listen().await;
    let token = member.token.as_deref().expect("a token");
    let mut events = EventStream::open(&format!("http://{address}"), token, None).await;
    events.revision().await;
    sleep(Duration::from_secs(2)).await;
    let before = world
        .patch("/me")
        .by(&member)
        .json(&serde_json::json!({ "firstName": "Grace" }));
    before.send().await.expect(200);
    timeout(PATIENCE, events.revision()).await.expect("it is told");
}

/// Whoever sends on after they were answered can still read the answer.
async fn an_early_answer_reaches_one_who_is_still_sending(world: World) {
    let address = world.listen().await;
    for (length, status) in [(8 * 1024 * 1024, "401"), (9 * 1024 * 1024, "413")] {
        let mut connection = connect(address).await;
        let head = format!(
            "POST /api/v1/users/bulk HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n"
        );
        connection.write_all(head.as_bytes()).await.expect("it is read");
        let piece = vec![b' '; 64 * 1024];
        for _ in 0..length / piece.len() {
            connection.write_all(&piece).await.expect("it is taken in");
        }
        let answer = rest(connection).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{answer}");
        assert!(answer.contains("connection: close"), "{answer}");
    }
    // One in chunks that was read to its end leaves the connection as it is.
    let mut connection = connect(address).await;
    let head = "POST /api/v1/sessions HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
    for _ in 0..2 {
        let request = format!("{head}2\r\n{{}}\r\n0\r\n\r\n");
        connection.write_all(request.as_bytes()).await.expect("it is read");
        let mut room = [0; 4096];
        let length = connection.read(&mut room).await.expect("an answer");
        let answer = String::from_utf8_lossy(&room[..length]);
        assert!(
            answer.starts_with("HTTP/1.1 422") && !answer.contains("connection: close"),
            "{answer}"
        );
    }
}

async fn one_address_has_so_many_connections(mut world: World) {
    world.limit(Limits {
        connections_per_address: 3,
        ..Limits::default()
    });
    let address = world.listen().await;
    let request = "GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
    let held = [connect(address).await, connect(address).await, connect(address).await];
    let refused = rest(connect(address).await).await;
    assert!(
        refused.starts_with("HTTP/1.1 503") && refused.contains("retry-after: 2"),
        "{refused}"
    );
    assert!(
        world
            .get("//metrics")
            .send()
            .await
            .text
            .contains("roster_connections_refused_total 1")
    );
    drop(held);
    let began = Instant::now();
    while !told(address, request).await.starts_with("HTTP/1.1 200") {
        assert!(began.elapsed() < PATIENCE, "there is room again");
    }
    let mut trusting = world;
    trusting.alter(|settings| settings.trusted_proxies = "127.0.0.1".parse().expect("an address"));
    let address = trusting.listen().await;
    let held = [connect(address).await, connect(address).await, connect(address).await];
    assert!(told(address, request).await.starts_with("HTTP/1.1 200"));
    drop(held);
}

crate::on_both_databases!(
    what_is_no_http_is_refused,
    a_body_cut_short_or_badly_framed_is_no_json,
    what_comes_slowly_is_not_waited_for,
    a_connection_is_kept_for_a_while,
    a_stream_of_events_is_left_alone,
    an_early_answer_reaches_one_who_is_still_sending,
    one_address_has_so_many_connections,
);
