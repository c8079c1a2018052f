use jiff::{SignedDuration, Timestamp};
use roster_store::Tx;
use roster_store::users::{self, Column, Filter, Order};

use crate::cast::Cast;

/// `08:00:00Z` comes before `08:00:00.5Z`, which a database that keeps times as text gets wrong.
async fn times_sort_and_come_back_to_the_microsecond(cast: Cast) {
    let account = cast.account().await;
    let whole: Timestamp = "2026-03-02T08:00:00Z".parse().unwrap();
    let spans = [
        0,
        1,
        500_000,
        999_999,
        1_000_000,
        -1,
        -86_400_000_000,
        4_102_444_800_000_000,
    ];
    let mut expected: Vec<Timestamp> = Vec::new();
    for (index, span) in spans.into_iter().enumerate() {
        let mut new = cast.someone(account, &format!("u{index}@example.com"));
        new.now = whole + SignedDuration::from_micros(span);
        expected.push(new.now);
        cast.add(&new).await;
    }
    expected.sort_unstable();
    let order = Order {
        column: Column::CreatedAt,
        descending: false,
    };
    let found = users::list(&mut cast.read().await, account, &Filter::default(), order, None, 100)
        .await
        .unwrap();
    assert_eq!(
        found.iter().map(|user| user.created_at.timestamp()).collect::<Vec<_>>(),
        expected
    );
}

/// Whoever adds a stored time says in docs/OPERATIONS.md what a clock that was wrong does to it, and puts it right in `terms.rs`
/// if anything runs out by it.
#[tokio::test]
async fn of_every_stored_time_it_is_said_what_a_wrong_clock_does_to_it() {
    let docs = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/OPERATIONS.md")).unwrap();
    let cast = Cast::on_sqlite().await;
    let times = r"SELECT stored.name || '.' || columns.name FROM sqlite_schema stored
                  JOIN pragma_table_info(stored.name) columns
                  WHERE stored.type = 'table' AND stored.name NOT LIKE '\_sqlx%' ESCAPE '\'
                    AND columns.type IN ('BIGINT', 'INTEGER')
                    AND (columns.name = 'at' OR columns.name LIKE '%\_at' ESCAPE '\' OR columns.name LIKE '%\_until' ESCAPE '\')";
    let Tx::Sqlite(tx) = &mut cast.read().await else {
        panic!("not SQLite");
    };
    let times: Vec<String> = sqlx::query_scalar(times).fetch_all(&mut **tx).await.unwrap();
    assert!(times.len() > 20, "{times:?}");
    let untold: Vec<_> = times
        .iter()
        .filter(|time| !docs.contains(&format!("`{time}`")))
        .collect();
    assert!(
        untold.is_empty(),
        "not in docs/OPERATIONS.md, When the clock is wrong: {untold:?}"
    );
}

crate::on_both_engines!(times_sort_and_come_back_to_the_microsecond);
