use url::Url;

use crate::desktop::Desktop;
use crate::view::{CommandError, DesktopProblem};

impl Desktop {
    /// Checks a link before it is opened in the browser: only the service's own pages are.
    pub fn check_link(&self, link: String) -> Result<Url, CommandError> {
        let base = self.server_in_view().map(|server| server.base);
        let is_own = |url: &Url| {
            let base = base.as_ref();
            base.is_some_and(|base| url.origin() == base.origin() && url.path().starts_with(base.path()))
        };
        let url = Url::parse(&link)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https"));
        let own = url.filter(|url| is_own(url) && url.username().is_empty() && url.password().is_none());
        own.ok_or_else(|| {
            let detail = "This link does not lead to the service you use, so it is not opened.";
            CommandError::desktop(DesktopProblem::InvalidAddress, detail)
        })
    }
}
