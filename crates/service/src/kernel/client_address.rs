//! From which network address a request comes.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;
use std::sync::Once;

use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, header, request::Parts};
use ipnet::IpNet;

use crate::app::App;

const X_FORWARDED_FOR: &str = "x-forwarded-for";

/// Said once: an operator needs no reminder with every request.
static UNTRUSTED_PROXY: Once = Once::new();

/// The reverse proxies whose word about a client's address is taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

/// A text that does not list addresses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not an address or a network, such as 127.0.0.1, ::1 or 10.0.0.0/8; separate several by commas")]
pub struct NotAddresses(String);

impl FromStr for TrustedProxies {
    type Err = NotAddresses;

    fn from_str(text: &str) -> Result<Self, NotAddresses> {
        let network = |part: &str| {
            let part = part.trim();
            let address = part.parse::<IpAddr>().map(IpNet::from);
            address
                .or_else(|_| part.parse::<IpNet>())
                .map_err(|_| NotAddresses(part.to_owned()))
        };
        text.split(',').map(network).collect::<Result<_, _>>().map(Self)
    }
}

impl TrustedProxies {
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }
}

/// The address of whoever sent a request: the other end of the connection, or what a trusted proxy there says of it.
/// `None` where there is no connection.
pub fn of(parts: &Parts, app: &App) -> Option<IpAddr> {
    let ConnectInfo(peer) = parts.extensions.get::<ConnectInfo<SocketAddr>>()?;
    let (peer, trusted) = (peer.ip().to_canonical(), &app.settings.trusted_proxies);
    if trusted.contains(peer) {
        return Some(forwarded(&parts.headers, trusted).unwrap_or(peer));
    }
    if is_forwarded(&parts.headers) && is_near(peer) {
        UNTRUSTED_PROXY.call_once(|| {
            tracing::warn!(%peer, "requests come through a proxy that --trusted-proxies does not name: all count as its own");
        });
    }
    Some(peer)
}

fn is_forwarded(headers: &HeaderMap) -> bool {
    headers.contains_key(X_FORWARDED_FOR) || headers.contains_key(header::FORWARDED)
}

/// Whether a proxy of the operator's may be there; anybody else may send what headers they like.
fn is_near(peer: IpAddr) -> bool {
    match peer {
        IpAddr::V4(peer) => peer.is_loopback() || peer.is_private(),
        IpAddr::V6(peer) => peer.is_loopback() || peer.is_unique_local(),
    }
}

/// What a header says of where a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// It is not there.
    Nothing,
    /// Its last hop is no address.
    Nobody,
    Address(IpAddr),
}

/// The last hop that no trusted proxy made itself. A proxy writes one of the two headers and passes the other on as a client
/// made it up; so where both are there, they have to agree.
fn forwarded(headers: &HeaderMap, trusted: &TrustedProxies) -> Option<IpAddr> {
    let standard = last_hop(headers, header::FORWARDED.as_str(), trusted, forwarded_for);
    let usual = last_hop(headers, X_FORWARDED_FOR, trusted, address);
    let told = match (standard, usual) {
        (Told::Nothing, told) | (told, Told::Nothing) => told,
        (one, other) if one == other => one,
        _ => Told::Nobody,
    };
    match told {
        Told::Address(address) => Some(address),
        Told::Nothing | Told::Nobody => None,
    }
}

fn last_hop(headers: &HeaderMap, name: &str, trusted: &TrustedProxies, read: fn(&str) -> Option<IpAddr>) -> Told {
    let lines: Vec<&str> = headers
        .get_all(name)
        .iter()
        .map(|line| line.to_str().unwrap_or_default())
        .collect();
    if lines.is_empty() {
        return Told::Nothing;
    }
    let mut nearest = Told::Nobody;
    for hop in lines.iter().flat_map(|line| line.split(',')).rev() {
        match read(hop.trim()) {
            Some(hop) if trusted.contains(hop) => nearest = Told::Address(hop),
            Some(hop) => return Told::Address(hop),
            // Whoever wrote this is not to be believed; the proxies after it are.
            None => break,
        }
    }
    nearest
}

/// The `for` of one element of `Forwarded` (RFC 7239).
fn forwarded_for(element: &str) -> Option<IpAddr> {
    let pairs = element.split(';').filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = pairs.into_iter().find(|(name, _)| name.eq_ignore_ascii_case("for"))?;
    address(value.trim_matches('"'))
}

/// An address with or without a port, IPv6 with or without brackets.
fn address(text: &str) -> Option<IpAddr> {
    let bare = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    let found: IpAddr = text.parse().ok().or_else(bare).or_else(with_port)?;
    Some(found.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(trusted: &str, headers: &[(&'static str, &str)]) -> Option<String> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        forwarded(&map, &trusted.parse().unwrap()).map(|address| address.to_string())
    }

    #[test]
    fn the_last_hop_before_the_trusted_proxies_counts() {
        let of = |value: &str| told("127.0.0.1, 10.0.0.0/8", &[(X_FORWARDED_FOR, value)]);
        assert_eq!(of("192.0.2.1").as_deref(), Some("192.0.2.1"));
        assert_eq!(of("198.51.100.7, 192.0.2.1").as_deref(), Some("192.0.2.1"));
        assert_eq!(of("198.51.100.7, 192.0.2.1, 10.1.2.3").as_deref(), Some("192.0.2.1"));
        assert_eq!(of("10.9.9.9, 10.1.2.3").as_deref(), Some("10.9.9.9"), "someone within");
        assert_eq!(of("192.0.2.1:4711").as_deref(), Some("192.0.2.1"));
        assert_eq!(of("[2001:db8::1]:4711").as_deref(), Some("2001:db8::1"));
        assert_eq!(of("::ffff:192.0.2.1").as_deref(), Some("192.0.2.1"));
    }

    #[test]
    fn headers_on_several_lines_are_one_list() {
        let lines = [(X_FORWARDED_FOR, "198.51.100.7"), (X_FORWARDED_FOR, "192.0.2.1")];
        assert_eq!(told("127.0.0.1", &lines).as_deref(), Some("192.0.2.1"));
    }

    #[test]
    fn the_standard_header_is_read_too() {
        let of = |value: &str| told("127.0.0.1", &[("forwarded", value)]);
        assert_eq!(of("for=192.0.2.1").as_deref(), Some("192.0.2.1"));
        assert_eq!(
            of("for=198.51.100.7, For=\"[2001:db8::1]:4711\";proto=https;by=10.0.0.1").as_deref(),
            Some("2001:db8::1")
        );
        for hidden in ["for=_gazonk", "for=unknown", "proto=https", "", "for=", "=;=;"] {
            assert_eq!(of(hidden), None, "{hidden}");
        }
    }

    #[test]
    fn a_header_made_up_beside_the_proxys_own_is_not_believed() {
        let both = |standard: &str, usual: &str| {
            let headers = [("forwarded", standard), (X_FORWARDED_FOR, usual)];
            told("127.0.0.1", &headers)
        };
        assert_eq!(both("for=192.0.2.1", "192.0.2.1").as_deref(), Some("192.0.2.1"));
        assert_eq!(both("for=203.0.113.9", "192.0.2.1"), None);
        assert_eq!(both("nonsense", "192.0.2.1"), None);
    }

    #[test]
    fn what_is_no_address_hides_what_stands_before_it() {
        let of = |value: &str| told("10.0.0.0/8", &[(X_FORWARDED_FOR, value)]);
        assert_eq!(of("192.0.2.1, nonsense"), None);
        assert_eq!(of("192.0.2.1, nonsense, 10.0.0.2").as_deref(), Some("10.0.0.2"));
        assert_eq!(of(""), None);
    }

    #[test]
    fn only_addresses_and_networks_can_be_trusted() {
        for wrong in ["", "proxy.example", "10.0.0.0/33", "127.0.0.1,", "10.0.0.1:80", "*"] {
            assert!(wrong.parse::<TrustedProxies>().is_err(), "{wrong:?}");
        }
        let mapped: TrustedProxies = "192.0.2.0/24".parse().unwrap();
        assert!(mapped.contains("::ffff:192.0.2.9".parse().unwrap()));
        assert!(!mapped.contains("192.0.3.9".parse().unwrap()));
    }
}
