use crate::cli::arguments::ServiceArguments;
use crate::cli::wrong::Wrong;
use crate::start;

/// `rosterd migrate`.
pub async fn migrate(arguments: ServiceArguments) -> Result<(), Wrong> {
    let settings = arguments.settings()?;
    let store = start::open_store(&settings).await?;
    store.close().await;
    tracing::info!("the database's schema is up to date");
    Ok(())
}
