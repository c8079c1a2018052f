use std::hint::black_box;
use std::time::{Duration, Instant};

use serde_json::json;

/// How long something took, over a number of samples. `cargo xtask bench` reads what it prints.
#[derive(Debug, Clone)]
pub struct Measurement {
    name: String,
    unit: Unit,
    samples: Vec<Duration>,
}

/// The unit a measurement is shown in.
#[derive(Debug, Clone, Copy)]
enum Unit {
    Milliseconds,
    Microseconds,
    Nanoseconds,
}

impl Measurement {
    /// Calls `work` a few times to warm up, then takes `samples` samples of it, at least one.
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
    pub fn of<T>(name: &str, samples: usize, mut work: impl FnMut() -> T) -> Self {
        for _ in 0..samples.div_ceil(10) {
            black_box(work());
        }
        let sample = |_| {
            let began = Instant::now();
            black_box(work());
            began.elapsed()
        };
        Self::from_samples(name, (0..samples.max(1)).map(sample).collect())
    }

    /// From times taken elsewhere, at least one.
    pub fn from_samples(name: &str, mut samples: Vec<Duration>) -> Self {
        assert!(!samples.is_empty(), "{name}: nothing was measured");
        samples.sort_unstable();
        let unit = match samples[samples.len() / 2] {
            median if median >= Duration::from_millis(1) => Unit::Milliseconds,
            median if median >= Duration::from_micros(1) => Unit::Microseconds,
            _ => Unit::Nanoseconds,
        };
        Self {
            name: name.to_owned(),
            unit,
            samples,
        }
    }

    /// Prints it as one line of JSON.
    pub fn print(&self) {
        println!("{}", self.line());
    }

    fn line(&self) -> String {
        let (unit, per_second) = match self.unit {
            Unit::Milliseconds => ("ms", 1e3),
            Unit::Microseconds => ("µs", 1e6),
            Unit::Nanoseconds => ("ns", 1e9),
        };
        let at = |hundredths: usize| {
            let index = (self.samples.len() - 1) * hundredths / 100;
            self.samples[index].as_secs_f64() * per_second
        };
        json!({
            "measure": self.name, "unit": unit, "samples": self.samples.len(),
            "min": at(0), "median": at(50), "p95": at(95), "max": at(100),
        })
        .to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spread_is_read_off_the_sorted_samples() {
        let samples = [9, 1, 5, 3, 7].map(Duration::from_millis).to_vec();
        let line: serde_json::Value = serde_json::from_str(&Measurement::from_samples("x", samples).line()).unwrap();
        assert_eq!(line["unit"], "ms");
        assert_eq!((line["min"].as_f64(), line["max"].as_f64()), (Some(1.0), Some(9.0)));
        assert_eq!(line["median"].as_f64(), Some(5.0));
    }
}
