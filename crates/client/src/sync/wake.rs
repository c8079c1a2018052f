use std::sync::Weak;
use std::time::Duration;

use jiff::Timestamp;
use tokio::time::Instant;

use crate::desktop::Desktop;

/// How much further than timers the wall clock must have gone for the computer to have been asleep: more than a clock is
/// usually put right by.
const LEAP: Duration = Duration::from_secs(5);

/// For as long as the desktop is there: lets it try the network anew whenever the computer wakes. While it sleeps the wall
/// clock goes on and timers stand still, and connections die without a word.
pub(crate) async fn watch_for_wake(desktop: Weak<Desktop>) {
    let Some(mut before) = look(&desktop) else { return };
    loop {
        tokio::time::sleep(before.pause).await;
        let Some(now) = look(&desktop) else { return };
        let by_wall = now.wall.duration_since(before.wall).unsigned_abs();
        if now.wall > before.wall
            && by_wall > now.timers - before.timers + LEAP
            && let Some(desktop) = desktop.upgrade()
        {
            tracing::info!("the computer was asleep");
            desktop.network_returned();
        }
        before = now;
    }
}

struct Look {
    wall: Timestamp,
    timers: Instant,
    pause: Duration,
}

fn look(desktop: &Weak<Desktop>) -> Option<Look> {
    let desktop = desktop.upgrade()?;
    Some(Look {
        wall: desktop.clock.now(),
        timers: Instant::now(),
        pause: desktop.timing.wake,
    })
}
