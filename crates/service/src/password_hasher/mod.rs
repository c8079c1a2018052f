//! argon2id, with no more of them at once than the machine has cores, and a bounded line of those who wait for one.

mod threads;

use std::sync::Arc;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use roster_domain::Random;
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use self::threads::Threads;

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
    line: Arc<Semaphore>,
    threads: Arc<Threads>,
}

/// Verified against when there is no such login, so that the answer takes as long as for a wrong password. It is no password's.
const DECOY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

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
        Self {
            random,
            line: Arc::new(Semaphore::new(Threads::count() * LINE_PER_CORE)),
            threads: Arc::default(),
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
        let work = move |memory: &mut Vec<Block>| hash_with_salt(&password, &salt, memory);
        self.threads.run(work).await
    }

    /// Compares a password with the hash of a login, or with a decoy when the login has none.
    pub async fn verify(&self, password: SecretString, hash: Option<String>) -> Verified {
        let is_decoy = hash.is_none();
        let hash = hash.unwrap_or_else(|| DECOY.to_owned());
        let verified = self.threads.run(move |memory| compare(&password, &hash, memory)).await;
        if is_decoy { Verified::Wrong } else { verified }
    }
}

fn params() -> Params {
    Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the parameters are within argon2's bounds")
}

fn hash_with_salt(password: &SecretString, salt: &[u8], memory: &mut Vec<Block>) -> String {
    let params = params();
    let output =
        fill(&params, password, salt, Params::DEFAULT_OUTPUT_LEN, memory).expect("the parameters are within bounds");
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&params).expect("the parameters can be written"),
        salt: Some(Salt::new(salt).expect("the salt is of a usual length")),
        hash: Some(Output::new(&output).expect("the hash is of a usual length")),
    };
    hash.to_string()
}

fn compare(password: &SecretString, hash: &str, memory: &mut Vec<Block>) -> Verified {
    let Some((params, salt, expected)) = read(hash) else {
        return Verified::Wrong;
    };
    let output = fill(&params, password, &salt, expected.len(), memory);
    if !output.is_ok_and(|output| bool::from(output.ct_eq(expected.as_bytes()))) {
        return Verified::Wrong;
    }
    if params.m_cost() < MEMORY_KIB || params.t_cost() < PASSES {
        Verified::RightButOutdated
    } else {
        Verified::Right
    }
}

/// The parts of a hash, if it is one of argon2id's.
fn read(hash: &str) -> Option<(Params, Salt, Output)> {
    let parsed = PasswordHash::new(hash).ok()?;
    let is_ours = parsed.algorithm == Algorithm::Argon2id.ident() && parsed.version == Some(Version::V0x13.into());
    let params = Params::try_from(&parsed).ok().filter(|_| is_ours)?;
    Some((params, parsed.salt?, parsed.hash?))
}

fn fill(
    params: &Params,
    password: &SecretString,
    salt: &[u8],
    length: usize,
    memory: &mut Vec<Block>,
) -> Result<Vec<u8>, argon2::Error> {
    let mut output = vec![0; length];
    memory.resize(params.block_count(), Block::new());
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone()).hash_password_into_with_memory(
        password.expose_secret().as_bytes(),
        salt,
        &mut output,
        memory,
    )?;
    Ok(output)
}

#[cfg(test)]
mod tests {
    use argon2::password_hash::{PasswordHasher as _, PasswordVerifier};

    use super::*;

    const SALT: [u8; SALT_BYTES] = [7; SALT_BYTES];

    fn password() -> SecretString {
        "seven green bicycles".into()
    }

    /// A hash as argon2's own function writes it.
    fn hash_of(password: &str, kib: u32, passes: u32) -> String {
        let params = Params::new(kib, passes, LANES, None).expect("parameters within bounds");
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let hash = argon2.hash_password_with_salt(password.as_bytes(), &SALT);
        hash.expect("it can be hashed").to_string()
    }

    /// In memory that another hash has filled before, one of larger parameters.
    fn compared(password: &SecretString, hash: &str) -> Verified {
        let mut memory = Vec::new();
        let larger = hash_of("some other password", MEMORY_KIB + 1024, PASSES);
        assert_ne!(compare(password, &larger, &mut memory), Verified::Right);
        compare(password, hash, &mut memory)
    }

    #[test]
    fn a_hash_is_what_the_library_makes_and_verifies() {
        let hash = hash_with_salt(&password(), &SALT, &mut Vec::new());
        assert_eq!(hash, hash_of("seven green bicycles", MEMORY_KIB, PASSES));
        let parsed = PasswordHash::new(&hash).expect("a PHC string");
        let verified = Argon2::default().verify_password(b"seven green bicycles", &parsed);
        verified.expect("it is the password's");
    }

    #[test]
    fn only_the_password_of_a_hash_is_right_and_a_weaker_hash_is_outdated() {
        let hash = hash_with_salt(&password(), &SALT, &mut Vec::new());
        assert_eq!(compared(&password(), &hash), Verified::Right);
        assert_eq!(compared(&"seven green bicycle".into(), &hash), Verified::Wrong);
        for (kib, passes) in [(MEMORY_KIB - 1, PASSES), (MEMORY_KIB, PASSES - 1)] {
            let weaker = hash_of("seven green bicycles", kib, passes);
            assert_eq!(compared(&password(), &weaker), Verified::RightButOutdated);
            assert_eq!(compared(&"another".into(), &weaker), Verified::Wrong);
        }
        let stronger = hash_of("seven green bicycles", MEMORY_KIB + 1, PASSES + 1);
        assert_eq!(compared(&password(), &stronger), Verified::Right);
    }

    #[test]
    fn what_is_no_hash_of_ours_is_nobodys_password() {
        let hash = hash_with_salt(&password(), &SALT, &mut Vec::new());
        let others = [
            "",
            "plain",
            "$argon2id$v=19$m=19456,t=2,p=1",
            &hash.replace("argon2id", "argon2i"),
            // Too short a salt.
            &DECOY.replace("$AAAAAAAAAAAAAAAAAAAAAA$", "$AAAA$"),
        ];
        for other in others {
            assert_eq!(compared(&password(), other), Verified::Wrong, "{other}");
        }
    }

    #[test]
    fn the_decoy_takes_as_long_as_a_hash() {
        let (decoy, ..) = read(DECOY).expect("it is a hash like others");
        assert_eq!(decoy, params_of(&hash_with_salt(&password(), &SALT, &mut Vec::new())));
    }

    fn params_of(hash: &str) -> Params {
        read(hash).expect("a hash").0
    }
}
