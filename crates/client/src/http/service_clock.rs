use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use http::HeaderMap;
use http::header::DATE;
use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};

/// An answer names whole seconds, and is on its way for a while.
const CLOSE_ENOUGH: SignedDuration = SignedDuration::from_secs(10);
const WORTH_A_CHANGE: SignedDuration = SignedDuration::from_secs(3);

/// How far a service's clock is ahead of this computer's, as its answers tell (`Date`, RFC 9110, section 6.6.1): what the service
/// says of times is shown by its own clock, be this computer's right or wrong. Its clones learn together.
#[derive(Debug, Clone, Default)]
pub(crate) struct ServiceClock(Arc<AtomicI64>);

impl ServiceClock {
    /// A clock that is taken to be so many seconds ahead until the service answers.
    pub fn remembered(ahead_seconds: i32) -> Self {
        Self(Arc::new(AtomicI64::new(ahead_seconds.into())))
    }

    /// An answer came at a moment by this computer's clock.
    pub fn heard(&self, headers: &HeaderMap, now: Timestamp) {
        let date = headers.get(DATE).and_then(|date| date.to_str().ok());
        let Some(date) = date.and_then(|date| rfc2822::parse(date.trim()).ok()) else {
            return;
        };
        let found = date.timestamp().duration_since(now);
        let ahead = if found.abs() < CLOSE_ENOUGH {
            SignedDuration::ZERO
        } else {
            found
        };
        if (ahead - self.ahead()).abs() > WORTH_A_CHANGE {
            self.0.store(ahead.as_secs(), Ordering::Relaxed);
        }
    }

    /// To the second; nothing while the two are as good as the same, or before there was an answer.
    pub fn ahead(&self) -> SignedDuration {
        SignedDuration::from_secs(self.0.load(Ordering::Relaxed))
    }

    /// What the service's clock shows when this computer's shows that.
    pub fn at(&self, now: Timestamp) -> Timestamp {
        now.saturating_add(self.ahead()).unwrap_or(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(date: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(DATE, http::HeaderValue::from_static(date))])
    }

    #[test]
    fn a_clock_that_is_wrong_by_months_is_known_from_one_answer() {
        let service: Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
        let clock = ServiceClock::default();
        let sent = headers("Mon, 02 Mar 2026 09:00:00 GMT");
        clock.heard(&sent, service + SignedDuration::from_millis(1_400));
        assert_eq!(clock.ahead(), SignedDuration::ZERO, "as good as right");
        let wrong = service + SignedDuration::from_hours(60 * 24);
        clock.heard(&sent, wrong);
        assert_eq!(clock.at(wrong), service);
        clock.heard(&sent, wrong + SignedDuration::from_secs(2));
        assert_eq!(clock.at(wrong), service, "it does not waver");
        clock.heard(&HeaderMap::new(), service);
        clock.heard(&headers("yesterday"), service);
        assert_eq!(clock.at(wrong), service, "what names no time says nothing");
        clock.heard(&sent, service);
        assert_eq!(clock.at(service), service, "it was put right");
    }
}
