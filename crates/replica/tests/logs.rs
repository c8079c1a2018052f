//! What is logged when everything is logged.

#![allow(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

mod support;

use std::io::Write;
use std::sync::{Arc, Mutex};

use roster_replica::Replica;
use secrecy::ExposeSecret;
use support::{key, page, user};
use tracing_subscriber::fmt::MakeWriter;

/// Keeps every line.
#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Captured {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn neither_the_key_nor_a_record_is_logged() {
    let captured = Captured::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(captured.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let replica = Replica::open(&folder.path().join("replica.db"), &key(1)).await.unwrap();
    replica
        .apply(&page(1, vec![user(1, "Wilhelmina", "Planted")], &[]))
        .await
        .unwrap();
    tracing::info!("the log is on");
    let log = String::from_utf8(captured.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("the log is on"));
    assert!(!log.to_lowercase().contains(key(1).to_hex().expose_secret()), "{log}");
    assert!(!log.contains("Wilhelmina"), "{log}");
}
