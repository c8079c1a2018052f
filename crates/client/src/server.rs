use url::Url;

use crate::view::Mode;

/// The service that decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Server {
    pub mode: Mode,
    /// Scheme, host, port and the path under which the service is, which ends in a slash.
    pub base: Url,
}

impl Server {
    /// As it is shown: without the slash at the end.
    pub fn url(&self) -> String {
        self.base.as_str().trim_end_matches('/').to_owned()
    }

    /// As [`place`] names it.
    pub fn place(&self) -> String {
        place(self.mode, Some(&self.url()))
    }
}

/// Where a service is, as secrets are filed under; the one on this computer may change its port.
pub(crate) fn place(mode: Mode, url: Option<&str>) -> String {
    match mode {
        Mode::Embedded => "this computer".to_owned(),
        Mode::Server => url.unwrap_or_default().to_owned(),
    }
}
