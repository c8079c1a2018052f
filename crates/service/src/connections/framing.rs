//! What of a request on a connection is no HTTP, though it can be read (RFC 9112).

use axum::extract::Request;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Version, header};
use roster_contract::{Problem, ProblemCode};

/// Marks a request that came over a connection, rather than from within the process.
#[derive(Debug, Clone, Copy)]
pub struct FromTheWire;

/// What is wrong with it, if anything is.
pub fn fault(request: &Request) -> Option<Problem> {
    request.extensions().get::<FromTheWire>()?;
    let why = if !has_one_host(request) {
        "The header Host has to be there once, with a host in it."
    } else if !is_framed_plainly(request.headers()) {
        "The only Transfer-Encoding that is taken is chunked, once."
    } else {
        return None;
    };
    Some(Problem::new(ProblemCode::InvalidRequest).with_detail(why))
}

/// Section 3.2: in HTTP/1.1 exactly one, and valid. Before, it did not have to be there.
fn has_one_host(request: &Request) -> bool {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    match (hosts.next(), hosts.next()) {
        (None, _) => request.version() < Version::HTTP_11,
        (Some(host), None) => is_host(host),
        (Some(_), Some(_)) => false,
    }
}

fn is_host(value: &HeaderValue) -> bool {
    let authority = Authority::try_from(value.as_bytes());
    authority.is_ok_and(|authority| !authority.host().is_empty() && !authority.as_str().contains('@'))
}

/// Section 6.1: whoever puts another coding before `chunked` means a body that is not what it seems.
fn is_framed_plainly(headers: &HeaderMap) -> bool {
    let mut codings = headers.get_all(header::TRANSFER_ENCODING).iter();
    match (codings.next(), codings.next()) {
        (None, _) => true,
        (Some(coding), None) => coding.as_bytes().trim_ascii().eq_ignore_ascii_case(b"chunked"),
        (Some(_), Some(_)) => false,
    }
}

/// Leaves out of `Accept-Encoding` what refuses an answer as it is. There is always one, also where nobody takes it: to say so
/// after the work was done would be no answer either (RFC 9110, section 12.5.3).
pub fn accept_plain_answers(headers: &mut HeaderMap) {
    if !codings(headers).any(refuses_plain_answers) {
        return;
    }
    let others: Vec<&str> = codings(headers)
        .filter(|coding| !refuses_plain_answers(coding))
        .collect();
    match HeaderValue::try_from(others.join(",")) {
        Ok(value) if !value.is_empty() => headers.insert(header::ACCEPT_ENCODING, value),
        _ => headers.remove(header::ACCEPT_ENCODING),
    };
}

fn codings(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter();
    lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
}

/// `identity;q=0`, or the same said of all that is not named.
fn refuses_plain_answers(coding: &str) -> bool {
    let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
    let is_plain = name.trim() == "*" || name.trim().eq_ignore_ascii_case("identity");
    let weight = weight.trim().trim_start_matches(['q', 'Q', '=', ' ', '\t']);
    is_plain && weight.parse().is_ok_and(|weight: f64| weight == 0.0)
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn is_taken(version: Version, lines: &[(&'static str, &str)]) -> bool {
        let mut request = Request::new(Body::empty());
        *request.version_mut() = version;
        for (name, value) in lines {
            request.headers_mut().append(*name, value.parse().unwrap());
        }
        request.extensions_mut().insert(FromTheWire);
        fault(&request).is_none()
    }

    #[test]
    fn there_is_one_host() {
        for host in ["roster", "roster.example:7867", "127.0.0.1:80", "[::1]:7867"] {
            assert!(is_taken(Version::HTTP_11, &[("host", host)]), "{host}");
        }
        for host in ["", "a b", "a/b", "user@host", "http://a"] {
            assert!(!is_taken(Version::HTTP_11, &[("host", host)]), "{host:?}");
        }
        assert!(!is_taken(Version::HTTP_11, &[]));
        assert!(!is_taken(Version::HTTP_11, &[("host", "a"), ("host", "a")]));
        assert!(is_taken(Version::HTTP_10, &[]));
        assert!(!is_taken(Version::HTTP_10, &[("host", "a"), ("host", "b")]));
    }

    #[test]
    fn a_body_comes_plain_or_in_chunks() {
        let with = |lines: &[&str]| {
            let mut all = vec![("host", "roster")];
            all.extend(lines.iter().map(|line| ("transfer-encoding", *line)));
            is_taken(Version::HTTP_11, &all)
        };
        assert!(with(&[]) && with(&["chunked"]) && with(&["Chunked"]));
        for codings in [
            &["gzip, chunked"][..],
            &["gzip", "chunked"],
            &["chunked, chunked"],
            &["identity"],
        ] {
            assert!(!with(codings), "{codings:?}");
        }
    }

    #[test]
    fn a_plain_answer_is_never_refused() {
        let left = |lines: &[&str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(header::ACCEPT_ENCODING, line.parse().unwrap());
            }
            accept_plain_answers(&mut headers);
            let lines: Vec<&str> = headers
                .get_all(header::ACCEPT_ENCODING)
                .iter()
                .map(|line| line.to_str().unwrap())
                .collect();
            lines.join("|")
        };
        for refused in ["identity;q=0", "*;q=0", "identity; Q=0.000", "*;q=0, identity;q=0"] {
            assert_eq!(left(&[refused]), "", "{refused}");
        }
        assert_eq!(left(&["gzip,identity;q=0"]), "gzip");
        assert_eq!(left(&["gzip;q=0.5", "*;q=0"]), "gzip;q=0.5");
        for kept in ["gzip, zstd", "identity", "identity;q=0.5", "*", "gzip;q=0", ""] {
            assert_eq!(left(&[kept]), kept);
        }
    }
}
