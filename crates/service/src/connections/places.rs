//! How many connections an address may have open.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use roster_domain::Neighbourhood;

use crate::app::Settings;

/// The connections that are open, by where they come from.
#[derive(Debug, Clone, Default)]
pub struct Places(Arc<Mutex<HashMap<Neighbourhood, usize>>>);

/// One of them, until it is dropped.
#[derive(Debug)]
pub struct Place {
    places: Places,
    /// Absent where nobody counts.
    whose: Option<Neighbourhood>,
}

impl Places {
    /// A place for one more; none where there are as many as may be. A trusted proxy stands for many, and is not counted.
    pub fn take(&self, address: IpAddr, settings: &Settings) -> Option<Place> {
        if settings.trusted_proxies.contains(address) {
            return Some(self.place(None));
        }
        let whose = Neighbourhood::of(address);
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(whose).or_default();
        if *count >= settings.limits.connections_per_address {
            return None;
        }
        *count += 1;
        Some(self.place(Some(whose)))
    }

    fn place(&self, whose: Option<Neighbourhood>) -> Place {
        Place {
            places: self.clone(),
            whose,
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some(whose) = self.whose else { return };
        let mut open = self.places.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&whose) {
            *count -= 1;
            if *count == 0 {
                open.remove(&whose);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;

    #[test]
    fn an_address_has_so_many_and_a_trusted_proxy_as_many_as_it_likes() {
        let mut settings = Settings::new("https://roster.example/".parse().unwrap());
        settings.trusted_proxies = "10.0.0.1".parse().unwrap();
        settings.limits = Limits {
            connections_per_address: 2,
            ..Limits::default()
        };
        let places = Places::default();
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
        assert!(places.0.lock().unwrap().is_empty());
    }
}
