//! How many connections may be open: in all, and from one address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use roster_domain::Neighbourhood;

use crate::app::Settings;
use crate::limits::Limits;

/// How many open files are left to the database and the rest, at the most: no more than a quarter of all.
const OTHER_FILES: usize = 256;

/// The connections that are open.
#[derive(Debug, Clone)]
pub struct Places {
    open: Arc<Mutex<Open>>,
    most_in_all: usize,
}

#[derive(Debug, Default)]
struct Open {
    in_all: usize,
    /// By where they come from, but for those of trusted proxies.
    by_address: HashMap<Neighbourhood, usize>,
}

/// One of them, until it is dropped.
#[derive(Debug)]
pub struct Place {
    places: Places,
    /// Absent where it counts among all only.
    whose: Option<Neighbourhood>,
}

impl Places {
    /// As many as the limits say, and as this process may have open files for.
    pub fn new(limits: &Limits) -> Self {
        Self {
            open: Arc::default(),
            most_in_all: limits.connections_in_all.min(connections_of(open_files())),
        }
    }

    /// A place for one more; none where there are as many as may be. A trusted proxy stands for many, and counts among all only.
    pub fn take(&self, address: IpAddr, settings: &Settings) -> Option<Place> {
        let is_trusted = settings.trusted_proxies.contains(address);
        let whose = (!is_trusted).then(|| Neighbourhood::of(address));
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.in_all >= self.most_in_all {
            return None;
        }
        if let Some(whose) = whose {
            let count = open.by_address.entry(whose).or_default();
            if *count >= settings.limits.connections_per_address {
                return None;
            }
            *count += 1;
        }
        open.in_all += 1;
        Some(Place {
            places: self.clone(),
            whose,
        })
    }
}

/// How many files this process may have open.
#[cfg(unix)]
fn open_files() -> usize {
    let limit = rustix::process::getrlimit(rustix::process::Resource::Nofile);
    let most = limit.current.and_then(|most| usize::try_from(most).ok());
    most.unwrap_or(usize::MAX)
}

/// Elsewhere, nothing says so.
#[cfg(not(unix))]
fn open_files() -> usize {
    usize::MAX
}

/// How many of so many open files may be connections.
fn connections_of(files: usize) -> usize {
    files - OTHER_FILES.min(files / 4)
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.places.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.in_all -= 1;
        let Some(whose) = self.whose else { return };
        if let Some(count) = open.by_address.get_mut(&whose) {
            *count -= 1;
            if *count == 0 {
                open.by_address.remove(&whose);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(limits: Limits) -> Settings {
        let mut settings = Settings::new("https://roster.example/".parse().unwrap());
        settings.trusted_proxies = "10.0.0.1".parse().unwrap();
        settings.limits = limits;
        settings
    }

    fn are_all_free(places: &Places) -> bool {
        let open = places.open.lock().unwrap();
        open.in_all == 0 && open.by_address.is_empty()
    }

    #[test]
    fn an_address_has_so_many_and_a_trusted_proxy_more() {
        let settings = settings(Limits {
            connections_per_address: 2,
            ..Limits::default()
        });
        let places = Places::new(&settings.limits);
        let take = |address: &str| places.take(address.parse().unwrap(), &settings);
        let (first, second) = (take("192.0.2.1"), take("::ffff:192.0.2.1"));
        assert!(first.is_some() && second.is_some());
        assert!(take("192.0.2.1").is_none());
        assert!(take("192.0.2.2").is_some());
        drop(first);
        let third = take("192.0.2.1");
        assert!(third.is_some() && take("192.0.2.1").is_none());
        let proxied: Vec<_> = (0..9).map(|_| take("10.0.0.1")).collect();
        assert!(proxied.iter().all(Option::is_some));
        drop((second, third, proxied));
        assert!(are_all_free(&places));
    }

    #[test]
    fn there_are_so_many_in_all() {
        let settings = settings(Limits {
            connections_in_all: 3,
            ..Limits::default()
        });
        let places = Places::new(&settings.limits);
        let take = |address: &str| places.take(address.parse().unwrap(), &settings);
        let (first, second, proxied) = (take("192.0.2.1"), take("192.0.2.2"), take("10.0.0.1"));
        assert!(first.is_some() && second.is_some() && proxied.is_some());
        assert!(take("192.0.2.3").is_none() && take("10.0.0.1").is_none());
        drop(proxied);
        let third = take("192.0.2.3");
        assert!(third.is_some() && take("192.0.2.4").is_none());
        drop((first, second, third));
        assert!(are_all_free(&places));
    }

    #[test]
    fn some_open_files_are_left_to_others() {
        assert_eq!(connections_of(256), 192);
        assert_eq!(connections_of(1_024), 768);
        assert_eq!(connections_of(65_536), 65_280);
        assert_eq!(connections_of(usize::MAX), usize::MAX - 256);
    }
}
