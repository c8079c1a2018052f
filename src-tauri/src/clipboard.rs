use std::sync::{Mutex, PoisonError};

/// The system's clipboard. Kept open: on X11 what was copied is there for as long as whoever copied it.
#[derive(Default)]
pub struct Clipboard(Mutex<Option<arboard::Clipboard>>);

impl Clipboard {
    /// Puts a text there. That it cannot be reached is only logged: the text is on screen as well.
    pub fn write(&self, text: String) {
        let mut clipboard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = put(&mut clipboard, text) {
            tracing::warn!(%error, "the clipboard cannot be written");
            *clipboard = None;
        }
    }
}

fn put(clipboard: &mut Option<arboard::Clipboard>, text: String) -> Result<(), arboard::Error> {
    let clipboard = match clipboard {
        Some(clipboard) => clipboard,
        None => clipboard.insert(arboard::Clipboard::new()?),
    };
    clipboard.set_text(text)
}

impl std::fmt::Debug for Clipboard {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Clipboard").finish_non_exhaustive()
    }
}
