//! Reads a query string strictly: what is unknown, repeated or out of range is refused, not ignored.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::str::FromStr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use roster_contract::{Problem, ProblemCode};
use url::form_urlencoded;

use crate::kernel::refusal::Refusal;

/// No name or address is longer, so that nothing longer can be found in one.
const MAX_SEARCH_TEXT: usize = 254;

/// The parameters of a request, each once.
#[derive(Debug, Default)]
pub struct Query(BTreeMap<String, String>);

impl Query {
    /// The parameters of a query string.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let mut parameters = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            if parameters.insert(name.to_string(), value.into_owned()).is_some() {
                return Err(invalid(&name, "is given more than once"));
            }
        }
        Ok(Self(parameters))
    }

    /// A parameter's text, if it is given.
    pub fn text(&mut self, name: &str) -> Option<String> {
        self.0.remove(name)
    }

    /// A parameter as another type, if it is given.
    pub fn value<T: FromStr>(&mut self, name: &str) -> Result<Option<T>, Problem> {
        let Some(text) = self.0.remove(name) else {
            return Ok(None);
        };
        text.parse()
            .map(Some)
            .map_err(|_| invalid(name, "has a value that is not known here"))
    }

    /// A number within a range, or the default.
    pub fn number(&mut self, name: &str, range: RangeInclusive<i64>, default: i64) -> Result<i64, Problem> {
        let number = self.value(name)?.unwrap_or(default);
        if range.contains(&number) {
            return Ok(number);
        }
        Err(invalid(
            name,
            &format!("is a number from {} to {}", range.start(), range.end()),
        ))
    }

    /// What is looked for, the parameter `q`; nothing when it is blank.
    pub fn search_text(&mut self) -> Result<Option<String>, Problem> {
        let text = self.text("q").map(|text| text.trim().to_owned());
        let Some(text) = text.filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        if text.chars().any(char::is_control) {
            return Err(invalid("q", "holds control characters"));
        }
        if text.chars().count() > MAX_SEARCH_TEXT {
            return Err(invalid("q", &format!("is longer than {MAX_SEARCH_TEXT} characters")));
        }
        Ok(Some(text))
    }

    /// Refuses what nobody asked for.
    pub fn finish(self) -> Result<(), Problem> {
        match self.0.keys().next() {
            Some(name) => Err(invalid(name, "is not known here")),
            None => Ok(()),
        }
    }
}

/// For writes, which take none: refused with their body, so that nothing is done for one who meant something else by it.
pub fn take_none(parts: &Parts) -> Result<(), Problem> {
    Query::parse(parts.uri.query().unwrap_or_default())?.finish()
}

/// The problem of one parameter.
pub fn invalid(name: &str, fault: &str) -> Problem {
    let name: String = name
        .chars()
        .filter(|character| !character.is_control())
        .take(40)
        .collect();
    Problem::new(ProblemCode::InvalidQuery).with_detail(format!("The query parameter \"{name}\" {fault}."))
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Refusal> {
        Ok(Self::parse(parts.uri.query().unwrap_or_default())?)
    }
}
