//! A connection that waits no longer than it has to: for the head of a request, for a next request, for one who reads an answer.
//! How long a body may take, its reader knows (`kernel/body.rs`).

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep_until};

use crate::connections::standing::Standing;
use crate::limits::Limits;

/// How long one who was answered before they had sent everything may go on sending, in all and without a pause: what is closed
/// under them they would not read the answer from.
const LAST_BYTES: Duration = Duration::from_secs(15);
const LAST_PAUSE: Duration = Duration::from_secs(2);

/// How much of that is taken in, and thrown away.
const MOST_LAST_BYTES: usize = 16 * 1024 * 1024;

/// A stream of bytes with time-outs.
#[derive(Debug)]
pub struct Watched<S = TcpStream> {
    stream: S,
    standing: Arc<Standing>,
    head: Duration,
    idle: Duration,
    answer: Duration,
    reads: Waiting,
    writes: Waiting,
    /// Which request the time-out for reading is for: the one after so many.
    awaits: Option<u64>,
    head_has_begun: bool,
    /// How many bytes were thrown away after the last answer. Absent before.
    thrown_away: Option<usize>,
}

/// A time-out that may be under way.
#[derive(Debug, Default)]
struct Waiting {
    timer: Option<Pin<Box<Sleep>>>,
    is_under_way: bool,
}

impl Waiting {
    fn begin(&mut self, patience: Duration) {
        let until = Instant::now() + patience;
        match &mut self.timer {
            Some(timer) => timer.as_mut().reset(until),
            None => self.timer = Some(Box::pin(sleep_until(until))),
        }
        self.is_under_way = true;
    }

    fn end(&mut self) {
        self.is_under_way = false;
    }

    /// Whether it is over; whoever asks is woken when it is.
    fn is_over(&mut self, context: &mut Context<'_>) -> bool {
        let timer = self.timer.as_mut().filter(|_| self.is_under_way);
        timer.is_some_and(|timer| timer.as_mut().poll(context).is_ready())
    }
}

impl<S> Watched<S> {
    pub fn new(stream: S, standing: Arc<Standing>, limits: &Limits) -> Self {
        Self {
            stream,
            standing,
            head: limits.head,
            idle: limits.idle,
            answer: limits.answer,
            reads: Waiting::default(),
            writes: Waiting::default(),
            awaits: None,
            head_has_begun: false,
            thrown_away: None,
        }
    }

    /// Begins or ends the time-out for reading, by how the connection stands.
    fn look_at_standing(&mut self) {
        let awaits = self.standing.between_requests();
        if awaits == self.awaits {
            return;
        }
        self.awaits = awaits;
        match awaits {
            None => self.reads.end(),
            Some(0) => self.begin_head(),
            Some(_) => {
                self.head_has_begun = false;
                self.reads.begin(self.idle);
            }
        }
    }

    fn begin_head(&mut self) {
        self.head_has_begun = true;
        self.reads.begin(self.head);
    }

    fn wrote<T>(&mut self, context: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.writes.end();
        } else {
            if !self.writes.is_under_way {
                self.writes.begin(self.answer);
            }
            if self.writes.is_over(context) {
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
        }
        written
    }
}

impl<S: AsyncRead + Unpin> Watched<S> {
    /// Takes in what is still being sent, for a while.
    fn throw_away(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let mut room = [0; 8 * 1024];
        while self.thrown_away.is_some_and(|bytes| bytes < MOST_LAST_BYTES) {
            let mut room = ReadBuf::new(&mut room);
            match Pin::new(&mut self.stream).poll_read(context, &mut room) {
                Poll::Ready(Ok(())) if !room.filled().is_empty() => {
                    self.thrown_away = self.thrown_away.map(|bytes| bytes + room.filled().len());
                    self.reads.begin(LAST_PAUSE);
                }
                Poll::Ready(_) => return Poll::Ready(()),
                Poll::Pending => {
                    let is_over = self.reads.is_over(context) || self.writes.is_over(context);
                    return if is_over { Poll::Ready(()) } else { Poll::Pending };
                }
            }
        }
        Poll::Ready(())
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, room: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.look_at_standing();
        let filled = room.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, room);
        if read.is_pending() && self.reads.is_over(context) {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        if room.filled().len() > filled && self.awaits.is_some() && !self.head_has_begun {
            self.begin_head();
        }
        read
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.wrote(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.wrote(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(context);
        self.wrote(context, flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.thrown_away.is_none() {
            ready!(Pin::new(&mut self.stream).poll_shutdown(context))?;
            if !self.standing.has_left_bytes() {
                return Poll::Ready(Ok(()));
            }
            self.thrown_away = Some(0);
            self.reads.begin(LAST_PAUSE);
            self.writes.begin(LAST_BYTES);
        }
        ready!(self.throw_away(context));
        Poll::Ready(Ok(()))
    }
}
