use axum::http::{HeaderMap, header};

/// What `If-Match` asks for (RFC 9110, section 13.1.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IfMatch {
    /// `*`: whatever version there is.
    Any,
    /// One of these entity tags.
    OneOf(Vec<String>),
}

impl IfMatch {
    /// The header's condition, if there is one. What is no entity tag matches nothing. The weak form of a tag counts as the tag:
    /// a proxy that packs an answer weakens the tag of it (nginx does), and versions are numbers, which nothing else has.
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        let mut tags = Vec::new();
        for value in headers.get_all(header::IF_MATCH) {
            let listed = value.to_str().unwrap_or_default().split(',').map(str::trim);
            tags.extend(listed.map(str::to_owned));
        }
        match tags.as_slice() {
            [] => None,
            [any] if any == "*" => Some(Self::Any),
            _ => Some(Self::OneOf(tags)),
        }
    }

    /// Whether a record of this version may be changed.
    pub fn holds_for(&self, version: i64) -> bool {
        match self {
            Self::Any => true,
            Self::OneOf(tags) => {
                let own = format!("\"{version}\"");
                tags.iter().any(|tag| tag.strip_prefix("W/").unwrap_or(tag) == own)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn condition(lines: &[&'static str]) -> Option<IfMatch> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::IF_MATCH, HeaderValue::from_static(line));
        }
        IfMatch::of(&headers)
    }

    #[test]
    fn only_a_tag_of_the_very_version_matches() {
        let matches = |lines: &[&'static str]| condition(lines).is_some_and(|condition| condition.holds_for(7));
        assert!(matches(&["\"7\""]));
        assert!(matches(&["\"6\", \"7\""]));
        assert!(matches(&["\"6\"", "\"7\""]));
        assert!(matches(&["*"]));
        assert!(matches(&["W/\"7\""]));
        assert!(matches(&["W/\"6\", W/\"7\""]));
        for stale in [
            "\"6\"",
            "W/\"6\"",
            "w/\"7\"",
            "W/7",
            "W/W/\"7\"",
            "7",
            "\"07\"",
            "",
            "\"*\"",
            "*, \"6\"",
        ] {
            assert!(!matches(&[stale]), "{stale}");
        }
    }

    #[test]
    fn without_the_header_there_is_no_condition() {
        assert_eq!(condition(&[]), None);
    }
}
