//! Between what was looked at last, which a start shows at once, and all there is.

use std::sync::Arc;
use std::time::Duration;

use super::Session;

impl Session {
    /// Reads the whole copy into memory. Where there is something to show without it, that is shown first: the processor is needed
    /// for drawing it. Whoever asks for something else does not wait for that to be over.
    pub(super) async fn get_ready(self: Arc<Self>, first_look: Duration) {
        if self.replica().await.has_glance().await.unwrap_or(false) {
            tokio::select! {
                () = self.ended.cancelled() => return,
                () = tokio::time::sleep(first_look) => {}
            }
        }
        // What is wrong with it is seen to there.
        let _ = self.read(|replica| async move { replica.ready().await }).await;
    }

    /// Keeps what was looked at last for the next start.
    pub(super) async fn keep_glance(&self) {
        if let Err(error) = self.replica().await.keep_glance().await {
            tracing::warn!(%error, "the next start has nothing to show before every record is read");
        }
    }
}
