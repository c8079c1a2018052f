//! Where a link must not be found.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use roster_testkit::{SmtpOptions, SmtpServer};
use tracing_subscriber::fmt::MakeWriter;

use crate::invited::{Invited, PASSWORD, expect_page, password};
use crate::on_both_databases;
use crate::post_office::{Running, pass_to_next_try, until, until_delivery};
use crate::support::World;

on_both_databases!(a_link_is_in_no_log_and_not_in_the_database);

/// Everything that is logged in this process, at every level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

static LOG: std::sync::LazyLock<Log> = std::sync::LazyLock::new(|| {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).expect("nothing else logs in this process");
    log
});

async fn a_link_is_in_no_log_and_not_in_the_database(world: World) {
    let log = LOG.clone();
    let server = SmtpServer::start(&SmtpOptions {
        fail_first: 1,
        ..SmtpOptions::default()
    })
    .unwrap();
    let worker = Running::start(&world, &server.url());
    let invited = Invited::to(&world).await;
    until_delivery(&world, &invited, "queued", true).await;
    until("sent", async || {
        pass_to_next_try(&world).await;
        server.messages().await.len() == 1
    })
    .await;
    until_delivery(&world, &invited, "sent", false).await;
    expect_page(&invited.get(&world).send().await, 200, &[]);
    let lowercase = invited.token.to_lowercase();
    for (table, columns) in [
        ("mails", "recipient || details || COALESCE(last_error, '')"),
        ("invitations", "COALESCE(delivery_error, '')"),
        ("audit_events", "changes || COALESCE(target_name, '')"),
    ] {
        for text in world.texts(&format!("SELECT {columns} FROM {table}")).await {
            assert!(!text.to_lowercase().contains(&lowercase), "{table}: {text}");
        }
    }
    expect_page(&invited.post(&world, &password(PASSWORD)).send().await, 200, &[]);
    worker.stop().await;
    let logged = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(logged.contains("a mail was sent"), "the log is kept");
    for secret in [invited.token.as_str(), PASSWORD, "pigeons"] {
        let line = logged.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret} is logged");
    }
}
