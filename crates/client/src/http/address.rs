use url::{Host, Url};

/// Why a text cannot be the address of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressProblem {
    #[error("This is not an address. Enter one such as https://roster.example.com.")]
    Invalid,
    #[error("Passwords sent to this address could be read on the way. Enter one that begins with https://.")]
    Insecure,
}

/// What the paths of a service's own pages, and of its API, begin with; where nothing is said, anything may follow.
const PAGES: [(&str, Option<&str>); 5] = [
    ("invitations", None),
    ("password", Some("reset")),
    ("password", Some("forgotten")),
    ("email", Some("restore")),
    ("api", Some("v1")),
];

/// More than anybody gives a service, and few enough to be tried one after the other.
const MOST_SEGMENTS: usize = 5;

/// Reads the address of a service as a person types or pastes it: any page of it will do. Gives where the service may be: with
/// its path, which ends in a slash, and without what can only be one of its pages.
///
/// Without a scheme it is `https`, or `http` on this computer. `http` is for this computer only.
pub(crate) fn parse_address(text: &str) -> Result<Url, AddressProblem> {
    let text = text.trim();
    let url = if text.contains("://") {
        Url::parse(text)
    } else {
        without_scheme(text)
    };
    let url = url.map_err(|_| AddressProblem::Invalid)?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(AddressProblem::Invalid);
    }
    match (url.scheme(), is_loopback(&url)) {
        ("https", _) | ("http", true) => base(&url),
        ("http", false) if url.has_host() => Err(AddressProblem::Insecure),
        _ => Err(AddressProblem::Invalid),
    }
}

fn without_scheme(text: &str) -> Result<Url, url::ParseError> {
    let secure = Url::parse(&format!("https://{text}"))?;
    if is_loopback(&secure) {
        Url::parse(&format!("http://{text}"))
    } else {
        Ok(secure)
    }
}

fn base(url: &Url) -> Result<Url, AddressProblem> {
    if !url.has_host() || url.host_str().is_none_or(str::is_empty) {
        return Err(AddressProblem::Invalid);
    }
    let segments = segments(url);
    let page = (0..segments.len()).find(|at| is_page(&segments[*at..]));
    let kept = page.unwrap_or(segments.len()).min(MOST_SEGMENTS);
    Ok(under(url, &segments[..kept]))
}

/// The places above an address, the nearest first: what was pasted may be a page that this version does not know.
pub(crate) fn above(base: &Url) -> Vec<Url> {
    let segments = segments(base);
    (0..segments.len())
        .rev()
        .map(|kept| under(base, &segments[..kept]))
        .collect()
}

fn segments(url: &Url) -> Vec<&str> {
    let all = url.path_segments().into_iter().flatten();
    all.filter(|segment| !segment.is_empty()).collect()
}

/// The place under this path at the same host.
fn under(host: &Url, segments: &[&str]) -> Url {
    let mut place = host.clone();
    place.set_query(None);
    place.set_fragment(None);
    let path = segments
        .iter()
        .fold(String::from("/"), |path, segment| path + segment + "/");
    place.set_path(&path);
    place
}

fn is_page(segments: &[&str]) -> bool {
    PAGES.iter().any(|(first, second)| match (segments, second) {
        ([one, other, ..], Some(second)) => one == first && other == second,
        ([one, _, ..], None) => one == first,
        _ => false,
    })
}

/// Whether what is sent there never leaves this computer.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_they_are_typed() {
        for (text, origin) in [
            (" https://roster.example.com ", "https://roster.example.com/"),
            ("roster.example.com", "https://roster.example.com/"),
            (
                "roster.example.com:8443/invitations/abc?x=1#y",
                "https://roster.example.com:8443/",
            ),
            ("HTTPS://Roster.Example.com:443/", "https://roster.example.com/"),
            ("https://müller.example", "https://xn--mller-kva.example/"),
            ("127.0.0.1:7867", "http://127.0.0.1:7867/"),
            ("localhost:7867", "http://localhost:7867/"),
            ("http://[::1]:7867/x", "http://[::1]:7867/x/"),
            ("https://example.com/roster", "https://example.com/roster/"),
            ("example.com/team/roster//", "https://example.com/team/roster/"),
            (
                "https://example.com/roster/invitations/abc?lang=fr",
                "https://example.com/roster/",
            ),
            ("https://example.com/roster/api/v1/me", "https://example.com/roster/"),
            ("https://example.com/email/restore/abc", "https://example.com/"),
            ("https://example.com/api/roster/", "https://example.com/api/roster/"),
            ("https://example.com/a/b/c/d/e/f/g", "https://example.com/a/b/c/d/e/"),
            ("https://127.0.0.1:7867", "https://127.0.0.1:7867/"),
        ] {
            assert_eq!(parse_address(text).map(String::from), Ok(origin.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_service_is_looked_for_above_as_well() {
        let above = |text: &str| -> Vec<String> {
            let base = parse_address(text).unwrap();
            super::above(&base).into_iter().map(String::from).collect()
        };
        assert_eq!(above("https://example.com"), [""; 0]);
        assert_eq!(above("https://example.com/roster"), ["https://example.com/"]);
        assert_eq!(
            above("https://example.com/roster/help/"),
            ["https://example.com/roster/", "https://example.com/"]
        );
    }

    #[test]
    fn what_is_no_address_or_no_safe_one_is_refused() {
        for text in [
            "",
            "   ",
            "https://",
            "not an address",
            "ftp://roster.example.com",
            "file:///etc/passwd",
            "javascript://x",
            "https://user:secret@roster.example.com",
            "user@roster.example.com",
            "https://exa mple.com",
            "http://",
        ] {
            assert_eq!(parse_address(text), Err(AddressProblem::Invalid), "{text}");
        }
        for text in [
            "http://roster.example.com",
            "http://192.168.1.5:7867",
            "http://localhost.example.com",
        ] {
            assert_eq!(parse_address(text), Err(AddressProblem::Insecure), "{text}");
        }
    }
}
