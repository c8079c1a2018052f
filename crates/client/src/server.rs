use url::Url;

use crate::view::Mode;

/// The service that decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Server {
    pub mode: Mode,
    /// Scheme, host and port; the path is `/`.
    pub origin: Url,
}

impl Server {
    /// As it is shown: without the slash at the end.
    pub fn url(&self) -> String {
        self.origin.as_str().trim_end_matches('/').to_owned()
    }

    /// As secrets are filed under; the one on this computer may change its port.
    pub fn name(&self) -> String {
        match self.mode {
            Mode::Embedded => "this computer".to_owned(),
            Mode::Server => self.url(),
        }
    }
}
