//! The story of a database, told on SQLite and on PostgreSQL with the same words: whatever holds on the one has to hold on
//! the other.
#![allow(clippy::unwrap_used, reason = "a test whose scene cannot be set has failed")]

mod accounts;
mod apart;
mod audit;
mod cast;
// What it starts, testkit has for Unix only: PostgreSQL, a network before it, PgBouncer.
#[cfg(unix)]
mod database_requirements;
#[cfg(unix)]
mod failover;
mod history;
mod idempotency;
mod invitations;
mod opening;
mod passing_errors;
#[cfg(unix)]
mod pooler;
#[cfg(unix)]
mod silence;
mod times;
mod transactions;
mod upgrade;
mod users;
mod writes_together;

/// Runs each of the named functions, `async fn(Cast)`, on both engines.
#[macro_export]
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    super::$name($crate::cast::Cast::on_sqlite().await).await;
                }
            )+
        }

        mod on_postgres {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                #[cfg_attr(not(unix), ignore = "the throw-away PostgreSQL is for Unix")]
                async fn $name() {
                    super::$name($crate::cast::Cast::on_postgres().await).await;
                }
            )+
        }
    };
}
