//! How a connection stands: between two requests, or in the middle of one.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};

/// What the requests of a connection tell its reader and writer.
#[derive(Debug, Default)]
pub struct Standing {
    begun: AtomicU64,
    answered: AtomicU64,
    has_left_bytes: AtomicBool,
}

impl Standing {
    /// How many requests were answered, while none is being answered.
    pub fn between_requests(&self) -> Option<u64> {
        let answered = self.answered.load(Ordering::Acquire);
        (answered == self.begun.load(Ordering::Acquire)).then_some(answered)
    }

    /// Whether a body was answered that had not come whole. Its sender may still be sending.
    pub fn has_left_bytes(&self) -> bool {
        self.has_left_bytes.load(Ordering::Acquire)
    }
}

/// The body of a request. It notes when nobody wants the rest of it.
#[derive(Debug)]
pub struct Asked {
    body: Incoming,
    /// Whether its end was seen. Of one in chunks, nothing else tells.
    is_read: bool,
    standing: Arc<Standing>,
}

impl Asked {
    pub fn of(body: Incoming, standing: Arc<Standing>) -> Self {
        Self {
            body,
            is_read: false,
            standing,
        }
    }
}

impl HttpBody for Asked {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        self.is_read |= matches!(frame, Poll::Ready(None));
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        if !self.is_read && !self.body.is_end_stream() {
            self.standing.has_left_bytes.store(true, Ordering::Release);
        }
    }
}

/// The body of an answer. From its first moment to its end, its connection is in the middle of a request.
#[derive(Debug)]
pub struct Answer {
    body: Body,
    standing: Arc<Standing>,
}

impl Answer {
    /// One that is not there yet.
    pub fn begin(standing: Arc<Standing>) -> Self {
        standing.begun.fetch_add(1, Ordering::AcqRel);
        Self {
            body: Body::empty(),
            standing,
        }
    }

    /// Whether what was asked was answered before it had come whole.
    pub fn has_left_bytes(&self) -> bool {
        self.standing.has_left_bytes()
    }

    pub fn with(mut self, body: Body) -> Self {
        self.body = body;
        self
    }
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.standing.answered.fetch_add(1, Ordering::AcqRel);
    }
}
