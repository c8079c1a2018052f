//! The name that the service gives to mail servers: `--mail-helo`.

use std::net::IpAddr;
use std::str::FromStr;

use url::{Host, Url};

/// What is said in EHLO (RFC 5321, section 4.1.1.1): a name by which others know this computer, or where there is none the
/// address that it speaks from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Helo {
    Name(String),
    Address(IpAddr),
    /// Whatever address the connection comes from.
    OwnAddress,
}

/// A setting that names no host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the name given to mail servers is a host name, such as roster.example.com, or an address, such as [192.0.2.1]"
)]
pub struct InvalidHelo;

impl FromStr for Helo {
    type Err = InvalidHelo;

    fn from_str(text: &str) -> Result<Self, InvalidHelo> {
        let text = text.trim();
        let bare = text
            .strip_prefix('[')
            .and_then(|text| text.strip_suffix(']'))
            .unwrap_or(text);
        let bare = bare.strip_prefix("IPv6:").unwrap_or(bare);
        if let Ok(address) = bare.parse() {
            return Ok(Self::Address(address));
        }
        match Host::parse(text) {
            Ok(Host::Domain(name)) if is_host_name(&name) => Ok(Self::Name(name)),
            _ => Err(InvalidHelo),
        }
    }
}

impl Helo {
    /// The host of the public URL. Strict servers take only a name with a domain, so that one without, such as `localhost`, is
    /// as good as none.
    pub fn of(public_url: &Url) -> Self {
        match public_url.host() {
            Some(Host::Domain(name)) => {
                let name = name.trim_end_matches('.');
                if is_host_name(name) && name.contains('.') {
                    Self::Name(name.to_owned())
                } else {
                    Self::OwnAddress
                }
            }
            Some(Host::Ipv4(address)) if !address.is_unspecified() => Self::Address(address.into()),
            Some(Host::Ipv6(address)) if !address.is_unspecified() => Self::Address(address.into()),
            _ => Self::OwnAddress,
        }
    }

    /// What to say on a connection that comes from `local`.
    pub fn said_from(&self, local: Option<IpAddr>) -> String {
        let own = local.unwrap_or(IpAddr::from([127, 0, 0, 1]));
        match self {
            Self::Name(name) => name.clone(),
            Self::Address(address) => literal(*address),
            Self::OwnAddress => literal(own),
        }
    }
}

/// An address literal (RFC 5321, section 4.1.3).
fn literal(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => format!("[{address}]"),
        IpAddr::V6(address) => format!("[IPv6:{address}]"),
    }
}

/// Letters, digits and hyphens (RFC 1123, section 2.1), in ASCII.
fn is_host_name(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    name.len() <= 253 && name.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(public_url: &str) -> String {
        Helo::of(&public_url.parse().unwrap()).said_from(Some("192.0.2.9".parse().unwrap()))
    }

    #[test]
    fn the_public_urls_host_is_said_or_an_address_literal() {
        for (public_url, hello) in [
            ("https://people.example.com/roster", "people.example.com"),
            ("https://people.example.com./", "people.example.com"),
            ("https://bücher.example/", "xn--bcher-kva.example"),
            ("http://127.0.0.1:7867/", "[127.0.0.1]"),
            ("http://[2001:db8::1]:7867/", "[IPv6:2001:db8::1]"),
            ("http://localhost:7867/", "[192.0.2.9]"),
            ("http://intranet/", "[192.0.2.9]"),
            ("http://my_host.example/", "[192.0.2.9]"),
            ("http://0.0.0.0:7867/", "[192.0.2.9]"),
        ] {
            assert_eq!(said(public_url), hello, "{public_url}");
        }
    }

    #[test]
    fn an_operator_may_set_a_name_or_an_address() {
        for (text, hello) in [
            (" roster.example.com ", "roster.example.com"),
            ("roster", "roster"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("[192.0.2.1]", "[192.0.2.1]"),
            ("192.0.2.1", "[192.0.2.1]"),
            ("[IPv6:2001:db8::1]", "[IPv6:2001:db8::1]"),
            ("2001:db8::1", "[IPv6:2001:db8::1]"),
        ] {
            assert_eq!(text.parse::<Helo>().unwrap().said_from(None), hello, "{text}");
        }
        for text in [
            "a b",
            "a\r\nRCPT TO:<x>",
            "-a.example",
            "a..b",
            "a_b.example",
            "https://a.example",
        ] {
            assert_eq!(text.parse::<Helo>(), Err(InvalidHelo), "{text:?}");
        }
    }
}
