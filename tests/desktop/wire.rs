//! The network between a desktop and a service, which a test can cut.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};
use tokio::task::AbortHandle;

/// Passes bytes on between whoever connects to `url` and the service, until it is cut.
#[derive(Debug)]
pub struct Wire {
    pub url: String,
    up: watch::Sender<bool>,
    trap: Arc<Trap>,
    listening: AbortHandle,
}

/// A request that is passed on while its reply is not.
#[derive(Debug, Default)]
struct Trap {
    request: Mutex<Option<&'static str>>,
    replied: Notify,
}

impl Wire {
    /// A wire to the service at `url`.
    pub async fn to(url: &str) -> Result<Self> {
        let service: SocketAddr = url
            .trim_start_matches("http://")
            .parse()
            .context("the service's address")?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let (up, state) = watch::channel(true);
        let trap = Arc::new(Trap::default());
        let url = format!("http://{}", listener.local_addr()?);
        let listening = tokio::spawn(accept(listener, service, state, trap.clone())).abort_handle();
        Ok(Self {
            url,
            up,
            trap,
            listening,
        })
    }

    /// Ends every connection; whoever connects from now on is turned away.
    pub fn cut(&self) {
        self.up.send_replace(false);
    }

    pub fn mend(&self) {
        self.up.send_replace(true);
    }

    /// From now on, the reply to a request that begins so does not come through; of none, all do again.
    pub fn hold_the_reply_to(&self, request: Option<&'static str>) {
        *self.trap.request.lock().unwrap_or_else(PoisonError::into_inner) = request;
    }

    /// Waits until the service has replied to the request whose reply is held.
    pub async fn has_replied(&self) {
        self.trap.replied.notified().await;
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.listening.abort();
        self.cut();
    }
}

impl Trap {
    fn catches(&self, sent: &[u8]) -> bool {
        let request = *self.request.lock().unwrap_or_else(PoisonError::into_inner);
        request.is_some_and(|request| sent.starts_with(request.as_bytes()))
    }
}

async fn accept(listener: TcpListener, service: SocketAddr, state: watch::Receiver<bool>, trap: Arc<Trap>) {
    while let Ok((desktop, _)) = listener.accept().await {
        let mut state = state.clone();
        if !*state.borrow_and_update() {
            continue;
        }
        let trap = trap.clone();
        tokio::spawn(async move {
            tokio::select! {
                _ = pass_on(desktop, service, &trap) => {}
                _ = state.wait_for(|up| !up) => {}
            }
        });
    }
}

async fn pass_on(desktop: TcpStream, service: SocketAddr, trap: &Trap) -> Result<()> {
    let service = TcpStream::connect(service).await?;
    let (mut from_desktop, mut to_desktop) = desktop.into_split();
    let (mut from_service, mut to_service) = service.into_split();
    let (caught, mut is_caught) = watch::channel(false);
    let requests = async {
        copy(&mut from_desktop, &mut to_service, |sent| {
            if trap.catches(sent) {
                caught.send_replace(true);
            }
            true
        })
        .await
    };
    let replies = async {
        copy(&mut from_service, &mut to_desktop, |_| {
            let held = *is_caught.borrow_and_update();
            if held {
                trap.replied.notify_one();
            }
            !held
        })
        .await
    };
    tokio::try_join!(requests, replies)?;
    Ok(())
}

/// Copies what `passes` lets through until the end.
async fn copy(
    from: &mut (impl AsyncRead + Unpin),
    to: &mut (impl AsyncWrite + Unpin),
    mut passes: impl FnMut(&[u8]) -> bool,
) -> Result<()> {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let length = from.read(&mut buffer).await?;
        if length == 0 {
            return Ok(to.shutdown().await?);
        }
        let sent = &buffer[..length];
        if passes(sent) {
            to.write_all(sent).await?;
        }
    }
}
