//! How much of what others send is held at once: in all, and from one address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use roster_domain::Neighbourhood;

use crate::kernel::refusal::{self, Refusal};
use crate::limits::Limits;

/// What is held at the moment, in bytes of bodies.
#[derive(Debug, Clone, Default)]
pub struct Intake(Arc<Mutex<Amounts>>);

#[derive(Debug, Default)]
struct Amounts {
    in_all: usize,
    by_address: HashMap<Neighbourhood, usize>,
}

/// A part of it, until it is dropped.
#[derive(Debug)]
pub struct Share {
    intake: Intake,
    address: Option<Neighbourhood>,
    bytes: usize,
}

impl Intake {
    /// Nothing yet, for a request from this address.
    pub fn share(&self, address: Option<IpAddr>) -> Share {
        Share {
            intake: self.clone(),
            address: address.map(Neighbourhood::of),
            bytes: 0,
        }
    }

    #[cfg(test)]
    fn is_empty(&self) -> bool {
        let amounts = self.0.lock().unwrap();
        amounts.in_all == 0 && amounts.by_address.is_empty()
    }
}

impl Share {
    /// Makes room for so many bytes altogether, or refuses where too much is held already.
    pub fn grow_to(&mut self, bytes: usize, limits: &Limits) -> Result<(), Refusal> {
        let Some(more) = bytes.checked_sub(self.bytes).filter(|more| *more > 0) else {
            return Ok(());
        };
        let mut amounts = self.intake.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_address = self
            .address
            .map(|address| amounts.by_address.get(&address).copied().unwrap_or_default());
        if amounts.in_all + more > limits.bytes_in_all
            || of_address.is_some_and(|bytes| bytes + more > limits.bytes_per_address)
        {
            return Err(refusal::crowded());
        }
        amounts.in_all += more;
        if let Some(address) = self.address {
            *amounts.by_address.entry(address).or_default() += more;
        }
        self.bytes = bytes;
        Ok(())
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        if self.bytes == 0 {
            return;
        }
        let mut amounts = self.intake.0.lock().unwrap_or_else(PoisonError::into_inner);
        amounts.in_all -= self.bytes;
        let Some(address) = self.address else { return };
        if let Some(of_address) = amounts.by_address.get_mut(&address) {
            *of_address -= self.bytes;
            if *of_address == 0 {
                amounts.by_address.remove(&address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        Limits {
            bytes_in_all: 100,
            bytes_per_address: 60,
            ..Limits::default()
        }
    }

    #[test]
    fn too_much_from_one_address_or_in_all_is_refused_until_something_is_done() {
        let (intake, limits) = (Intake::default(), limits());
        let address = |last| Some(IpAddr::from([192, 0, 2, last]));
        let mut one = intake.share(address(1));
        one.grow_to(50, &limits).unwrap();
        one.grow_to(50, &limits).unwrap();
        one.grow_to(20, &limits).unwrap();
        let mut again = intake.share(address(1));
        assert!(again.grow_to(11, &limits).is_err());
        again.grow_to(10, &limits).unwrap();
        let mut other = intake.share(address(2));
        assert!(other.grow_to(41, &limits).is_err());
        other.grow_to(40, &limits).unwrap();
        let mut unknown = intake.share(None);
        assert!(unknown.grow_to(1, &limits).is_err());
        drop(one);
        unknown.grow_to(50, &limits).unwrap();
        drop((again, other, unknown));
        assert!(intake.is_empty());
    }
}
