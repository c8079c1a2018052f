//! Where the next page of a list begins, as an opaque text.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use roster_domain::{SecretKey, UserId};
use roster_store::users::{Place, PlaceValue};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use uuid::Uuid;

const MAC_BYTES: usize = 16;
const ID_BYTES: usize = 16;
const FOLDED: u8 = 0;
const NUMBER: u8 = 1;

/// Writes and reads the cursors of one list. A cursor is authenticated together with what the list is of, so that one of
/// another order, filter or account is refused rather than misread.
#[derive(Debug)]
pub struct Cursors {
    key: [u8; 32],
    list: String,
}

impl Cursors {
    /// The cursors of the list that `list` describes.
    pub fn of(secret_key: &SecretKey, list: String) -> Self {
        Self {
            key: secret_key.derive("cursor of a list of users"),
            list,
        }
    }

    /// The cursor which goes on after a place.
    pub fn write(&self, place: &Place) -> String {
        let (kind, value) = match &place.value {
            PlaceValue::Folded(bytes) => (FOLDED, bytes.clone()),
            PlaceValue::Number(number) => (NUMBER, number.to_be_bytes().to_vec()),
        };
        let content = [&[kind], place.id.as_uuid().as_bytes().as_slice(), &value].concat();
        URL_SAFE_NO_PAD.encode([self.mac(&content).as_slice(), &content].concat())
    }

    /// The place in a cursor, if it is one of this list.
    pub fn read(&self, cursor: &str) -> Option<Place> {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let (mac, content) = bytes.split_at_checked(MAC_BYTES)?;
        if !bool::from(self.mac(content).ct_eq(mac)) {
            return None;
        }
        let (kind, rest) = content.split_first()?;
        let (id, value) = rest.split_at_checked(ID_BYTES)?;
        let value = match *kind {
            FOLDED => PlaceValue::Folded(value.to_vec()),
            _ => PlaceValue::Number(i64::from_be_bytes(value.try_into().ok()?)),
        };
        Some(Place {
            value,
            id: UserId::from_uuid(Uuid::from_slice(id).ok()?),
        })
    }

    fn mac(&self, content: &[u8]) -> [u8; MAC_BYTES] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).expect("HMAC takes a key of any length");
        mac.update(self.list.as_bytes());
        mac.update(&[0]);
        mac.update(content);
        let whole: [u8; 32] = mac.finalize().into_bytes().into();
        *whole.first_chunk().expect("a MAC is longer than its first half")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SecretKey {
        SecretKey::from_hex(&"5".repeat(64)).unwrap()
    }

    #[test]
    fn a_place_is_read_back_and_by_its_own_list_only() {
        let id = UserId::from_uuid(Uuid::from_u128(7));
        let (one, other) = (
            Cursors::of(&key(), "one".to_owned()),
            Cursors::of(&key(), "other".to_owned()),
        );
        for value in [
            PlaceValue::Folded(b"lovelace\0ada".to_vec()),
            PlaceValue::Folded(Vec::new()),
            PlaceValue::Number(-3),
        ] {
            let place = Place { value, id };
            let cursor = one.write(&place);
            assert_eq!(one.read(&cursor), Some(place));
            assert_eq!(other.read(&cursor), None);
        }
    }

    #[test]
    fn a_cursor_with_any_bit_changed_is_none() {
        let cursors = Cursors::of(&key(), "one".to_owned());
        let place = Place {
            value: PlaceValue::Number(1),
            id: UserId::from_uuid(Uuid::from_u128(7)),
        };
        let bytes = URL_SAFE_NO_PAD.decode(cursors.write(&place)).unwrap();
        for bit in 0..bytes.len() * 8 {
            let mut changed = bytes.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(cursors.read(&URL_SAFE_NO_PAD.encode(changed)), None, "{bit}");
        }
        for text in ["", "AA", "no cursor!", "é"] {
            assert_eq!(cursors.read(text), None, "{text}");
        }
    }
}
