//! The threads that hash: one for each core, each with memory of its own.

use std::num::NonZero;
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

use argon2::Block;
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};
use tokio::sync::oneshot;

/// glibc gives no more than this much address space to what it keeps when it is freed; what is larger goes back to the system at once
/// (mallopt(3), M_MMAP_THRESHOLD). So much is asked for, and no more of it touched than hashing needs: else every thread would keep
/// its 19 MiB for good.
const GIVEN_BACK: usize = 33 * 1024 * 1024;

/// How long a thread keeps its memory for the next to come. To get it from the system anew takes a third of the time that hashing
/// itself does; where many sign in, the next comes sooner than this.
const KEPT: Duration = Duration::from_secs(1);

type Work = Box<dyn FnOnce(&mut Vec<Block>) + Send>;

/// Started with the first password, and ended with the last clone of whoever asks them. Memory that went from thread to thread, and
/// so from core to core, would make each hash a tenth slower.
#[derive(Debug, Default)]
pub struct Threads(OnceLock<Sender<Work>>);

impl Threads {
    pub fn count() -> usize {
        thread::available_parallelism().map_or(1, NonZero::get)
    }

    /// Does a piece of work in the memory of whichever thread is free first. Work that nobody waits for any more when its turn comes is
    /// left undone.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce(&mut Vec<Block>) -> T + Send + 'static) -> T {
        let (tell, told) = oneshot::channel();
        let work = Box::new(move |memory: &mut Vec<Block>| {
            if !tell.is_closed() {
                // Whoever left meanwhile has no use for it.
                drop(tell.send(work(memory)));
            }
        });
        let threads = self.0.get_or_init(start);
        threads
            .send(work)
            .expect("the threads go on for as long as they can be asked");
        told.await.expect("hashing does not panic")
    }
}

fn start() -> Sender<Work> {
    let (ask, asked) = unbounded();
    for _ in 0..Threads::count() {
        let asked = asked.clone();
        thread::Builder::new()
            .name("hash".to_owned())
            .spawn(move || work_off(&asked, KEPT))
            .expect("the system has a thread left");
    }
    ask
}

fn work_off(asked: &Receiver<Work>, kept: Duration) {
    while let Ok(first) = asked.recv() {
        let mut memory = Vec::with_capacity(GIVEN_BACK / Block::SIZE);
        first(&mut memory);
        loop {
            match asked.recv_timeout(kept) {
                Ok(next) => next(&mut memory),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc;

    use super::*;

    /// How many blocks each piece of work found in the memory of one thread, which keeps it for so long.
    fn found(kept: Duration, enough: impl Fn(&[usize]) -> bool) -> Vec<usize> {
        let (ask, asked) = unbounded::<Work>();
        let thread = thread::spawn(move || work_off(&asked, kept));
        let (tell, told) = mpsc::channel();
        let mut found = Vec::new();
        while !enough(&found) {
            let tell = tell.clone();
            let work = move |memory: &mut Vec<Block>| {
                tell.send(memory.len()).unwrap();
                memory.resize(8, Block::new());
            };
            ask.send(Box::new(work)).unwrap();
            found.push(told.recv().unwrap());
        }
        drop(ask);
        thread.join().unwrap();
        found
    }

    #[test]
    fn memory_is_kept_for_the_next() {
        assert_eq!(found(Duration::MAX, |found| found.len() == 3), [0, 8, 8]);
    }

    #[test]
    fn memory_goes_back_to_the_system_when_nobody_comes() {
        // Some come before the thread has seen that there is nobody: each comes a little later than the one before.
        let given_back = |found: &[usize]| found.iter().skip(1).any(|blocks| *blocks == 0);
        let found = found(Duration::ZERO, |found| {
            thread::sleep(Duration::from_micros(found.len() as u64));
            given_back(found) || found.len() == 5_000
        });
        assert!(given_back(&found));
    }

    #[tokio::test]
    async fn what_nobody_waits_for_is_left_undone() {
        let threads = Threads::default();
        let waits: Vec<_> = (0..Threads::count()).map(|_| mpsc::channel::<()>()).collect();
        let (ends, busy): (Vec<_>, Vec<_>) = waits
            .into_iter()
            .map(|(end, wait)| (end, Box::pin(threads.run(move |_| wait.recv().is_err()))))
            .unzip();
        let mut busy = futures_util::future::join_all(busy);
        assert!(futures_util::poll!(&mut busy).is_pending());
        let done = Arc::new(AtomicBool::new(false));
        let doing = done.clone();
        let mut abandoned = Box::pin(threads.run(move |_| doing.store(true, Ordering::SeqCst)));
        assert!(futures_util::poll!(&mut abandoned).is_pending());
        drop(abandoned);
        drop(ends);
        busy.await;
        threads.run(|_| ()).await;
        assert!(!done.load(Ordering::SeqCst));
    }
}
