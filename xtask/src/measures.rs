//! What a benchmark prints, and how it is shown and kept.

use std::fmt::Write;

use anyhow::{Context, Result};
use serde_json::{Value, json};

/// One thing measured: the spread of a number of samples, all in the same unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    name: String,
    unit: String,
    samples: u64,
    min: f64,
    median: f64,
    p90: f64,
    p95: f64,
    p99: f64,
    max: f64,
}

/// Reads a benchmark's standard output: its lines of JSON. Any other line is for people, and passed over.
pub fn read(printed: &str) -> Result<Vec<Measure>> {
    let lines = printed.lines().filter(|line| line.starts_with('{'));
    lines
        .map(|line| parse(line).with_context(|| format!("not a measure: {line}")))
        .collect()
}

fn parse(line: &str) -> Result<Measure> {
    let value: Value = serde_json::from_str(line)?;
    let number = |key: &str| value[key].as_f64().with_context(|| format!("no number `{key}`"));
    let text = |key: &str| {
        value[key]
            .as_str()
            .map(str::to_owned)
            .with_context(|| format!("no text `{key}`"))
    };
    Ok(Measure {
        name: text("measure")?,
        unit: text("unit")?,
        samples: value["samples"].as_u64().context("no whole number `samples`")?,
        min: number("min")?,
        median: number("median")?,
        p90: number("p90")?,
        p95: number("p95")?,
        p99: number("p99")?,
        max: number("max")?,
    })
}

/// A table for the screen, one measure a row.
pub fn table(measures: &[Measure]) -> String {
    let wide = measures
        .iter()
        .map(|measure| measure.name.chars().count())
        .max()
        .unwrap_or(0)
        .max("measure".len());
    let mut out = format!(
        "  {:wide$} {:>12} {:>12} {:>12} {:>12} {:>12} {:>12}  {:<6} {:>8}\n",
        "measure", "median", "p90", "p95", "p99", "min", "max", "unit", "samples"
    );
    for Measure {
        name,
        unit,
        samples,
        min,
        median,
        p90,
        p95,
        p99,
        max,
    } in measures
    {
        writeln!(
            out,
            "  {name:wide$} {median:>12.3} {p90:>12.3} {p95:>12.3} {p99:>12.3} {min:>12.3} {max:>12.3}  {unit:<6} {samples:>8}"
        )
        .expect("a string takes every line");
    }
    out
}

/// The same as a JSON document, ending in a line break.
pub fn json(benchmark: &str, measures: &[Measure]) -> String {
    let rows: Vec<Value> = measures
        .iter()
        .map(|m| {
            json!({"measure": m.name, "unit": m.unit, "samples": m.samples,
                   "min": m.min, "median": m.median, "p90": m.p90, "p95": m.p95, "p99": m.p99, "max": m.max})
        })
        .collect();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let machine = json!({"os": std::env::consts::OS, "arch": std::env::consts::ARCH, "cores": cores});
    format!(
        "{:#}\n",
        json!({"benchmark": benchmark, "machine": machine, "measures": rows})
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str =
        r#"{"measure":"hash","unit":"ms","samples":9,"min":1.0,"median":2.5,"p90":3.5,"p95":4.0,"p99":4.5,"max":5.0}"#;

    #[test]
    fn lines_of_json_are_read_and_others_passed_over() {
        let measures = read(&format!("warming up\n{LINE}\n")).unwrap();
        assert_eq!(measures.len(), 1);
        assert!(table(&measures).contains("2.500"));
        let kept: Value = serde_json::from_str(&json("password", &measures)).unwrap();
        assert_eq!(kept["measures"][0]["p95"], 4.0);
    }

    #[test]
    fn a_line_without_a_number_is_refused_by_name() {
        let error = read(&LINE.replace("p95", "p96")).unwrap_err();
        assert!(format!("{error:#}").contains("no number `p95`"), "{error:#}");
    }
}
