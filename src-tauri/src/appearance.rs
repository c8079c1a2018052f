//! How the window looks on this computer, whoever works in it: its colours and its zoom, kept from one start to the next.
//!
//! Rust has to know them before the page does: a window that is to be dark must not begin white.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

const FILE: &str = "appearance.json";

/// In percent: what each press of the zoom keys leads to.
const ZOOM_STEPS: [u16; 13] = [50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400];

const UNZOOMED: u16 = 100;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Colours {
    Light,
    Dark,
    /// As the rest of the computer.
    #[default]
    System,
}

/// A press of the zoom keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum ZoomStep {
    In,
    Out,
    Reset,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Appearance {
    pub colours: Colours,
    /// In percent.
    pub zoom: u16,
}

impl Default for Appearance {
    fn default() -> Self {
        Self {
            colours: Colours::default(),
            zoom: UNZOOMED,
        }
    }
}

impl Appearance {
    /// What the web view takes the zoom as.
    pub fn zoom_factor(self) -> f64 {
        f64::from(self.zoom) / f64::from(UNZOOMED)
    }

    fn zoomed(self, step: ZoomStep) -> Self {
        let zoom = match step {
            ZoomStep::In => ZOOM_STEPS.into_iter().find(|&other| other > self.zoom),
            ZoomStep::Out => ZOOM_STEPS.into_iter().rev().find(|&other| other < self.zoom),
            ZoomStep::Reset => Some(UNZOOMED),
        };
        Self {
            zoom: zoom.unwrap_or(self.zoom),
            ..self
        }
    }

    /// A file that was tampered with may not make the window unreadable.
    fn within_bounds(self) -> Self {
        let (least, most) = (ZOOM_STEPS[0], ZOOM_STEPS[ZOOM_STEPS.len() - 1]);
        Self {
            zoom: self.zoom.clamp(least, most),
            ..self
        }
    }
}

/// The appearance, in memory and in its file.
#[derive(Debug)]
pub struct AppearanceStore {
    file: Option<PathBuf>,
    now: Mutex<Appearance>,
}

impl AppearanceStore {
    /// Reads what was kept in the data folder. What cannot be read is as at the first start.
    pub fn open(folder: Option<&Path>) -> Self {
        let file = folder.map(|folder| folder.join(FILE));
        let kept = file.as_ref().and_then(|file| std::fs::read(file).ok());
        let appearance: Appearance = kept
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        Self {
            file,
            now: Mutex::new(appearance.within_bounds()),
        }
    }

    pub fn now(&self) -> Appearance {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn set_colours(&self, colours: Colours) -> Appearance {
        self.change(|before| Appearance { colours, ..before })
    }

    pub fn zoom(&self, step: ZoomStep) -> Appearance {
        self.change(|before| before.zoomed(step))
    }

    fn change(&self, change: impl FnOnce(Appearance) -> Appearance) -> Appearance {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = change(*now);
        if changed != *now {
            *now = changed;
            if let Err(error) = self.keep(changed) {
                tracing::warn!(%error, "how the window looks will be forgotten when it closes");
            }
        }
        changed
    }

    fn keep(&self, appearance: Appearance) -> io::Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let unfinished = file.with_extension("new");
        std::fs::write(&unfinished, serde_json::to_vec(&appearance)?)?;
        std::fs::rename(unfinished, file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zoom_goes_by_steps_and_stops_at_both_ends() {
        let store = AppearanceStore::open(None);
        assert_eq!(store.zoom(ZoomStep::In).zoom, 110);
        assert_eq!(store.zoom(ZoomStep::Out).zoom, 100);
        let most = (0..20).map(|_| store.zoom(ZoomStep::In).zoom).last();
        assert_eq!(most, Some(400));
        let least = (0..20).map(|_| store.zoom(ZoomStep::Out).zoom).last();
        assert_eq!(least, Some(50));
        assert_eq!(store.zoom(ZoomStep::Reset).zoom, 100);
    }

    #[test]
    fn what_was_chosen_is_there_at_the_next_start() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("made when it is needed");
        let store = AppearanceStore::open(Some(&inner));
        store.set_colours(Colours::Dark);
        store.zoom(ZoomStep::In);
        let kept = Appearance {
            colours: Colours::Dark,
            zoom: 110,
        };
        assert_eq!(AppearanceStore::open(Some(&inner)).now(), kept);
    }

    #[test]
    fn a_file_that_says_nothing_usable_is_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        std::fs::write(&file, "{").unwrap();
        assert_eq!(AppearanceStore::open(Some(folder.path())).now(), Appearance::default());
        std::fs::write(&file, r#"{"zoom":9000,"unknown":1}"#).unwrap();
        assert_eq!(AppearanceStore::open(Some(folder.path())).now().zoom, 400);
    }
}
