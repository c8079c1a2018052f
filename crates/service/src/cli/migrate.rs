use roster_store::Store;

use crate::cli::arguments::ServiceArguments;
use crate::cli::wrong::Wrong;
use crate::start::StartError;

/// `rosterd migrate`.
pub async fn migrate(arguments: ServiceArguments) -> Result<(), Wrong> {
    let settings = arguments.settings()?;
    let store = Store::open(&settings.database_url).await.map_err(StartError::from)?;
    store.close().await;
    tracing::info!("the database's schema is up to date");
    Ok(())
}
