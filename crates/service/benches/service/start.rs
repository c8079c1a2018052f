//! From nothing to the first answer, and what it takes of the memory when nobody asks anything.

use http::StatusCode;
use roster_testkit::Measurement;

use crate::client::{Call, Client};
use crate::node::{Memory, Node};
use crate::now;

const STARTS: usize = 11;

pub async fn measure(node: &mut Node) {
    let mut times = Vec::new();
    for _ in 0..STARTS {
        let began = now();
        let address = node.serve();
        let (status, _) = Client::connect(address, None).await.ask(&Call::get("/me"), None).await;
        times.push(began.elapsed());
        assert_eq!(status, StatusCode::UNAUTHORIZED, "nobody is signed in");
        if times.len() == STARTS {
            settle().await;
            node.print_memory("memory when idle", Memory::Now);
        }
        node.stop();
    }
    Measurement::from_samples(&node.named("cold start until it answers"), times).print();
}

/// What a start leaves to be done is done.
async fn settle() {
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
}
