//! PgBouncer, as Debian's package sets it up, between the service and PostgreSQL.

use roster_testkit::{PgBouncer, PoolMode, ThrowawayPostgres, shared_postgres};

use crate::installation::{Installation, refusal};
use crate::kills::{Writers, everything_is_there_once};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_works_through_a_pooler_in_session_mode() {
    let server = ThrowawayPostgres::start().expect("a server");
    let direct = Installation::over(server.create_database().expect("a database"));
    let Some(pooler) = PgBouncer::before(&server, PoolMode::Session).expect("a pooler") else {
        return;
    };
    let installation = Installation::over(pooler.url_of(&direct.database_url()).expect("a URL"));
    installation.create_account();
    let node = installation.serve();
    let token = node.sign_in().await;
    let writers = Writers::start(&node, &token);
    writers.write_more(40).await;
    let invited = writers.finish().await;
    everything_is_there_once(&installation, &node, &token, invited).await;
    let log = node.stop().await;
    assert!(
        !log.contains("ERROR") && !log.contains("news from the database stopped"),
        "{log}"
    );
}

#[test]
fn a_database_that_does_not_fit_is_refused_in_one_line() {
    let server = shared_postgres().expect("a server");
    let url = server.create_database().expect("a database");
    let mut unfit = vec![(format!("{url}&options=-c%20row_security%3Doff"), "row_security")];
    for encoding in ["WIN1252", "EUC_JP", "LATIN1", "SQL_ASCII"] {
        unfit.push((server.create_database_in(encoding).expect("a database"), "UTF8"));
    }
    let pooler = PgBouncer::before(server, PoolMode::Transaction).expect("a pooler");
    if let Some(pooler) = &pooler {
        unfit.push((pooler.url_of(&url).expect("a URL"), "session mode"));
    }
    for (url, word) in unfit {
        let installation = Installation::over(url);
        for command in ["serve", "migrate"] {
            let line = refusal(&installation.run(&[command]));
            assert!(line.starts_with("--database-url: ") && line.contains(word), "{line}");
        }
        assert!(!installation.data_dir().join("secret.key").exists());
    }
}
