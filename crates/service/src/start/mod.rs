//! Starts the service, for `rosterd serve` and inside the desktop alike.

mod data_dir;
mod error;
mod key_permissions;
mod lost_database;
pub(crate) mod secret_key;
mod settings;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use roster_domain::Clock;
use roster_store::Store;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use url::Url;

pub use error::StartError;
pub use lost_database::LostDatabase;
pub use settings::{SecretKeySource, ServiceSettings};

use crate::ambient::{OsRandom, SystemClock};
use crate::app::{App, Settings};
use crate::connections;
use crate::mail::{Helo, MAIL_TIMEOUT, MailSettings, MailWorker};
use crate::{news, terms};

/// How long connections may take to finish what is in flight once the service stops. Whoever has not sent the whole of a
/// request by then never will.
const LAST_REQUESTS: Duration = Duration::from_secs(18);
/// How long all of it may take. A database that does not answer is not waited for: what it was told to commit is there, or is not.
const LAST_OF_ALL: Duration = Duration::from_secs(20);

/// A service that runs: HTTP, the mail worker, and the news from other processes.
#[derive(Debug)]
pub struct RunningService {
    pub app: App,
    pub address: SocketAddr,
    tasks: Vec<JoinHandle<()>>,
}

/// Opens the database, checks that the secret key belongs to it, and puts the application together. Listens to nothing.
pub async fn open(settings: &ServiceSettings, public_url: Url) -> Result<App, StartError> {
    data_dir::prepare(settings)?;
    let store = open_store(settings).await?;
    let random = OsRandom;
    let key = match secret_key::read_or_make(&settings.secret_key, &store, &random).await {
        Ok(key) => key,
        Err(error) => {
            store.close().await;
            return Err(error);
        }
    };
    let settings = Settings {
        invitation_ttl: settings.invitation_ttl,
        invitation_quota: settings.invitation_quota,
        session_ttl: settings.session_ttl,
        session_idle_ttl: settings.session_idle_ttl,
        trusted_proxies: settings.trusted_proxies.clone(),
        limits: settings.limits.clone(),
        ..Settings::new(public_url)
    };
    Ok(App::new(store, Arc::new(SystemClock), Arc::new(random), key, settings))
}

/// Opens the database, unless it looks as if another one had been lost in its place.
pub async fn open_store(settings: &ServiceSettings) -> Result<Store, StartError> {
    lost_database::refuse(settings, SystemClock.now())?;
    Ok(Store::open(&settings.database_url).await?)
}

/// Starts everything on a listener that is already bound.
pub async fn start(settings: &ServiceSettings, listener: TcpListener) -> Result<RunningService, StartError> {
    let address = listener.local_addr().map_err(StartError::Listen)?;
    let public_url = settings
        .public_url
        .clone()
        .unwrap_or_else(|| default_public_url(address));
    let helo = settings.mail_helo.clone().unwrap_or_else(|| Helo::of(&public_url));
    let app = open(settings, public_url).await?;
    let mail = MailSettings {
        url: settings.mail_url.clone(),
        from: settings.mail_from.clone(),
        helo,
        retry_base: settings.mail_retry_base,
        patience: MAIL_TIMEOUT,
    };
    let worker = match MailWorker::new(app.clone(), mail) {
        Ok(worker) => worker,
        Err(error) => {
            app.store.close().await;
            return Err(StartError::MailFolder(error));
        }
    };
    // Before anyone is answered: the clock may have been corrected while nothing ran.
    if let Err(refusal) = terms::put_right(&app, settings.mail_retry_base).await {
        terms::tell(refusal);
    }
    let tasks = vec![
        tokio::spawn(terms::watch(app.clone(), settings.mail_retry_base)),
        tokio::spawn(worker.run()),
        tokio::spawn(news::follow(app.clone())),
        tokio::spawn(crate::upkeep::run(app.clone())),
        tokio::spawn(answer(app.clone(), listener)),
    ];
    Ok(RunningService { app, address, tasks })
}

/// `http://` and the listening address.
pub fn default_public_url(address: SocketAddr) -> Url {
    format!("http://{address}/")
        .parse()
        .expect("a socket address makes a URL")
}

impl RunningService {
    /// Finishes what is in flight, stops the worker and closes the database, for as long as that answers.
    pub async fn stop(self) {
        self.app.shutdown.cancel();
        if tokio::time::timeout(LAST_OF_ALL, self.finish()).await.is_err() {
            tracing::warn!("the service ends, though not all that was in flight is finished");
        }
    }

    async fn finish(self) {
        for task in self.tasks {
            if let Err(error) = task.await {
                tracing::error!(%error, "a part of the service ended early");
            }
        }
        self.app.pending_notes.written().await;
        self.app.store.close().await;
    }
}

async fn answer(app: App, listener: TcpListener) {
    let shutdown = app.shutdown.clone();
    let overdue = async {
        shutdown.cancelled().await;
        tokio::time::sleep(LAST_REQUESTS).await;
    };
    tokio::select! {
        () = connections::serve(app, listener) => {}
        () = overdue => tracing::warn!("some connections were still open at shutdown"),
    }
}
