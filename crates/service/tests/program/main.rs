//! `rosterd` as an operator meets it: the built program, its exit status, what it prints and what it leaves behind; and the
//! same service inside another program.
#![cfg(unix)]

mod account_create;
mod audit_verify;
mod backup;
mod clock;
mod embedded;
mod failover;
mod installation;
mod kills;
mod logs;
mod lost_database;
mod mail_over_tls;
mod memory;
mod migrate;
mod news;
mod nginx;
mod nodes;
mod pooler;
mod postfix;
mod secrets;
mod seed;
mod serve;
mod serving;
#[path = "../routes/sse.rs"]
mod sse;
mod two_processes;
mod under_a_path;
mod wrong_settings;

/// Runs each of the named functions, `async fn(Installation)`, over SQLite and over PostgreSQL.
#[macro_export]
macro_rules! over_both_databases {
    ($($name:ident),+ $(,)?) => {
        mod over_sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    super::$name($crate::installation::Installation::over_sqlite()).await;
                }
            )+
        }

        mod over_postgres {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    super::$name($crate::installation::Installation::over_postgres().await).await;
                }
            )+
        }
    };
}
