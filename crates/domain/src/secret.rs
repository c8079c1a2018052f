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
    let length = URL_SAFE_NO_PAD
        .decode_slice(text, buffer.as_mut_slice())
        .map_err(|_| MalformedSecret)?;
    let mut bytes = Zeroizing::new([0; LENGTH]);
    bytes.copy_from_slice(buffer[..length].get(..LENGTH).ok_or(MalformedSecret)?);
    Ok(bytes)
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 0xf)])
        .collect()
}

fn hex_digit(digit: u8) -> Result<u8, MalformedSecret> {
    let value = char::from(digit).to_digit(16).ok_or(MalformedSecret)?;
    u8::try_from(value).map_err(|_| MalformedSecret)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ambient::fixed::Same;
    use proptest::prelude::*;

    const HEX: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    #[test]
    fn a_key_is_read_from_64_hexadecimal_digits_only() {
        let key = SecretKey::from_hex(&format!(" {}\n", HEX.to_uppercase())).unwrap();
        assert_eq!(key.to_hex().as_str(), HEX);
        for text in [
            "",
            &HEX[1..],
            &format!("{HEX}0"),
            &HEX.replace('f', "g"),
            &HEX.replace("00", "é"),
            &"+1".repeat(32),
        ] {
            assert!(SecretKey::from_hex(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_derived_key_is_the_hmac_of_its_label() {
        // Reckoned with Python's hmac over b"label\0".
        let key = SecretKey::from_hex(HEX).unwrap();
        assert_eq!(
            hex(&key.derive("label")),
            "15a249696252d0aa3ea010196b093b83964659178e776237bfef6d328d48122d"
        );
        assert_eq!(key.fingerprint(), "62d2bf6b0dcfaaaaacdfdf4937f83454");
    }

    #[test]
    fn another_label_or_key_gives_another_subkey() {
        let (one, other) = (SecretKey::generate(&Same(1)), SecretKey::generate(&Same(2)));
        assert_ne!(one.derive("a"), one.derive("b"));
        assert_ne!(one.derive("a"), other.derive("a"));
        assert_ne!(one.fingerprint(), other.fingerprint());
        assert_eq!(one.fingerprint(), one.clone().fingerprint());
        assert_ne!(one.authenticate(b"a", b"b"), one.authenticate(b"ab", b""));
    }

    #[test]
    fn secrets_do_not_show_themselves() {
        let (key, token) = (SecretKey::generate(&Same(7)), BearerToken::generate(&Same(7)));
        assert_eq!(
            format!("{key:?} {token:?}"),
            "SecretKey(redacted) BearerToken(redacted)"
        );
    }

    #[test]
    fn a_token_has_one_text_only() {
        let token = BearerToken::generate(&Same(0xA5));
        let text = token.to_text();
        assert_eq!(BearerToken::parse(&text).unwrap().hash(), token.hash());
        let stray_bit = text[..42].to_owned() + "V";
        for wrong in [
            &text[..42],
            &format!("{text}="),
            &format!("{text}A"),
            &format!(" {}", &text[1..]),
            &stray_bit,
            "",
        ] {
            assert!(BearerToken::parse(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn every_token_is_read_back(bytes in any::<[u8; LENGTH]>()) {
            let token = BearerToken(Zeroizing::new(bytes));
            let text = token.to_text();
            prop_assert!(text.len() == 43 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
            prop_assert_eq!(*BearerToken::parse(&text).unwrap().0, bytes);
        }

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,60}") {
            if let Ok(token) = BearerToken::parse(&text) {
                prop_assert_eq!(token.to_text(), text);
            }
        }
    }
}
