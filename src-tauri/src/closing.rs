//! Closing the window while something typed in it is not saved.

use std::sync::atomic::{AtomicBool, Ordering};

use tauri::{Manager, Window, WindowEvent};
use tauri_specta::Event;

use crate::events::CloseAsked;

/// What is known of the window's forms.
#[derive(Debug, Default)]
pub struct Closing {
    unsaved: AtomicBool,
    /// The window was told that it is to close, and has not been heard of since.
    unanswered: AtomicBool,
}

impl Closing {
    pub fn set_unsaved(&self, unsaved: bool) {
        self.unsaved.store(unsaved, Ordering::Release);
        self.heard();
    }

    /// The window is alive, and asks the person.
    pub fn heard(&self) {
        self.unanswered.store(false, Ordering::Release);
    }

    /// Whether the window has to be asked first. One that did not answer the last time is closed.
    fn asks(&self) -> bool {
        self.unsaved.load(Ordering::Acquire) && !self.unanswered.swap(true, Ordering::AcqRel)
    }
}

/// Holds the window open for as long as it takes to ask.
pub fn on_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else {
        return;
    };
    if window.state::<Closing>().asks() && CloseAsked.emit(window.app_handle()).is_ok() {
        api.prevent_close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_window_with_something_unsaved_is_asked() {
        let closing = Closing::default();
        assert!(!closing.asks());
        closing.set_unsaved(true);
        assert!(closing.asks());
        closing.heard();
        assert!(closing.asks(), "asked again, it asks again");
        closing.set_unsaved(false);
        assert!(!closing.asks());
    }

    #[test]
    fn a_window_that_does_not_answer_is_closed_the_second_time() {
        let closing = Closing::default();
        closing.set_unsaved(true);
        assert!(closing.asks());
        assert!(!closing.asks());
    }
}
