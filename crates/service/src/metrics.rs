//! Numbers for whoever watches over the service, in Prometheus' text format (version 0.0.4).

use std::collections::BTreeMap;
use std::fmt::{Display, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::http::Method;

/// Upper bounds of the durations that are counted together, in milliseconds.
const BOUNDS: [u64; 11] = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];

/// What was counted since the process started.
#[derive(Debug, Clone, Default)]
pub struct Metrics(Arc<Mutex<Counted>>);

#[derive(Debug, Default)]
struct Counted {
    /// Requests by method, route and status.
    requests: BTreeMap<(&'static str, String, u16), u64>,
    /// How long they took, by method and route.
    durations: BTreeMap<(&'static str, String), Durations>,
    /// Connections closed at once, since their address had too many.
    turned_away: u64,
    /// How often the mail server refused the service itself.
    mails_refused: u64,
}

#[derive(Debug, Default)]
struct Durations {
    /// How many took no longer than each bound, and longer than the one before.
    within: [u64; BOUNDS.len()],
    count: u64,
    sum: Duration,
}

/// What the database holds at the moment of asking.
#[derive(Debug, Clone, Copy, Default)]
pub struct Gauges {
    pub mails_queued: i64,
    /// How long the oldest of them has been waiting.
    pub oldest_mail: Duration,
    /// Sessions that go on.
    pub sessions: i64,
}

impl Metrics {
    /// Counts an answered request under its route: addresses are never counted one by one. It took as long as its answer
    /// took to begin, which for a stream is not its end.
    pub fn count_request(&self, method: &Method, route: &str, status: u16, took: Duration) {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let method = known(method);
        *counted.requests.entry((method, route.to_owned(), status)).or_default() += 1;
        counted
            .durations
            .entry((method, route.to_owned()))
            .or_default()
            .add(took);
    }

    /// Counts a connection of an address that had too many.
    pub fn count_turned_away(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).turned_away += 1;
    }

    /// Counts that the mail server refused the service itself: its session, its sign-in or its sender, not one mail.
    pub fn count_mail_refused(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).mails_refused += 1;
    }

    /// The page that Prometheus reads; without the gauges while the database does not answer.
    pub fn page(&self, gauges: Option<Gauges>) -> String {
        let mut page = Page::default();
        {
            let counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            page.of_requests(&counted);
            let refused = "roster_mail_refused_total";
            let help =
                "Tries of mails at which the mail server refused the service itself: session, sign-in or sender.";
            page.describe(refused, "counter", help);
            page.sample(refused, "", counted.mails_refused);
        }
        page.describe("roster_database_up", "gauge", "Whether the database answers.");
        page.sample("roster_database_up", "", u8::from(gauges.is_some()));
        if let Some(gauges) = gauges {
            page.describe("roster_sessions", "gauge", "Sessions that have not expired.");
            page.sample("roster_sessions", "", gauges.sessions);
            let age = "roster_mails_oldest_queued_seconds";
            page.describe(age, "gauge", "How long the oldest mail that waits has been waiting.");
            page.sample(age, "", gauges.oldest_mail.as_secs_f64());
            page.describe("roster_mails_queued", "gauge", "Mails waiting to be sent.");
            page.sample("roster_mails_queued", "", gauges.mails_queued);
        }
        page.0
    }
}

impl Durations {
    fn add(&mut self, took: Duration) {
        let milliseconds = took.as_micros().div_ceil(1_000);
        let bound = BOUNDS.iter().position(|bound| milliseconds <= u128::from(*bound));
        if let Some(bound) = bound {
            self.within[bound] += 1;
        }
        self.count += 1;
        self.sum += took;
    }
}

#[derive(Default)]
struct Page(String);

impl Page {
    fn of_requests(&mut self, counted: &Counted) {
        let name = "roster_connections_refused_total";
        self.describe(
            name,
            "counter",
            "Connections refused, since their address had too many.",
        );
        self.sample(name, "", counted.turned_away);
        self.describe("roster_http_requests_total", "counter", "Requests answered, by route.");
        for ((method, route, status), count) in &counted.requests {
            let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
            self.sample("roster_http_requests_total", &labels, count);
        }
        let name = "roster_http_request_duration_seconds";
        self.describe(name, "histogram", "How long answers took to begin, by route.");
        for ((method, route), durations) in &counted.durations {
            let labels = format!("method=\"{method}\",route=\"{route}\"");
            let mut so_far = 0;
            for (bound, within) in BOUNDS.iter().zip(durations.within) {
                so_far += within;
                let seconds = Duration::from_millis(*bound).as_secs_f64();
                self.sample(&format!("{name}_bucket"), &format!("{labels},le=\"{seconds}\""), so_far);
            }
            let all = format!("{labels},le=\"+Inf\"");
            self.sample(&format!("{name}_bucket"), &all, durations.count);
            self.sample(&format!("{name}_sum"), &labels, durations.sum.as_secs_f64());
            self.sample(&format!("{name}_count"), &labels, durations.count);
        }
    }

    fn describe(&mut self, name: &str, kind: &str, help: &str) {
        self.line(format_args!("# HELP {name} {help}\n# TYPE {name} {kind}"));
    }

    fn sample(&mut self, name: &str, labels: &str, value: impl Display) {
        if labels.is_empty() {
            self.line(format_args!("{name} {value}"));
        } else {
            self.line(format_args!("{name}{{{labels}}} {value}"));
        }
    }

    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        writeln!(self.0, "{line}").expect("a string takes all that is written");
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
        let took = Duration::from_millis(1);
        metrics.count_request(&Method::GET, "/api/v1/users/{id}", 200, took);
        metrics.count_request(&Method::GET, "/api/v1/users/{id}", 200, took);
        metrics.count_request(&Method::from_bytes(b"BREW").unwrap(), "none", 404, took);
        let page = metrics.page(Some(Gauges {
            mails_queued: 3,
            oldest_mail: Duration::from_millis(1_500),
            sessions: 2,
        }));
        for line in [
            "roster_http_requests_total{method=\"GET\",route=\"/api/v1/users/{id}\",status=\"200\"} 2",
            "roster_http_requests_total{method=\"other\",route=\"none\",status=\"404\"} 1",
            "roster_database_up 1",
            "roster_sessions 2",
            "roster_mails_oldest_queued_seconds 1.5",
            "roster_mails_queued 3",
        ] {
            assert!(page.contains(&format!("\n{line}\n")), "{line}: {page}");
        }
    }

    #[test]
    fn durations_add_up_from_bound_to_bound() {
        let metrics = Metrics::default();
        for milliseconds in [5, 6, 11_000] {
            metrics.count_request(&Method::GET, "/healthz", 200, Duration::from_millis(milliseconds));
        }
        let page = metrics.page(None);
        let name = "roster_http_request_duration_seconds";
        for (sample, value) in [
            ("bucket{method=\"GET\",route=\"/healthz\",le=\"0.005\"}", "1"),
            ("bucket{method=\"GET\",route=\"/healthz\",le=\"0.01\"}", "2"),
            ("bucket{method=\"GET\",route=\"/healthz\",le=\"10\"}", "2"),
            ("bucket{method=\"GET\",route=\"/healthz\",le=\"+Inf\"}", "3"),
            ("sum{method=\"GET\",route=\"/healthz\"}", "11.011"),
            ("count{method=\"GET\",route=\"/healthz\"}", "3"),
        ] {
            assert!(
                page.contains(&format!("\n{name}_{sample} {value}\n")),
                "{sample}: {page}"
            );
        }
        assert!(
            page.contains("\nroster_database_up 0\n") && !page.contains("roster_mails"),
            "{page}"
        );
    }
}
