use axum::body::{Body, Bytes};
use http_body_util::BodyExt;
use roster_contract::ProblemCode;
use tokio::time::{Instant, timeout_at};

use crate::kernel::refusal::Refusal;
use crate::limits::Limits;

/// How fast a body comes.
#[derive(Debug)]
pub(super) struct Pace {
    came_last: Instant,
    span_began: Instant,
    came_in_span: usize,
}

impl Pace {
    pub(super) fn begin() -> Self {
        let now = Instant::now();
        Self {
            came_last: now,
            span_began: now,
            came_in_span: 0,
        }
    }

    /// The next piece; none after the last. A body that stands still, or only drips, is not waited for.
    pub(super) async fn next(&mut self, body: &mut Body, limits: &Limits) -> Result<Option<Bytes>, Refusal> {
        loop {
            let (standstill, span_ends) = (self.came_last + limits.body, self.span_began + limits.body);
            match timeout_at(standstill.min(span_ends), body.frame()).await {
                Ok(None) => return Ok(None),
                // Cut short, or not as its framing says: what is there is not what was meant.
                Ok(Some(Err(_))) => return Err(ProblemCode::InvalidJson.into()),
                Ok(Some(Ok(frame))) => {
                    let Ok(piece) = frame.into_data() else { continue };
                    self.came_last = Instant::now();
                    self.came_in_span += piece.len();
                    return Ok(Some(piece));
                }
                Err(_) if standstill > span_ends && self.came_in_span >= limits.least_of_body => {
                    self.span_began = span_ends;
                    self.came_in_span = 0;
                }
                Err(_) => return Err(ProblemCode::RequestTimeout.into()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::time::Duration;

    use futures_util::stream::{self, StreamExt};

    use super::*;

    /// Reads a body whose pieces come after so many seconds each, and then stands still; how it ends and when.
    async fn read(pieces: Vec<(u64, usize)>, ends: bool) -> (Option<ProblemCode>, u64) {
        let pieces = stream::iter(pieces).then(|(after, length)| async move {
            tokio::time::sleep(Duration::from_secs(after)).await;
            Ok::<_, Infallible>(Bytes::from(vec![b' '; length]))
        });
        let mut body = if ends {
            Body::from_stream(pieces)
        } else {
            Body::from_stream(pieces.chain(stream::pending()))
        };
        let (began, mut pace) = (Instant::now(), Pace::begin());
        let refusal = loop {
            match pace.next(&mut body, &Limits::default()).await {
                Ok(Some(_)) => {}
                Ok(None) => break None,
                Err(Refusal::Problem(problem)) => break Some(problem.code),
                Err(other) => panic!("{other:?}"),
            }
        };
        (refusal, began.elapsed().as_secs())
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_stands_still_ends_after_30_seconds() {
        let timeout = Some(ProblemCode::RequestTimeout);
        assert_eq!(read(vec![], false).await, (timeout, 30));
        assert_eq!(read(vec![(0, 100_000)], false).await, (timeout, 30));
        assert_eq!(read(vec![(10, 100_000), (20, 100_000)], false).await, (timeout, 60));
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_drips_ends_too() {
        let timeout = Some(ProblemCode::RequestTimeout);
        assert_eq!(read(vec![(2, 1); 100], true).await, (timeout, 30));
        assert_eq!(read(vec![(1, 34); 100], true).await, (timeout, 30));
        // All at once, then a byte now and then.
        let mut pieces = vec![(0, 50_000)];
        pieces.extend([(20, 1); 10]);
        assert_eq!(read(pieces, true).await, (timeout, 60));
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_line_is_waited_for() {
        assert_eq!(read(vec![(1, 40); 300], true).await, (None, 300));
        assert_eq!(read(vec![(29, 2_000); 10], true).await, (None, 290));
    }
}
