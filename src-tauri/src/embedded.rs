//! The service itself, inside this process.

use std::path::PathBuf;

use roster_client::view::NewAccount;
use roster_client::{EmbeddedError, EmbeddedHost, EmbeddedService, Pending};
use roster_contract::{Problem, ProblemCode};
use roster_service::embedded::{self, EmbeddedSettings, NewAccountInput, StartError};
use tokio::sync::RwLock;
use url::Url;

/// Starts it when this computer is chosen.
#[derive(Debug)]
pub struct InThisProcess;

impl EmbeddedHost for InThisProcess {
    fn start(
        &self,
        folder: PathBuf,
        preferred_port: Option<u16>,
    ) -> Pending<'_, Result<Box<dyn EmbeddedService>, EmbeddedError>> {
        Box::pin(async move {
            let settings = EmbeddedSettings {
                data_dir: folder,
                preferred_port,
            };
            let service = embedded::EmbeddedService::start(settings)
                .await
                .map_err(embedded_error)?;
            let running: Box<dyn EmbeddedService> = Box::new(Running::of(service)?);
            Ok(running)
        })
    }
}

/// The service while it runs.
#[derive(Debug)]
struct Running {
    url: Url,
    mail_folder: PathBuf,
    /// Empty once it was stopped.
    service: RwLock<Option<embedded::EmbeddedService>>,
}

impl Running {
    fn of(service: embedded::EmbeddedService) -> Result<Self, EmbeddedError> {
        let url = service
            .url()
            .parse()
            .map_err(|error| EmbeddedError::Other(format!("its address: {error}")))?;
        Ok(Self {
            url,
            mail_folder: service.mail_folder(),
            service: RwLock::new(Some(service)),
        })
    }
}

impl EmbeddedService for Running {
    fn url(&self) -> Url {
        self.url.clone()
    }

    fn has_accounts(&self) -> Pending<'_, Result<bool, EmbeddedError>> {
        Box::pin(async {
            match self.service.read().await.as_ref() {
                Some(service) => Ok(service.has_accounts().await),
                None => Err(EmbeddedError::Other("it was stopped".to_owned())),
            }
        })
    }

    fn create_account(&self, account: NewAccount) -> Pending<'_, Result<(), Problem>> {
        Box::pin(async move {
            match self.service.read().await.as_ref() {
                Some(service) => service.create_account(input(account)).await,
                None => Err(Problem::new(ProblemCode::Unavailable)),
            }
        })
    }

    fn mail_folder(&self) -> PathBuf {
        self.mail_folder.clone()
    }

    fn stop(&self) -> Pending<'_, ()> {
        Box::pin(async {
            if let Some(service) = self.service.write().await.take() {
                service.stop().await;
            }
        })
    }
}

fn input(account: NewAccount) -> NewAccountInput {
    let NewAccount {
        account_name,
        first_name,
        last_name,
        login_email,
        communication_email,
        language,
        password,
    } = account;
    NewAccountInput {
        account_name,
        first_name,
        last_name,
        login_email,
        communication_email,
        language,
        password,
    }
}

fn embedded_error(error: StartError) -> EmbeddedError {
    match error {
        StartError::DatabaseNewer => EmbeddedError::DatabaseNewer,
        StartError::DatabaseUnreadable(why) => EmbeddedError::DatabaseUnreadable(why),
        StartError::DatabaseLost(database) => EmbeddedError::DatabaseLost(database),
        other => EmbeddedError::Other(other.to_string()),
    }
}
