//! What nobody gets below on this computer, each alone: a reply of axum's that says nothing, a write the disk has, a password
//! hash.

use std::fs::File;
use std::io::Write;
use std::num::NonZero;
use std::time::Duration;

use argon2::{Algorithm, Argon2, Params, Version};
use axum::Router;
use axum::routing::get;
use roster_testkit::Measurement;
use tokio::net::TcpListener;
use tokio::runtime::Builder;

use crate::client::Call;
use crate::load::load;
use crate::now;

pub async fn measure() {
    bare_reply().await;
    disk();
    Measurement::of_number("floor: argon2id on all cores", "/s", hashes_a_second()).print();
}

async fn bare_reply() {
    let (tell, told) = std::sync::mpsc::channel();
    // On threads of its own, as the service has them.
    std::thread::spawn(move || {
        let runtime = Builder::new_multi_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            tell.send(listener.local_addr().expect("an address"))
                .expect("someone waits");
            let app = Router::new().route("/api/v1/users", get(|| async { "{}" }));
            axum::serve(listener, app).await.expect("it serves");
        });
    });
    let address = told.recv().expect("it listens");
    let clients = (0..16).map(|_| (String::new(), || Call::get("/users")));
    load(address, clients)
        .await
        .print("floor: a bare reply of axum's, 16 clients");
}

fn disk() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut file = File::create(folder.path().join("floor")).expect("a file");
    Measurement::of("floor: 4 KB appended and on the disk (fdatasync)", 500, || {
        file.write_all(&[7; 4096]).expect("there is room");
        file.sync_data().expect("a disk");
    })
    .print();
}

/// With the parameters of the service, a hash at a time on each core.
pub fn hashes_a_second() -> f64 {
    const SPAN: Duration = Duration::from_secs(3);
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let began = now();
    let hash = || {
        let mut hashes = 0_u32;
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default());
        let mut out = [0; 32];
        while began.elapsed() < SPAN {
            argon
                .hash_password_into(b"seven green bicycles at dawn", b"saltsaltsaltsalt", &mut out)
                .expect("it hashes");
            hashes += 1;
        }
        hashes
    };
    let hashes: u32 = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(hash)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("it hashes"))
            .sum()
    });
    f64::from(hashes) / began.elapsed().as_secs_f64()
}
