mod dialogs;
mod figures;
mod lists;
mod memory;
mod plain_table;
mod scrolling;
mod seat;
mod settings;
mod sign_in;
mod starts;
mod stopwatch;
mod typing;

use std::time::Instant;

use anyhow::Result;
use roster_testkit::{DesktopSession, Server};
use tokio::runtime::Builder;

use seat::Seat;
use settings::{Part, Settings};

/// The window's size when Roster is started for the first time, which fills the screen.
const SCREEN: (u32, u32) = (1180, 760);

pub fn measure() -> Result<()> {
    let settings = Settings::from_environment()?;
    // One thread: what this takes, the window lacks.
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(measure_parts(&settings))
}

async fn measure_parts(settings: &Settings) -> Result<()> {
    let session = DesktopSession::with_screen(SCREEN.0, SCREEN.1)?;
    if settings.has(Part::List) {
        let server = Server::start(&settings.rosterd)?;
        // With the administrator, as many active users as were asked for.
        server.seed(settings.users - 1, settings.pending())?;
        let list = Seat::take(&session, settings).await?;
        let floor = Seat::take(&session, settings).await?;
        list.connect(&server, settings.users).await?;
        measure_list(&session, settings, &list, &floor).await?;
    }
    if begins(settings, Part::SignIn, "signing in, each time to a copy of everyone") {
        let server = Server::start(&settings.rosterd)?;
        server.seed(settings.users - settings.pending(), settings.pending())?;
        let seat = Seat::take(&session, settings).await?;
        sign_in::measure(settings, &seat, &server).await?;
    }
    Ok(())
}

/// All that begins at a list that is there: each part in a window of its own.
async fn measure_list(session: &DesktopSession, settings: &Settings, list: &Seat<'_>, floor: &Seat<'_>) -> Result<()> {
    if begins(settings, Part::Starts, "starts, each of the program anew") {
        starts::measure(session, settings, list, floor).await?;
    }
    if begins(settings, Part::Scrolling, "scrolling, and memory") {
        scrolling::measure(settings, list, floor).await?;
    }
    if begins(settings, Part::Typing, "typing") {
        typing::measure(settings, list).await?;
    }
    if begins(settings, Part::Lists, "tabs and columns") {
        lists::measure(settings, list).await?;
    }
    if begins(settings, Part::Dialogs, "dialogs") {
        dialogs::measure(settings, list).await?;
    }
    Ok(())
}

/// Whether a part is wanted, which a person who waits is told of.
fn begins(settings: &Settings, part: Part, what: &str) -> bool {
    let wanted = settings.has(part);
    if wanted {
        eprintln!("window: {what} …");
    }
    wanted
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
fn now() -> Instant {
    Instant::now()
}
