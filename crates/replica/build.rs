//! The migrations are embedded at compile time from the repository's root, which Cargo would not watch by itself.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations/replica");
    println!("cargo:rerun-if-changed=../../migrations/pending");
}
