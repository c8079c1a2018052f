//! What the tests of the service share: a service over a fresh database of either engine, people in it, and requests that
//! go through the real router.
//!
//! People are written straight into the store and signed in by a row in `sessions`, so that a test of one route needs no
//! other. Time stands still until a test moves [`World::clock`].
#![allow(dead_code, unused_imports, reason = "every test binary uses another part of this")]

mod answer;
mod database;
mod people;
mod request;
mod rows;
mod world;

pub use answer::{Answer, field_faults};
pub use people::{Person, invitation_form};
pub use request::Call;
pub use rows::execute;
pub use world::World;

/// Runs each of the named functions, `async fn(World)`, over a fresh SQLite file and over a fresh PostgreSQL database.
#[macro_export]
macro_rules! on_both_databases {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    super::$name($crate::support::World::on_sqlite().await).await;
                }
            )+
        }

        mod on_postgres {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                #[cfg_attr(not(unix), ignore = "the throw-away PostgreSQL is for Unix")]
                async fn $name() {
                    super::$name($crate::support::World::on_postgres().await).await;
                }
            )+
        }
    };
}
