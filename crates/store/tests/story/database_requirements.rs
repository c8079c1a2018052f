//! Databases that do not meet Roster's requirements are refused at the start.

use roster_store::{OpenError, Store};
use roster_testkit::shared_postgres;

use crate::cast::{Cast, new_postgres_url};

/// Checks that a database is refused with nothing made in it, and gives the reason.
async fn refusal(url: &str) -> String {
    let error = Store::open(&url.parse().unwrap()).await.unwrap_err();
    assert!(matches!(error, OpenError::Unfit(_)), "{error:?}");
    error.to_string()
}

#[tokio::test]
async fn a_database_whose_text_is_not_utf_8_is_refused() {
    for encoding in ["WIN1252", "EUC_JP", "LATIN1", "SQL_ASCII"] {
        let url = shared_postgres().unwrap().create_database_in(encoding).unwrap();
        let reason = refusal(&url).await;
        assert!(reason.contains(encoding) && reason.contains("UTF8"), "{reason}");
    }
    let url = shared_postgres().unwrap().create_database_in("UTF8").unwrap();
    Store::open(&url.parse().unwrap()).await.unwrap().close().await;
}

#[tokio::test]
async fn a_database_with_row_security_switched_off_is_refused() {
    let url = new_postgres_url().await;
    let reason = refusal(&format!("{url}&options=-c%20row_security%3Doff")).await;
    assert!(reason.contains("row_security"), "{reason}");
    Store::open(&url.parse().unwrap()).await.unwrap().close().await;
}

#[tokio::test]
async fn a_database_that_may_only_be_read_is_refused() {
    let cast = Cast::on_postgres().await;
    let reason = refusal(&format!("{}&options=-c%20default_transaction_read_only%3Don", cast.url)).await;
    assert!(reason.contains("only be read"), "{reason}");
}
