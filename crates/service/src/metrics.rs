//! Numbers for whoever watches over the service, in Prometheus' text format (version 0.0.4).

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::Method;

/// Requests by method, route and status.
type Requests = BTreeMap<(&'static str, String, u16), u64>;

/// What was counted since the process started.
#[derive(Debug, Clone, Default)]
pub struct Metrics(Arc<Mutex<Requests>>);

impl Metrics {
    /// Counts an answered request under its route: addresses are never counted one by one.
    pub fn count_request(&self, method: &Method, route: &str, status: u16) {
        let mut requests = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *requests.entry((known(method), route.to_owned(), status)).or_default() += 1;
    }

    /// The page that Prometheus reads.
    pub fn page(&self, queued_mails: i64) -> String {
        let mut page = String::from(
            "# HELP roster_http_requests_total Requests answered, by route.\n# TYPE roster_http_requests_total counter\n",
        );
        for ((method, route, status), count) in &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
            writeln!(page, "roster_http_requests_total{{{labels}}} {count}")
                .expect("a string takes all that is written");
        }
        page.push_str("# HELP roster_mails_queued Mails waiting to be sent.\n# TYPE roster_mails_queued gauge\n");
        writeln!(page, "roster_mails_queued {queued_mails}").expect("a string takes all that is written");
        page
    }
}

/// A client may make methods up; they all count as one.
fn known(method: &Method) -> &'static str {
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    known
        .into_iter()
        .find(|name| *name == method.as_str())
        .unwrap_or("other")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_route() {
        let metrics = Metrics::default();
        metrics.count_request(&Method::GET, "/api/v1/users/{id}", 200);
        metrics.count_request(&Method::GET, "/api/v1/users/{id}", 200);
        metrics.count_request(&Method::from_bytes(b"BREW").unwrap(), "none", 404);
        let page = metrics.page(3);
        assert!(
            page.contains(
                "\nroster_http_requests_total{method=\"GET\",route=\"/api/v1/users/{id}\",status=\"200\"} 2\n"
            )
        );
        assert!(page.contains("\nroster_http_requests_total{method=\"other\",route=\"none\",status=\"404\"} 1\n"));
        assert!(page.ends_with("\nroster_mails_queued 3\n"), "{page}");
    }
}
