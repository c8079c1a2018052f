//! How much of what others send is held at once: in all, and from one address. Of those who have a session it is counted apart, so
//! that nobody who has none takes up their room.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use roster_domain::Neighbourhood;

use crate::kernel::refusal::{self, Refusal};
use crate::limits::Limits;

/// What is held at the moment, in bytes of bodies.
#[derive(Debug, Clone, Default)]
pub struct Intake(Arc<Mutex<Pools>>);

#[derive(Debug, Default)]
struct Pools {
    unknown: Amounts,
    known: Amounts,
}

#[derive(Debug, Default)]
struct Amounts {
    in_all: usize,
    by_address: HashMap<Neighbourhood, usize>,
}

/// How much may be held.
#[derive(Debug, Clone, Copy)]
struct Most {
    in_all: usize,
    per_address: usize,
}

/// A part of it, until it is dropped.
#[derive(Debug)]
pub struct Share {
    intake: Intake,
    address: Option<Neighbourhood>,
    bytes: usize,
    /// Whether it counts among those who have a session.
    is_known: bool,
}

impl Intake {
    /// Nothing yet, for a request from this address, of which it is not known whether it has a session.
    pub fn share(&self, address: Option<IpAddr>) -> Share {
        Share {
            intake: self.clone(),
            address: address.map(Neighbourhood::of),
            bytes: 0,
            is_known: false,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Pools> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many bytes of those who have no session are held, and how many of those who have one.
    #[cfg(test)]
    pub fn held(&self) -> (usize, usize) {
        let pools = self.lock();
        (pools.unknown.in_all, pools.known.in_all)
    }

    #[cfg(test)]
    pub fn is_empty(&self) -> bool {
        let pools = self.lock();
        [&pools.unknown, &pools.known]
            .iter()
            .all(|amounts| amounts.in_all == 0 && amounts.by_address.is_empty())
    }
}

impl Pools {
    fn of(&mut self, is_known: bool) -> &mut Amounts {
        if is_known { &mut self.known } else { &mut self.unknown }
    }
}

impl Amounts {
    /// Takes so many bytes more, or refuses where too much is held already.
    fn take(&mut self, address: Option<Neighbourhood>, bytes: usize, most: Most) -> Result<(), Refusal> {
        let of_address = address.map(|address| self.by_address.get(&address).copied().unwrap_or_default());
        if self.in_all + bytes > most.in_all || of_address.is_some_and(|held| held + bytes > most.per_address) {
            return Err(refusal::crowded());
        }
        self.in_all += bytes;
        if let Some(address) = address {
            *self.by_address.entry(address).or_default() += bytes;
        }
        Ok(())
    }

    fn give_back(&mut self, address: Option<Neighbourhood>, bytes: usize) {
        self.in_all -= bytes;
        let Some(address) = address else { return };
        if let Some(of_address) = self.by_address.get_mut(&address) {
            *of_address -= bytes;
            if *of_address == 0 {
                self.by_address.remove(&address);
            }
        }
    }
}

impl Most {
    fn of(limits: &Limits, is_known: bool) -> Self {
        if is_known {
            Self {
                in_all: limits.bytes_in_all,
                per_address: limits.bytes_per_address,
            }
        } else {
            Self {
                in_all: limits.unknown_bytes_in_all,
                per_address: limits.unknown_bytes_per_address,
            }
        }
    }
}

impl Share {
    /// Whether it counts among those who have a session.
    pub fn is_known(&self) -> bool {
        self.is_known
    }

    /// Makes room for so many bytes altogether, or refuses where too much is held already.
    pub fn grow_to(&mut self, bytes: usize, limits: &Limits) -> Result<(), Refusal> {
        let Some(more) = bytes.checked_sub(self.bytes).filter(|more| *more > 0) else {
            return Ok(());
        };
        let most = Most::of(limits, self.is_known);
        self.intake.lock().of(self.is_known).take(self.address, more, most)?;
        self.bytes = bytes;
        Ok(())
    }

    /// Moves it over to those who have a session, or refuses where they hold too much already: then it stays where it is.
    pub fn become_known(&mut self, limits: &Limits) -> Result<(), Refusal> {
        if self.is_known {
            return Ok(());
        }
        if self.bytes > 0 {
            let mut pools = self.intake.lock();
            pools.known.take(self.address, self.bytes, Most::of(limits, true))?;
            pools.unknown.give_back(self.address, self.bytes);
        }
        self.is_known = true;
        Ok(())
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        if self.bytes > 0 {
            let mut pools = self.intake.lock();
            pools.of(self.is_known).give_back(self.address, self.bytes);
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
            unknown_bytes_in_all: 50,
            unknown_bytes_per_address: 30,
            ..Limits::default()
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "as where it is used, an address may be unknown")]
    fn address(last: u8) -> Option<IpAddr> {
        Some(IpAddr::from([192, 0, 2, last]))
    }

    /// Of one who has a session.
    fn known(intake: &Intake, address: Option<IpAddr>) -> Share {
        let mut share = intake.share(address);
        share.become_known(&limits()).unwrap();
        share
    }

    #[test]
    fn too_much_from_one_address_or_in_all_is_refused_until_something_is_done() {
        let (intake, limits) = (Intake::default(), limits());
        let mut one = known(&intake, address(1));
        one.grow_to(50, &limits).unwrap();
        one.grow_to(50, &limits).unwrap();
        one.grow_to(20, &limits).unwrap();
        let mut again = known(&intake, address(1));
        assert!(again.grow_to(11, &limits).is_err());
        again.grow_to(10, &limits).unwrap();
        let mut other = known(&intake, address(2));
        assert!(other.grow_to(41, &limits).is_err());
        other.grow_to(40, &limits).unwrap();
        let mut from_nowhere = known(&intake, None);
        assert!(from_nowhere.grow_to(1, &limits).is_err());
        drop(one);
        from_nowhere.grow_to(50, &limits).unwrap();
        drop((again, other, from_nowhere));
        assert!(intake.is_empty());
    }

    #[test]
    fn those_without_a_session_take_up_their_own_room_only() {
        let (intake, limits) = (Intake::default(), limits());
        let (mut first, mut second) = (intake.share(address(1)), intake.share(address(2)));
        assert!(first.grow_to(31, &limits).is_err());
        first.grow_to(30, &limits).unwrap();
        second.grow_to(20, &limits).unwrap();
        assert!(intake.share(address(3)).grow_to(1, &limits).is_err());
        let mut member = known(&intake, address(1));
        member.grow_to(60, &limits).unwrap();
        assert_eq!(intake.held(), (50, 60));
        drop((first, second, member));
        assert!(intake.is_empty());
    }

    #[test]
    fn one_who_turns_out_to_have_a_session_leaves_the_room_of_the_others() {
        let (intake, limits) = (Intake::default(), limits());
        let mut share = intake.share(address(1));
        share.grow_to(30, &limits).unwrap();
        share.become_known(&limits).unwrap();
        share.become_known(&limits).unwrap();
        assert_eq!(intake.held(), (0, 30));
        share.grow_to(60, &limits).unwrap();
        // Where there is no room, it stays where it was.
        let mut crowded = intake.share(address(1));
        crowded.grow_to(10, &limits).unwrap();
        assert!(crowded.become_known(&limits).is_err());
        assert_eq!(intake.held(), (10, 60));
        drop(share);
        crowded.become_known(&limits).unwrap();
        assert_eq!(intake.held(), (0, 10));
        drop(crowded);
        assert!(intake.is_empty());
    }
}
