//! The connections that others open: how many, how long they may take, and what is no HTTP on them.

pub mod framing;
mod places;
mod standing;
mod watched;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderValue, Request, Response, header};
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

use crate::app::App;
use crate::connections::framing::FromTheWire;
use crate::connections::places::{Place, Places};
use crate::connections::standing::{Answer, Asked, Standing};
use crate::connections::watched::Watched;

/// How much of a connection is read ahead, at the most: no request has a longer head.
const READ_AHEAD: usize = 16 * 1024;

/// What one is told for whom there is no place: too many connections are open, from there or in all.
const CROWDED: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\nretry-after: 2\r\n\r\n";

/// Answers whoever connects until the service shuts down, and then finishes what is in flight.
pub async fn serve(app: App, mut listener: TcpListener) {
    let routes = crate::router(app.clone());
    let (open, places) = (TaskTracker::new(), Places::new(&app.settings.limits));
    loop {
        let (stream, peer) = tokio::select! {
            accepted = Listener::accept(&mut listener) => accepted,
            () = app.shutdown.cancelled() => break,
        };
        match places.take(peer.ip(), &app.settings) {
            Some(place) => {
                open.spawn(answer(app.clone(), routes.clone(), stream, peer, place));
            }
            None => turn_away(&app, &stream),
        }
    }
    drop(listener);
    open.close();
    open.wait().await;
}

/// Without a task or a wait: there may be many.
fn turn_away(app: &App, stream: &TcpStream) {
    app.metrics.count_turned_away();
    let _ = stream.try_write(CROWDED);
}

async fn answer(app: App, routes: Router, stream: TcpStream, peer: SocketAddr, place: Place) {
    // Events are short, and are not to wait for more to be sent with them.
    let _ = stream.set_nodelay(true);
    let standing = Arc::new(Standing::default());
    let watched = Watched::new(stream, standing.clone(), &app.settings.limits);
    let service = service_fn(move |request| ask(routes.clone(), request, peer, standing.clone()));
    let mut connection = std::pin::pin!(
        http1::Builder::new()
            .max_buf_size(READ_AHEAD)
            .serve_connection(TokioIo::new(watched), service)
    );
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = app.shutdown.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
    drop(place);
}

async fn ask(
    routes: Router,
    request: Request<Incoming>,
    peer: SocketAddr,
    standing: Arc<Standing>,
) -> Result<Response<Answer>, Infallible> {
    let asked = standing.clone();
    let mut request = request.map(|body| Body::new(Asked::of(body, asked)));
    request.extensions_mut().insert(ConnectInfo(peer));
    request.extensions_mut().insert(FromTheWire);
    let answered = Answer::begin(standing);
    let mut response = routes.oneshot(request).await?;
    if answered.has_left_bytes() {
        // It closes once they are thrown away, and whoever sent them is not to send another request on it.
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(header::CONNECTION, close);
    }
    Ok(response.map(|body| answered.with(body)))
}
