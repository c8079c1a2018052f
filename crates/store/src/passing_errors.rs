//! Which errors of the two engines are temporary: whoever asked is told to try again later.

use sqlx::error::DatabaseError;
use sqlx::postgres::{PgDatabaseError, PgSeverity};

/// Of a server that only reads, or a transaction of one.
const READ_ONLY: &str = "25006";

/// Whether the same may go well in a while: the connection is gone, resources ran out, another transaction was in the way, an
/// operator intervened. All else is a mistake in this program or in the data.
pub(crate) fn passes(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        // The other end, or what stands before it, says what it cannot say there.
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(error) => match postgres(error.as_ref()) {
            Some(error) => class_passes(error.code()),
            None => sqlite_passes(error.as_ref()),
        },
        _ => false,
    }
}

/// Whether a connection is of no more use for writing after this error: it is broken, or leads to a server that only reads.
pub(crate) fn ends_connection(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) => true,
        sqlx::Error::Database(error) => postgres(error.as_ref()).is_some_and(|error| {
            matches!(error.severity(), PgSeverity::Fatal | PgSeverity::Panic) || error.code() == READ_ONLY
        }),
        _ => false,
    }
}

/// By the classes of PostgreSQL's codes (Appendix A of its manual, "PostgreSQL Error Codes"), so that one that is new or rare
/// is judged as its like.
fn class_passes(code: &str) -> bool {
    match code {
        // Of class 25, what is no mistake of ours: a server that only reads; a transaction that was idle, or went on, for too long.
        READ_ONLY | "25P03" | "25P04" => true,
        _ => matches!(
            code.get(..2),
            Some(
                "08"        // connection exception
                    | "28"  // invalid authorization: while this runs, a password or a rule that is being changed
                    | "3D"  // no such database: while this runs, one that is being renamed or put back
                    | "40"  // transaction rollback: two in each other's way
                    | "53"  // insufficient resources
                    | "55"  // object not in prerequisite state: in use, locked, not taking connections
                    | "57"  // operator intervention: cancelled, took too long, shut down, starting
                    | "58" // system error: the disk or the files beneath it
            )
        ),
    }
}

/// By SQLite's primary result codes (<https://www.sqlite.org/rescode.html>), which are the low byte of the extended ones.
fn sqlite_passes(error: &dyn DatabaseError) -> bool {
    const BUSY: i32 = 5;
    const LOCKED: i32 = 6;
    const NO_MEMORY: i32 = 7;
    const READ_ONLY: i32 = 8;
    const INTERRUPTED: i32 = 9;
    const IO: i32 = 10;
    const FULL: i32 = 13;
    const CANNOT_OPEN: i32 = 14;
    let code = error.code().and_then(|code| code.parse::<i32>().ok());
    code.is_some_and(|code| {
        matches!(
            code & 0xff,
            BUSY | LOCKED | NO_MEMORY | READ_ONLY | INTERRUPTED | IO | FULL | CANNOT_OPEN
        )
    })
}

fn postgres(error: &dyn DatabaseError) -> Option<&PgDatabaseError> {
    error.try_downcast_ref()
}
