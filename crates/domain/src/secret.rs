use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::Random;

/// The length in bytes of every secret: 256 bits.
pub(crate) const LENGTH: usize = 32;

/// A text that does not have the form of the secret it should hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not in the form of this secret")]
pub struct MalformedSecret;

/// The service's secret key, which is kept outside the database and shared by all of its nodes.
#[derive(Clone)]
pub struct SecretKey(Zeroizing<[u8; LENGTH]>);

impl SecretKey {
    pub fn generate(random: &dyn Random) -> Self {
        let mut bytes = Zeroizing::new([0; LENGTH]);
        random.fill(bytes.as_mut_slice());
        Self(bytes)
    }

    /// Reads 64 hexadecimal digits, in either case, white space around them left aside.
    pub fn from_hex(text: &str) -> Result<Self, MalformedSecret> {
        let digits = text.trim().as_bytes();
        let mut bytes = Zeroizing::new([0; LENGTH]);
        if digits.len() != 2 * LENGTH {
            return Err(MalformedSecret);
        }
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = hex_digit(pair[0])? << 4 | hex_digit(pair[1])?;
        }
        Ok(Self(bytes))
    }

    /// The 64 hexadecimal digits to write to the key's file, and to nothing else.
    pub fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex(self.0.as_slice()))
    }

    /// A key for one purpose, named by `label`: HMAC-SHA-256 (RFC 2104). Different labels give unrelated keys.
    pub fn derive(&self, label: &str) -> [u8; LENGTH] {
        self.authenticate(label.as_bytes(), &[])
    }

    /// Tells keys apart without telling anything about them: stored in the database, it shows whether a key fits.
    pub fn fingerprint(&self) -> String {
        hex(&self.derive("roster key fingerprint v1")[..LENGTH / 2])
    }

    /// HMAC-SHA-256 over a label, a zero byte to end it, and a message.
    pub(crate) fn authenticate(&self, label: &[u8], message: &[u8]) -> [u8; LENGTH] {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.as_slice()).expect("HMAC takes a key of any length");
        mac.update(label);
        mac.update(&[0]);
        mac.update(message);
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SecretKey(redacted)")
    }
}

/// A random token which is all one needs to show: of a session, or of a device known to a login.
#[derive(Clone)]
pub struct BearerToken(Zeroizing<[u8; LENGTH]>);

impl BearerToken {
    pub fn generate(random: &dyn Random) -> Self {
        let mut bytes = Zeroizing::new([0; LENGTH]);
        random.fill(bytes.as_mut_slice());
        Self(bytes)
    }

    /// Reads the 43 characters that [`Self::to_text`] gives.
    pub fn parse(text: &str) -> Result<Self, MalformedSecret> {
        from_base64url(text).map(Self)
    }

    /// For the one it belongs to: base64url without padding (RFC 4648, section 5).
    pub fn to_text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.as_slice())
    }

    /// For the database: SHA-256. Nothing slower is needed against guessing 256 random bits.
    pub fn hash(&self) -> [u8; LENGTH] {
        Sha256::digest(self.0.as_slice()).into()
    }
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("BearerToken(redacted)")
    }
}

/// Exactly one text is read as any one secret: padding, spaces and stray last bits are refused.
pub(crate) fn from_base64url(text: &str) -> Result<Zeroizing<[u8; LENGTH]>, MalformedSecret> {
    // Longer than needed, because the decoder asks for room by its estimate.
    let mut buffer = Zeroizing::new([0; LENGTH + 1]);
    if text.len() != 43 {
        return Err(MalformedSecret);
    }
    let length = URL_SAFE_NO_PAD.decode_slice(text, buffer.as_mut_slice()).map_err(|_| MalformedSecret)?;
    let mut bytes = Zeroizing::new([0; LENGTH]);
    bytes.copy_from_slice(buffer[..length].get(..LENGTH).ok_or(MalformedSecret)?);
    Ok(bytes)
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xf)]).collect()
}

fn hex_digit(digit: u8) -> Result<u8, MalformedSecret> {
    let value = char::from(digit).to_digit(16).ok_or(MalformedSecret)?;
    u8::try_from(value).map_err(|_| MalformedSecret)
}
