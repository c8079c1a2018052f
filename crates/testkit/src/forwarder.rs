use std::path::PathBuf;

use anyhow::Result;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::{broadcast, watch};
use tokio::task::AbortHandle;

use crate::postgres::database_of;

/// Stands between a program and a PostgreSQL server, as a balancer, a moved address or a bad network does. It listens on a
/// port of this computer, and each connection goes to the socket that it points at when the connection is made.
#[derive(Debug)]
pub struct Forwarder {
    port: u16,
    target: watch::Sender<PathBuf>,
    events: broadcast::Sender<Event>,
    accepting: AbortHandle,
}

/// What happens to all connections that there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    Forgotten,
    Cut,
}

impl Forwarder {
    /// Starts one that points at this socket. It runs on the runtime of whoever calls.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn to(socket: PathBuf) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let target = watch::Sender::new(socket);
        let (events, _) = broadcast::channel(16);
        let (targets, to_come) = (target.subscribe(), events.clone());
        let accepting = tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let socket = targets.borrow().clone();
                tokio::spawn(forward(near, socket, to_come.subscribe()));
            }
        });
        Ok(Self {
            port,
            target,
            events,
            accepting: accepting.abort_handle(),
        })
    }

    /// Leads new connections to another socket. Those that there are stay where they are.
    pub fn point_at(&self, socket: PathBuf) {
        self.target.send_replace(socket);
    }

    /// Forgets the connections there are: what is sent on them arrives nowhere, and nobody is told.
    pub fn forget(&self) {
        self.tell(Event::Forgotten);
    }

    /// Closes the connections there are.
    pub fn cut(&self) {
        self.tell(Event::Cut);
    }

    /// The URL by which a database is reached through this, from the one that its server gave.
    ///
    /// # Errors
    /// When that names no database.
    pub fn url_of(&self, database: &str) -> Result<String> {
        let (port, name) = (self.port, database_of(database)?);
        Ok(format!("postgres://postgres@127.0.0.1:{port}/{name}?sslmode=disable"))
    }

    fn tell(&self, event: Event) {
        // Fails only where there is no connection.
        let _ = self.events.send(event);
    }
}

impl Drop for Forwarder {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn forward(mut near: TcpStream, socket: PathBuf, mut events: broadcast::Receiver<Event>) {
    // Where no server is, the connection ends at once.
    let Ok(mut far) = UnixStream::connect(socket).await else {
        return;
    };
    tokio::select! {
        // First: what comes after an event is not to get through with what made this task look.
        biased;
        event = events.recv() => if event == Ok(Event::Forgotten) {
            // Both ends stay open, and nobody reads or writes.
            std::future::pending::<()>().await;
        },
        _ = copy_bidirectional(&mut near, &mut far) => {}
    }
}
