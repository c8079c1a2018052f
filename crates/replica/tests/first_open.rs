//! Files that are the first of their process, opened at the same moment.

#![allow(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

mod support;

use std::process::Command;
use std::sync::Barrier;
use std::thread;

use roster_replica::Replica;
use support::key;

const FILES: usize = 8;
const PROCESSES: usize = 20;

/// SQLite is set up once in the life of a process, so each attempt needs a process of its own.
#[test]
fn the_first_files_of_a_process_open_at_the_same_moment() {
    for attempt in 1..=PROCESSES {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "--ignored", "open_many_at_once"])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "process {attempt} of {PROCESSES}: {said}");
        assert!(said.contains("1 passed"), "{said}");
    }
}

#[test]
#[ignore = "runs in processes of its own, which the test above starts"]
fn open_many_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let together = Barrier::new(FILES);
    thread::scope(|threads| {
        for number in 0..FILES {
            let path = folder.path().join(format!("{number}.db"));
            let together = &together;
            threads.spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build()
                    .unwrap();
                together.wait();
                runtime.block_on(async {
                    let replica = Replica::open(&path, &key(1)).await.unwrap();
                    replica.close().await;
                });
            });
        }
    });
}
