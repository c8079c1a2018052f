use std::hint::black_box;
use std::time::{Duration, Instant};

use serde_json::json;

/// What was measured, mostly how long something took, over a number of samples. `cargo xtask bench` reads what it prints.
#[derive(Debug, Clone)]
pub struct Measurement {
    name: String,
    unit: &'static str,
    /// In that unit, ascending.
    samples: Vec<f64>,
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
        let (unit, per_second) = match samples[samples.len() / 2] {
            median if median >= Duration::from_millis(1) => ("ms", 1e3),
            median if median >= Duration::from_micros(1) => ("µs", 1e6),
            _ => ("ns", 1e9),
        };
        let samples = samples.into_iter().map(|sample| sample.as_secs_f64() * per_second);
        Self {
            name: name.to_owned(),
            unit,
            samples: samples.collect(),
        }
    }

    /// One number that is no time, such as a size or a ratio.
    pub fn of_number(name: &str, unit: &'static str, number: f64) -> Self {
        Self {
            name: name.to_owned(),
            unit,
            samples: vec![number],
        }
    }

    /// Numbers that are no times, such as sizes; nothing of none.
    pub fn of_numbers(name: &str, unit: &'static str, mut numbers: Vec<f64>) -> Option<Self> {
        numbers.sort_by(f64::total_cmp);
        (!numbers.is_empty()).then(|| Self {
            name: name.to_owned(),
            unit,
            samples: numbers,
        })
    }

    /// How many times as long as a floor this took, or as large it is, median by median, both in the same unit.
    #[must_use]
    pub fn times(&self, name: &str, floor: &Self) -> Self {
        assert_eq!(self.unit, floor.unit, "{name}: two units cannot be compared");
        Self::of_number(name, "×", self.at(50) / floor.at(50))
    }

    /// The smallest sample that so many hundredths of all do not exceed (the nearest rank): p99 of fewer than 100 is the largest.
    fn at(&self, hundredths: usize) -> f64 {
        let rank = (self.samples.len() * hundredths).div_ceil(100);
        self.samples[rank.saturating_sub(1)]
    }

    /// Prints it as one line of JSON.
    pub fn print(&self) {
        println!("{}", self.line());
    }

    fn line(&self) -> String {
        json!({
            "measure": self.name, "unit": self.unit, "samples": self.samples.len(),
            "min": self.at(0), "median": self.at(50),
            "p90": self.at(90), "p95": self.at(95), "p99": self.at(99), "max": self.at(100),
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

    #[test]
    #[expect(clippy::float_cmp, reason = "samples are read off as they are")]
    fn of_few_samples_the_largest_are_not_left_out() {
        let measured = |count: u32| Measurement::of_numbers("x", "", (1..=count).map(f64::from).collect()).unwrap();
        assert_eq!([50, 90, 99].map(|part| measured(50).at(part)), [25.0, 45.0, 50.0]);
        assert_eq!([50, 90, 99].map(|part| measured(100).at(part)), [50.0, 90.0, 99.0]);
        assert_eq!([0, 50, 99, 100].map(|part| measured(1).at(part)), [1.0; 4]);
    }

    #[test]
    fn numbers_are_sorted_and_of_none_there_is_nothing() {
        let sizes = Measurement::of_numbers("x", "MB", vec![3.0, 1.0, 2.0]).unwrap();
        let line: serde_json::Value = serde_json::from_str(&sizes.line()).unwrap();
        assert_eq!((line["min"].as_f64(), line["median"].as_f64()), (Some(1.0), Some(2.0)));
        assert!(Measurement::of_numbers("x", "MB", Vec::new()).is_none());
    }

    #[test]
    fn a_ratio_is_of_the_medians() {
        let of = |samples: [u64; 3]| Measurement::from_samples("x", samples.map(Duration::from_millis).to_vec());
        let line: serde_json::Value = serde_json::from_str(&of([9, 6, 1]).times("y", &of([2, 1, 3])).line()).unwrap();
        assert_eq!((line["median"].as_f64(), line["unit"].as_str()), (Some(3.0), Some("×")));
    }
}
