//! argon2id, with no more of them at once than the machine has cores, and a bounded line of those who wait for one.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use roster_domain::Random;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Memory in KiB, passes and lanes: the first choice of OWASP's Password Storage Cheat Sheet for argon2id.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const SALT_BYTES: usize = 16;

/// How many requests may stand in line for each core. At some 20 ms a hash, the last of them waits little more than a second;
/// whoever comes after is told to come back.
const LINE_PER_CORE: usize = 64;

/// Hashes and verifies passwords off the async threads.
#[derive(Debug, Clone)]
pub struct PasswordHasher {
    random: Arc<dyn Random>,
    slots: Arc<Semaphore>,
    line: Arc<Semaphore>,
    /// Verified against when there is no such login, so that the answer takes as long as for a wrong password.
    decoy: Arc<tokio::sync::OnceCell<String>>,
}

/// A request's place in the line for hashing, until it is dropped.
#[derive(Debug)]
#[must_use]
pub struct Place(#[expect(dead_code, reason = "it is held, not read")] OwnedSemaphorePermit);

/// What came of comparing a password with a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verified {
    /// Right, and hashed with today's parameters.
    Right,
    /// Right, but the hash is weaker than today's: hash again.
    RightButOutdated,
    Wrong,
}

impl PasswordHasher {
    pub fn new(random: Arc<dyn Random>) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self {
            random,
            slots: Arc::new(Semaphore::new(cores)),
            line: Arc::new(Semaphore::new(cores * LINE_PER_CORE)),
            decoy: Arc::default(),
        }
    }

    /// A place in the line, for a request that is about to hash; `None` when there is none left.
    pub fn place(&self) -> Option<Place> {
        self.line.clone().try_acquire_owned().ok().map(Place)
    }

    /// Hashes a password into PHC string format.
    pub async fn hash(&self, password: SecretString) -> String {
        let mut salt = [0; SALT_BYTES];
        self.random.fill(&mut salt);
        self.in_a_slot(move || hash_with_salt(&password, &salt)).await
    }

    /// Compares a password with the hash of a login, or with a decoy when the login has none.
    pub async fn verify(&self, password: SecretString, hash: Option<String>) -> Verified {
        let is_decoy = hash.is_none();
        let hash = match hash {
            Some(hash) => hash,
            None => self.decoy().await,
        };
        let verified = self.in_a_slot(move || compare(&password, &hash)).await;
        if is_decoy { Verified::Wrong } else { verified }
    }

    /// Makes the decoy ahead of its first use.
    pub async fn prepare(&self) {
        self.decoy().await;
    }

    async fn decoy(&self) -> String {
        self.decoy
            .get_or_init(|| self.hash(SecretString::from("a password nobody has")))
            .await
            .clone()
    }

    async fn in_a_slot<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let slot = self
            .slots
            .clone()
            .acquire_owned()
            .await
            .expect("the semaphore is never closed");
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(slot);
            done
        });
        done.await.expect("hashing does not panic")
    }
}

fn argon2id() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the parameters are within argon2's bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash_with_salt(password: &SecretString, salt: &[u8]) -> String {
    let hash: PasswordHash = argon2id()
        .hash_password_with_salt(password.expose_secret().as_bytes(), salt)
        .expect("hashing with fixed parameters succeeds");
    hash.to_string()
}

fn compare(password: &SecretString, hash: &str) -> Verified {
    let Ok(parsed) = PasswordHash::new(hash) else {
        return Verified::Wrong;
    };
    if argon2id()
        .verify_password(password.expose_secret().as_bytes(), &parsed)
        .is_err()
    {
        return Verified::Wrong;
    }
    let weaker = Params::try_from(&parsed).is_ok_and(|used| used.m_cost() < MEMORY_KIB || used.t_cost() < PASSES);
    if weaker {
        Verified::RightButOutdated
    } else {
        Verified::Right
    }
}
