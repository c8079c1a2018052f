use std::sync::Arc;

use roster_contract::{Me, ProblemCode};
use url::Url;

use crate::desktop::Desktop;
use crate::http::{Call, CallError, above};
use crate::server::Server;
use crate::view::{CommandError, DesktopProblem, Mode, Stage, Status};

impl Desktop {
    /// Chooses the service at an address, once it has answered as Roster does. The policy may allow but one.
    pub async fn connect_to_server(self: &Arc<Self>, address: String) -> Result<Status, CommandError> {
        self.start().await;
        let _passage = self.passage.lock().await;
        if self.present_status().stage != Stage::FirstStart {
            return Ok(self.present_status());
        }
        let base = self.find(self.policy.address(&address)?).await?;
        let server = Server {
            mode: Mode::Server,
            base,
        };
        self.show_start(Some(server), None);
        self.tell_view();
        Ok(self.present_status())
    }

    /// Where Roster is: at an address or, where that is a page of it, above.
    async fn find(&self, base: Url) -> Result<Url, CommandError> {
        let Err(refused) = self.recognise(&base).await else {
            return Ok(base);
        };
        // Whatever answered there would answer above, too.
        if refused.desktop_code == Some(DesktopProblem::NotRoster) {
            for place in above(&base) {
                if self.recognise(&place).await.is_ok() {
                    return Ok(place);
                }
            }
        }
        Err(refused)
    }

    /// Roster says of itself that one has to sign in, in its own words: nothing else does.
    async fn recognise(&self, base: &Url) -> Result<(), CommandError> {
        let nobody = self.http.api(base.clone(), None);
        let not_roster = || {
            let detail = "What answers at this address is not Roster. Check the address.";
            CommandError::desktop(DesktopProblem::NotRoster, detail)
        };
        match nobody.call::<Me>(&Call::get("/me")).await {
            Err(CallError::Refused(refusal)) if refusal.problem.code == ProblemCode::SessionRequired => Ok(()),
            Err(error @ (CallError::Unreachable { .. } | CallError::Busy { .. })) => {
                tracing::info!(%error, "the server cannot be reached");
                let detail = "Nothing answers at this address. Check it, and that this computer is online.";
                Err(CommandError::offline(detail))
            }
            Err(error) => {
                tracing::info!(%error, "the server is not Roster");
                Err(not_roster())
            }
            Ok(_) => Err(not_roster()),
        }
    }
}
