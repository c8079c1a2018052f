use crate::desktop::Desktop;

impl Desktop {
    /// Before the process ends: what is in flight finishes, here and in the service on this computer. One stays signed in.
    pub async fn shut_down(&self) {
        self.leave_all().await;
        // Not before: one of them may be on its way through the passage.
        self.tasks.wait().await;
    }

    async fn leave_all(&self) {
        let _passage = self.passage.lock().await;
        // From here on nothing begins a session by itself.
        self.tasks.close();
        let (sessions, service) =
            self.change_state(|state| (std::mem::take(&mut state.sessions), state.service.take()));
        for session in &sessions {
            session.ended.cancel();
        }
        for session in sessions {
            self.keep_term(&session).await;
            session.keep_glance().await;
            session.replica().await.close().await;
            session.pending.store.close().await;
        }
        if let Some(service) = service {
            service.stop().await;
        }
    }
}
