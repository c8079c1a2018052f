//! Where the window cannot open, this is how a person learns it: on Windows a program of this kind has no terminal.

use std::error::Error;

/// Says that there is no window, and why.
#[cfg(not(windows))]
pub fn tell(error: &dyn Error) {
    eprintln!("Roster cannot open its window: {error}");
}

#[cfg(windows)]
pub use boxes::{goes_on_after, tell};

/// Plain boxes of OK and Cancel: those with buttons of one's own choice are there only for programs with a certain manifest, and a
/// program without it would not even start.
#[cfg(windows)]
mod boxes {
    use std::error::Error;

    use rfd::{MessageButtons, MessageDialog, MessageDialogResult, MessageLevel};

    use crate::words::Words;

    /// Says that there is no window, and why.
    pub fn tell(error: &dyn Error) {
        let words = Words::of_this_computer();
        let said = words.say("start-failed", &[("detail", &error.to_string())]);
        message(&words, &said).set_buttons(MessageButtons::Ok).show();
    }

    /// Says it, and gives whether OK was chosen.
    pub fn goes_on_after(words: &Words, said: &str) -> bool {
        let answer = message(words, said).set_buttons(MessageButtons::OkCancel).show();
        answer == MessageDialogResult::Ok
    }

    fn message(words: &Words, said: &str) -> MessageDialog {
        MessageDialog::new()
            .set_level(MessageLevel::Error)
            .set_title(words.say("start-no-window", &[]))
            .set_description(said)
    }
}
