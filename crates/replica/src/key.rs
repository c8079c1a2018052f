use roster_domain::{MalformedSecret, Random, SecretKey};
use secrecy::{ExposeSecret, SecretString};

/// The 256 bits that the file is encrypted with. They live in the keyring, or in memory only.
#[derive(Debug, Clone)]
pub struct ReplicaKey(SecretKey);

impl ReplicaKey {
    pub fn generate(random: &dyn Random) -> Self {
        Self(SecretKey::generate(random))
    }

    /// Reads the 64 hexadecimal digits that [`Self::to_hex`] gives.
    pub fn from_hex(text: &SecretString) -> Result<Self, MalformedSecret> {
        SecretKey::from_hex(text.expose_secret()).map(Self)
    }

    /// The 64 hexadecimal digits to keep in the keyring, and nowhere else.
    pub fn to_hex(&self) -> SecretString {
        SecretString::from(self.0.to_hex().as_str())
    }
}
