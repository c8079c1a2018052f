//! What asks the program to stop: SIGTERM and SIGINT; on Windows Ctrl+C and Ctrl+Break, its console being closed, and the computer
//! being shut down.

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
#[cfg(windows)]
use tokio::signal::windows::{
    CtrlBreak, CtrlC, CtrlClose, CtrlShutdown, ctrl_break, ctrl_c, ctrl_close, ctrl_shutdown,
};

/// The signals since [`Signals::listen`]; none is lost between two waits.
#[derive(Debug)]
pub struct Signals {
    #[cfg(unix)]
    terminate: Signal,
    #[cfg(unix)]
    interrupt: Signal,
    #[cfg(windows)]
    ctrl_c: CtrlC,
    #[cfg(windows)]
    ctrl_break: CtrlBreak,
    /// After these two Windows gives a program some seconds, for which Tokio keeps it from ending by itself.
    #[cfg(windows)]
    close: CtrlClose,
    #[cfg(windows)]
    shutdown: CtrlShutdown,
}

#[cfg(unix)]
impl Signals {
    pub fn listen() -> Self {
        let listen = |kind| signal(kind).expect("a process may listen to its signals");
        Self {
            terminate: listen(SignalKind::terminate()),
            interrupt: listen(SignalKind::interrupt()),
        }
    }

    /// Waits for the next.
    pub async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(windows)]
impl Signals {
    pub fn listen() -> Self {
        let listening = "a process may listen to its console";
        Self {
            ctrl_c: ctrl_c().expect(listening),
            ctrl_break: ctrl_break().expect(listening),
            close: ctrl_close().expect(listening),
            shutdown: ctrl_shutdown().expect(listening),
        }
    }

    /// Waits for the next.
    pub async fn next(&mut self) {
        tokio::select! {
            _ = self.ctrl_c.recv() => {}
            _ = self.ctrl_break.recv() => {}
            _ = self.close.recv() => {}
            _ = self.shutdown.recv() => {}
        }
    }
}
