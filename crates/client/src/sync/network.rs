use crate::desktop::Desktop;
use crate::http::{CallError, Reach};

impl Desktop {
    /// The network is back, or another one: whoever waits for the service tries it at once, over new connections.
    pub fn network_returned(&self) {
        self.http.renew();
        self.network.send_modify(|times| *times += 1);
    }

    /// Lets a call of the sync go when the network returns: what it waits on is of the network as it was.
    pub(crate) async fn over_one_network<T>(
        &self,
        call: impl Future<Output = Result<T, CallError>>,
    ) -> Result<T, CallError> {
        let mut network = self.network.subscribe();
        tokio::select! {
            biased;
            answer = call => answer,
            Ok(()) = network.changed() => Err(CallError::Unreachable {
                reason: "the network is another one now".to_owned(),
                reach: Reach::CutOff,
            }),
        }
    }
}
