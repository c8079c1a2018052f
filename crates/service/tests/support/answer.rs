use axum::http::{HeaderMap, StatusCode};
use serde_json::Value;

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    /// The body as JSON; null when it is empty.
    #[track_caller]
    pub fn json(&self) -> Value {
        if self.text.is_empty() {
            return Value::Null;
        }
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// The body of an answer that must have this status.
    #[track_caller]
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self.json()
    }

    /// Checks that this is a problem (RFC 9457) of this status and code, and gives it.
    #[track_caller]
    pub fn expect_problem(&self, status: u16, code: &str) -> Value {
        let problem = self.expect(status);
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json"),
            "{problem}"
        );
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(problem["status"], status, "{problem}");
        for member in ["type", "title", "detail"] {
            assert!(
                problem[member].as_str().is_some_and(|text| !text.is_empty()),
                "{member}: {problem}"
            );
        }
        problem
    }

    /// Checks that these fields, and no others, are at fault, each with its code.
    #[track_caller]
    pub fn expect_field_faults(&self, expected: &[(&str, &str)]) -> Value {
        let problem = self.expect_problem(422, "invalid-fields");
        let mut found = field_faults(&problem);
        let mut expected: Vec<(String, String)> = expected
            .iter()
            .map(|(field, code)| ((*field).to_owned(), (*code).to_owned()))
            .collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{problem}");
        problem
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .get(name)
            .map(|value| value.to_str().expect("headers of ours are ASCII"))
    }

    /// The `ETag`, quotes and all.
    #[track_caller]
    pub fn etag(&self) -> String {
        self.header("etag").expect("an ETag").to_owned()
    }
}

/// Field and code of each error of a problem; each must say what to do.
#[track_caller]
pub fn field_faults(problem: &Value) -> Vec<(String, String)> {
    let errors = problem["errors"]
        .as_array()
        .unwrap_or_else(|| panic!("no errors: {problem}"));
    let text = |error: &Value, member: &str| error[member].as_str().expect("text").to_owned();
    assert!(
        errors.iter().all(|error| !text(error, "message").is_empty()),
        "{problem}"
    );
    errors
        .iter()
        .map(|error| (text(error, "field"), text(error, "code")))
        .collect()
}
