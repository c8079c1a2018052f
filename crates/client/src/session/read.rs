use std::sync::Arc;

use roster_contract::{Problem, ProblemCode};
use roster_replica::{Replica, ReplicaError};

use super::Session;
use crate::view::CommandError;

impl Session {
    /// Reads from the copy; from the one that took its place, should that happen meanwhile. A copy found to be damaged is
    /// made anew.
    pub async fn read<T, Look>(&self, look: impl Fn(Arc<Replica>) -> Look) -> Result<T, CommandError>
    where
        Look: Future<Output = Result<T, ReplicaError>>,
    {
        let mut replica = self.replica().await;
        loop {
            let error = match look(replica.clone()).await {
                Ok(seen) => return Ok(seen),
                Err(error) => error,
            };
            let next = self.replica().await;
            if matches!(error, ReplicaError::Closed) && !Arc::ptr_eq(&replica, &next) {
                replica = next;
                continue;
            }
            return Err(self.unread(error));
        }
    }

    fn unread(&self, error: ReplicaError) -> CommandError {
        if self.ended.is_cancelled() {
            return CommandError::problem(Problem::new(ProblemCode::SessionRequired), None);
        }
        tracing::error!(%error, "the copy on this computer cannot be read");
        if matches!(error, ReplicaError::Damaged(_)) {
            self.report_damage();
        }
        error.into()
    }
}
