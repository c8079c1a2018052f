use std::time::Duration;

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName, StatusCode};
use jiff::Timestamp;
use jiff::fmt::rfc2822;

/// How long whoever answers asks to be left alone (RFC 9110, section 10.2.3): only where it says that it cannot do it now. A time
/// of day counts from the one that the answer names as its own, whatever the clock of this computer shows.
pub(crate) fn retry_after(status: StatusCode, headers: &HeaderMap) -> Option<Duration> {
    if !matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
        return None;
    }
    let asked = text(headers, &RETRY_AFTER)?;
    if let Ok(seconds) = asked.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let wait = time(asked)?.duration_since(time(text(headers, &DATE)?)?);
    wait.try_into().ok()
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    Some(headers.get(name)?.to_str().ok()?.trim())
}

fn time(text: &str) -> Option<Timestamp> {
    Some(rfc2822::parse(text).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(status: StatusCode, headers: &[(HeaderName, &'static str)]) -> Option<Duration> {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.clone(), value.parse().unwrap()));
        retry_after(status, &headers.collect())
    }

    #[test]
    fn it_is_read_in_seconds_and_as_a_time_of_day() {
        let busy = StatusCode::SERVICE_UNAVAILABLE;
        assert_eq!(asked(busy, &[(RETRY_AFTER, "120")]), Some(Duration::from_mins(2)));
        let date = (DATE, "Fri, 31 Dec 1999 23:59:00 GMT");
        let later = (RETRY_AFTER, "Sat, 01 Jan 2000 00:00:30 GMT");
        assert_eq!(
            asked(busy, &[date.clone(), later.clone()]),
            Some(Duration::from_secs(90))
        );
        assert_eq!(asked(busy, &[later]), None, "from when on?");
        let past = (RETRY_AFTER, "Fri, 31 Dec 1999 23:00:00 GMT");
        assert_eq!(asked(busy, &[date, past]), None);
    }

    #[test]
    fn what_it_cannot_mean_is_passed_over() {
        let busy = StatusCode::TOO_MANY_REQUESTS;
        for nonsense in ["", "-1", "soon", "1.5", "99999999999999999999999"] {
            assert_eq!(asked(busy, &[(RETRY_AFTER, nonsense)]), None, "{nonsense:?}");
        }
        assert_eq!(asked(busy, &[]), None);
        assert_eq!(asked(StatusCode::FORBIDDEN, &[(RETRY_AFTER, "5")]), None);
    }
}
