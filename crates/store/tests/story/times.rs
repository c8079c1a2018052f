use jiff::{SignedDuration, Timestamp};
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

crate::on_both_engines!(times_sort_and_come_back_to_the_microsecond);
