//! From the program's start until its window shows what it is to show, as the screen has it: nothing drives the program meanwhile.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use roster_testkit::{Area, DesktopSession, Measurement, Program, Screen, Window};
use serde::Deserialize;
use serde_json::Value;

use super::now;
use super::seat::Seat;
use super::settings::Settings;
use super::stopwatch::Stopwatch;

/// Starts of each that are not counted: until every file is in memory.
const WARM_UP: usize = 2;

/// Where the pointer waits: over nothing that would show it.
const ASIDE: (i16, i16) = (1, 1);

/// The rows that are in view whole: the columns with names and addresses, which do not change as time goes by. The pointer goes to the
/// third, which then shows it.
const LIST: &str = "
    const rows = stopwatch.rows('main');
    const box = stopwatch.scroller('main').getBoundingClientRect();
    const whole = rows.filter((row) => row.getBoundingClientRect().top >= box.top + 40 && row.getBoundingClientRect().bottom <= box.bottom);
    const cell = (row, column) => row.children[column].getBoundingClientRect();
    const area = [cell(whole[0], 0).left, cell(whole[0], 0).top, cell(whole[0], 1).right, cell(whole.at(-1), 0).bottom];
    const { left, top, right, bottom } = cell(whole[2], 0);
    return { area, answer: [left, top, right, bottom] };";

/// The heading and both answers to its question. The pointer goes to the first, which then shows it.
const START_SCREEN: &str = "
    const buttons = ['Use on this computer', 'Connect to a server'].map((name) => aria.find('button', name)[0].getBoundingClientRect());
    const all = [aria.find('heading', null)[0].getBoundingClientRect(), ...buttons];
    const area = [Math.min(...all.map((one) => one.left)), Math.min(...all.map((one) => one.top)),
        Math.max(...all.map((one) => one.right)), Math.max(...all.map((one) => one.bottom))];
    const { left, top, right, bottom } = buttons[0];
    return { area, answer: [left, top, right, bottom] };";

pub async fn measure(session: &DesktopSession, settings: &Settings, list: &Seat<'_>, floor: &Seat<'_>) -> Result<()> {
    let screen = Screen::of(session)?;
    let shown_list = look_at_list(&screen, settings, list).await?;
    let shown_start = look_at_start_screen(&screen, floor).await?;
    let (mut of_list, mut of_floor) = (Times::default(), Times::default());
    // In turn, so that both see the machine alike.
    for number in 0..WARM_UP + settings.starts {
        for (seat, look, times) in [(floor, &shown_start, &mut of_floor), (list, &shown_list, &mut of_list)] {
            let start = start(session, &screen, seat, look)?;
            if number >= WARM_UP {
                times.shown.push(start.0);
                times.answered.push(start.1);
            }
        }
    }
    let [floor_shown, floor_answered] = of_floor.print("floor: start → start screen");
    let [list_shown, list_answered] = of_list.print("start → list");
    list_shown
        .times("start → list shown, of the floor", &floor_shown)
        .print();
    list_answered
        .times("start → list answers the pointer, of the floor", &floor_answered)
        .print();
    Ok(())
}

#[derive(Debug, Default)]
struct Times {
    shown: Vec<Duration>,
    answered: Vec<Duration>,
}

impl Times {
    fn print(self, name: &str) -> [Measurement; 2] {
        let measured = [
            Measurement::from_samples(&format!("{name} shown"), self.shown),
            Measurement::from_samples(&format!("{name} answers the pointer"), self.answered),
        ];
        measured.iter().for_each(Measurement::print);
        measured
    }
}

/// How a part of the screen looks once everything is there, and where one sees that it answers.
#[derive(Debug)]
struct Look {
    area: Area,
    picture: Vec<u8>,
    answer: Area,
    unanswered: Vec<u8>,
}

async fn look_at_list(screen: &Screen, settings: &Settings, list: &Seat<'_>) -> Result<Look> {
    screen.point_at(ASIDE.0, ASIDE.1)?;
    let window = list.open_list(settings.users).await?;
    Stopwatch::put_into(&window).await?;
    let look = look(screen, &window, LIST).await?;
    list.close(window).await?;
    Ok(look)
}

async fn look_at_start_screen(screen: &Screen, floor: &Seat<'_>) -> Result<Look> {
    screen.point_at(ASIDE.0, ASIDE.1)?;
    let window = floor.open().await?;
    window.find("button", "Connect to a server").await?;
    let look = look(screen, &window, START_SCREEN).await?;
    floor.close(window).await?;
    Ok(look)
}

/// What a script measured in the page, in pixels: left, top, right, bottom.
#[derive(Debug, Deserialize)]
struct Places {
    area: [f64; 4],
    answer: [f64; 4],
}

async fn look(screen: &Screen, window: &Window, script: &str) -> Result<Look> {
    let places: Value = window.script(script, vec![]).await?;
    let places: Places = serde_json::from_value(places)?;
    let origin = screen.window()?;
    let [area, answer] = [places.area, places.answer].map(|edges| on_screen(edges, origin));
    let picture = at_rest(screen, area).await?;
    let unanswered = screen.picture(answer)?;
    Ok(Look {
        area,
        picture,
        answer,
        unanswered,
    })
}

/// The dots that lie within these edges of the page wholly.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a screen is small"
)]
fn on_screen([left, top, right, bottom]: [f64; 4], origin: Area) -> Area {
    let (x, y) = (left.ceil() as i16, top.ceil() as i16);
    Area {
        x: origin.x + x,
        y: origin.y + y,
        width: (right.floor() as i16 - x) as u16,
        height: (bottom.floor() as i16 - y) as u16,
    }
}

/// How it looks once it has not changed for a second.
async fn at_rest(screen: &Screen, area: Area) -> Result<Vec<u8>> {
    let mut before = Vec::new();
    for _ in 0..60 {
        let picture = screen.picture(area)?;
        if picture == before {
            return Ok(picture);
        }
        before = picture;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    bail!("the screen does not come to rest")
}

/// Starts the program: how long until it shows everything, and until what is under the pointer shows the pointer.
fn start(session: &DesktopSession, screen: &Screen, seat: &Seat<'_>, look: &Look) -> Result<(Duration, Duration)> {
    screen.point_at(ASIDE.0, ASIDE.1)?;
    let began = now();
    let program = Program::start(session, &mut seat.command())?;
    let shown = screen.once(look.area, |dots| dots == look.picture)?;
    let Area { x, y, width, height } = look.answer;
    screen.point_at(x + width.cast_signed() / 2, y + height.cast_signed() / 2)?;
    let answered = screen.once(look.answer, |dots| dots != look.unanswered)?;
    screen.close_windows()?;
    program.ended()?;
    Ok((since(began, shown), since(began, answered)))
}

fn since(began: Instant, then: Instant) -> Duration {
    then.saturating_duration_since(began)
}
