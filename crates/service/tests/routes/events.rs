use futures_util::future::join_all;
use serde_json::json;

use crate::sse::EventStream;
use crate::support::{Person, World};

async fn open(world: &World, person: &Person, last_event: Option<&str>) -> EventStream {
    let base = format!("http://{}", world.listen().await);
    EventStream::open(&base, person.token.as_deref().expect("a token"), last_event).await
}

async fn rename(world: &World, by: &Person, name: &str) {
    world
        .patch("/account")
        .by(by)
        .json(&json!({ "name": name }))
        .send()
        .await
        .expect(200);
}

async fn the_present_revision_is_told_at_once_and_each_one_after_it(world: World) {
    let account = world.account().await;
    let (administrator, member) = (world.administrator(account).await, world.member(account).await);
    let mut stream = open(&world, &member, None).await;
    assert_eq!(stream.header("content-type"), Some("text/event-stream"));
    assert_eq!(stream.header("cache-control"), Some("no-store"));
    assert_eq!(stream.header("x-accel-buffering"), Some("no"));
    assert_eq!(stream.revision().await, 2);
    for (name, revision) in [("a", 3), ("b", 4), ("c", 5)] {
        rename(&world, &administrator, name).await;
        if revision == 4 {
            continue;
        }
        // Two commits between two looks are two events.
        for expected in if revision == 5 { vec![4, 5] } else { vec![3] } {
            assert_eq!(stream.revision().await, expected);
        }
    }
}

async fn another_accounts_revisions_are_not_told(world: World) {
    let (account, elsewhere) = (world.account().await, world.account().await);
    let (person, stranger) = (world.administrator(account).await, world.administrator(elsewhere).await);
    let mut stream = open(&world, &person, None).await;
    assert_eq!(stream.revision().await, 1);
    for name in ["a", "b", "c"] {
        rename(&world, &stranger, name).await;
    }
    rename(&world, &person, "d").await;
    assert_eq!(stream.revision().await, 2);
}

async fn a_stream_is_resumed_where_it_broke_off(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    for name in ["a", "b", "c"] {
        rename(&world, &administrator, name).await;
    }
    let mut stream = open(&world, &administrator, Some("2")).await;
    assert_eq!((stream.revision().await, stream.revision().await), (3, 4));
    let mut stream = open(&world, &administrator, Some("4")).await;
    rename(&world, &administrator, "d").await;
    assert_eq!(stream.revision().await, 5, "nothing was missed");
    for unknown in ["900", "-1", "x", "-9223372036854775808"] {
        assert_eq!(
            open(&world, &administrator, Some(unknown)).await.revision().await,
            5,
            "{unknown}"
        );
    }
    world.execute("UPDATE accounts SET revision = 100000").await;
    let mut stream = open(&world, &administrator, Some("5")).await;
    assert_eq!(stream.revision().await, 100_000, "the last stands for them all");
}

async fn a_stream_ends_with_its_session(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    let removed = world.member(account).await;
    let mut stream = open(&world, &removed, None).await;
    world
        .delete(&removed.path(""))
        .by(&administrator)
        .send()
        .await
        .expect(204);
    stream.ended().await;

    let signed_out = world.member(account).await;
    let mut stream = open(&world, &signed_out, None).await;
    world
        .delete("/sessions/current")
        .by(&signed_out)
        .send()
        .await
        .expect(204);
    stream.ended().await;
}

/// Nothing announces these: another process on SQLite, or time alone, has ended them.
async fn a_stream_ends_though_nobody_says_so(world: World) {
    let account = world.account().await;
    let ended_elsewhere = world.member(account).await;
    let mut stream = open(&world, &ended_elsewhere, None).await;
    stream.revision().await;
    world.execute("DELETE FROM sessions").await;
    stream.ended().await;

    let expired = world.member(account).await;
    let mut stream = open(&world, &expired, None).await;
    stream.revision().await;
    world.advance(jiff::SignedDuration::from_hours(30 * 24));
    stream.ended().await;
}

/// More than have their sessions looked up with each change.
async fn of_very_many_streams_each_hears_of_changes_and_ends_with_its_own_session(world: World) {
    let account = world.account().await;
    let (administrator, removed) = (world.administrator(account).await, world.member(account).await);
    let base = format!("http://{}", world.listen().await);
    let open = |person: &Person| {
        let (base, token) = (base.clone(), person.token.clone().expect("a token"));
        async move { EventStream::open(&base, &token, None).await }
    };
    let mut going_on = join_all((0..70).map(|_| open(&administrator))).await;
    let mut ending = join_all((0..70).map(|_| open(&removed))).await;
    for stream in going_on.iter_mut().chain(&mut ending) {
        assert_eq!(stream.revision().await, 2);
    }
    rename(&world, &administrator, "a").await;
    for stream in going_on.iter_mut().chain(&mut ending) {
        assert_eq!(stream.revision().await, 3);
    }
    let removal = world.delete(&removed.path("")).by(&administrator);
    removal.send().await.expect(204);
    for stream in &mut ending {
        stream.ended().await;
    }
    for stream in &mut going_on {
        assert_eq!(stream.revision().await, 4);
    }
}

async fn streams_end_when_the_service_stops(world: World) {
    let account = world.account().await;
    let person = world.member(account).await;
    let mut stream = open(&world, &person, None).await;
    stream.revision().await;
    world.app.shutdown.cancel();
    stream.ended().await;
}

async fn one_without_a_session_gets_no_stream(world: World) {
    world
        .get("/events")
        .send()
        .await
        .expect_problem(401, "session-required");
    let account = world.account().await;
    let person = world.member(account).await;
    world
        .get("/events?since=1")
        .by(&person)
        .send()
        .await
        .expect_problem(400, "invalid-query");
}

crate::on_both_databases!(
    the_present_revision_is_told_at_once_and_each_one_after_it,
    another_accounts_revisions_are_not_told,
    a_stream_is_resumed_where_it_broke_off,
    a_stream_ends_with_its_session,
    a_stream_ends_though_nobody_says_so,
    of_very_many_streams_each_hears_of_changes_and_ends_with_its_own_session,
    streams_end_when_the_service_stops,
    one_without_a_session_gets_no_stream,
);
