//! Where the window stood and how large it was, from one start to the next.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use tauri::{App, Manager, PhysicalPosition, PhysicalSize, WebviewWindow, Window, WindowEvent};

use crate::data_folder;

const FILE: &str = "window.json";

/// In physical pixels: the frame's corner, and the size of what is within.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    x: i32,
    y: i32,
    width: u32,
    height: u32,
    /// It filled the screen; the rest is where it goes back to.
    maximized: bool,
}

/// The place as it was last, and the file that keeps it.
#[derive(Debug)]
pub struct WindowPlace {
    file: PathBuf,
    last: Mutex<Option<Place>>,
}

/// Puts the window where it was, as far as there is a screen there.
pub fn restore(app: &App) {
    let Ok(folder) = data_folder::find(&app.config().identifier) else {
        return;
    };
    let file = folder.join(FILE);
    let kept = std::fs::read(&file).ok();
    let kept = kept.and_then(|bytes| serde_json::from_slice::<Place>(&bytes).ok());
    for window in app.webview_windows().values() {
        if let Some(place) = kept
            && let Err(error) = put(window, place)
        {
            tracing::warn!(%error, "the window is not where it was");
        }
    }
    app.manage(WindowPlace {
        file,
        last: Mutex::new(kept),
    });
}

fn put(window: &WebviewWindow, place: Place) -> tauri::Result<()> {
    let screens: Vec<Screen> = window.available_monitors()?.iter().map(Screen::of).collect();
    if let Some(Place {
        x, y, width, height, ..
    }) = on_screen(place, &screens)
    {
        window.set_size(PhysicalSize::new(width, height))?;
        window.set_position(PhysicalPosition::new(x, y))?;
    }
    if place.maximized {
        window.maximize()?;
    }
    Ok(())
}

/// Notes the place when the window is left or closed.
pub fn on_event(window: &Window, event: &WindowEvent) {
    if !matches!(event, WindowEvent::CloseRequested { .. } | WindowEvent::Focused(false)) {
        return;
    }
    let Some(place) = window.try_state::<WindowPlace>() else {
        return;
    };
    if let Err(error) = place.note(window) {
        tracing::warn!(%error, "where the window is is not kept");
    }
}

impl WindowPlace {
    fn note(&self, window: &Window) -> Result<(), Box<dyn std::error::Error>> {
        if window.is_minimized()? {
            return Ok(());
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let now = match *last {
            Some(before) if window.is_maximized()? => Place {
                maximized: true,
                ..before
            },
            _ => present(window)?,
        };
        if *last != Some(now) {
            std::fs::write(&self.file, serde_json::to_vec(&now)?)?;
            *last = Some(now);
        }
        Ok(())
    }
}

fn present(window: &Window) -> tauri::Result<Place> {
    let (corner, size) = (window.outer_position()?, window.inner_size()?);
    Ok(Place {
        x: corner.x,
        y: corner.y,
        width: size.width,
        height: size.height,
        maximized: window.is_maximized()?,
    })
}

#[derive(Debug, Clone, Copy)]
struct Screen {
    x: i32,
    y: i32,
    width: u32,
    height: u32,
}

impl Screen {
    fn of(monitor: &tauri::Monitor) -> Self {
        let (corner, size) = (monitor.position(), monitor.size());
        Self {
            x: corner.x,
            y: corner.y,
            width: size.width,
            height: size.height,
        }
    }

    /// How much of the window is on it (pixels).
    fn shows(self, place: Place) -> i64 {
        let along = |from: i32, length: u32, other: i32, other_length: u32| {
            let end = (i64::from(from) + i64::from(length)).min(i64::from(other) + i64::from(other_length));
            (end - i64::from(from.max(other))).max(0)
        };
        along(self.x, self.width, place.x, place.width) * along(self.y, self.height, place.y, place.height)
    }
}

/// The same place, moved and made smaller as far as it needs to be to lie on the screen that shows most of it. Nothing where
/// there is no screen known.
fn on_screen(place: Place, screens: &[Screen]) -> Option<Place> {
    let screen = *screens.iter().rev().max_by_key(|screen| screen.shows(place))?;
    let width = place.width.min(screen.width);
    let height = place.height.min(screen.height);
    let within = |wanted: i32, from: i32, room: u32| wanted.clamp(from, from.saturating_add_unsigned(room));
    Some(Place {
        x: within(place.x, screen.x, screen.width - width),
        y: within(place.y, screen.y, screen.height - height),
        width,
        height,
        ..place
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAPTOP: Screen = Screen {
        x: 0,
        y: 0,
        width: 1920,
        height: 1080,
    };
    const BESIDE: Screen = Screen {
        x: 1920,
        y: -200,
        width: 2560,
        height: 1440,
    };

    fn place(x: i32, y: i32, width: u32, height: u32) -> Place {
        Place {
            x,
            y,
            width,
            height,
            maximized: false,
        }
    }

    #[test]
    fn a_window_that_is_on_a_screen_stays_where_it_is() {
        for there in [place(100, 50, 1180, 760), place(2500, -100, 1400, 1200)] {
            assert_eq!(on_screen(there, &[LAPTOP, BESIDE]), Some(there));
        }
    }

    #[test]
    fn a_window_of_a_screen_that_is_gone_comes_to_one_that_is_there() {
        assert_eq!(
            on_screen(place(2500, -100, 1400, 1200), &[LAPTOP]),
            Some(place(520, 0, 1400, 1080))
        );
        assert_eq!(
            on_screen(place(-9000, -9000, 800, 600), &[LAPTOP, BESIDE]),
            Some(place(0, 0, 800, 600))
        );
    }

    #[test]
    fn nonsense_in_the_file_puts_no_window_out_of_sight() {
        let far = place(i32::MAX, i32::MIN, u32::MAX, u32::MAX);
        assert_eq!(on_screen(far, &[LAPTOP]), Some(place(0, 0, 1920, 1080)));
        assert_eq!(on_screen(far, &[]), None);
    }
}
