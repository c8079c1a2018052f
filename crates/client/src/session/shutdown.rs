use crate::desktop::Desktop;

impl Desktop {
    /// Before the process ends: what is in flight finishes, here and in the service on this computer. One stays signed in.
    pub async fn shut_down(&self) {
        let _passage = self.passage.lock().await;
        let (session, service) = self.change_state(|state| (state.session.take(), state.service.take()));
        if let Some(session) = session {
            session.ended.cancel();
            session.replica().await.close().await;
        }
        if let Some(service) = service {
            service.stop().await;
        }
    }
}
