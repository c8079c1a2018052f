//! Checks that a text is JSON without building what it says: a body of a few megabytes can hold a million values, which take a
//! hundred times the room once they are a tree.

use std::fmt;
use std::hash::{DefaultHasher, Hasher};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// More values than any request has that makes sense: the largest is a thousand users of a dozen fields each.
pub const MOST_VALUES: usize = 20_000;

/// How many values a text holds, if it is JSON and no object in it has a key twice: which of the two would count is not for us
/// to guess (RFC 8259, section 4).
pub fn count_values(text: &[u8]) -> Result<usize, serde_json::Error> {
    let (mut keys, mut values) = (Vec::new(), 0);
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    Walk {
        keys: &mut keys,
        values: &mut values,
    }
    .deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(values)
}

/// Goes through one value and all that is in it.
struct Walk<'a> {
    /// Of the objects that are not at their end, the innermost last. Hashed, so that a key takes the same room whatever its length.
    /// Two keys with one hash can only be made on purpose, by one whose own request is then refused.
    keys: &'a mut Vec<u64>,
    values: &'a mut usize,
}

impl Walk<'_> {
    fn inner(&mut self) -> Walk<'_> {
        Walk {
            keys: self.keys,
            values: self.values,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        *self.values += 1;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(self.inner())?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut pairs: A) -> Result<(), A::Error> {
        let begins = self.keys.len();
        while let Some(key) = pairs.next_key_seed(Key)? {
            self.keys.push(key);
            pairs.next_value_seed(self.inner())?;
        }
        let own = &mut self.keys[begins..];
        own.sort_unstable();
        if own.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(A::Error::custom("a key twice"));
        }
        self.keys.truncate(begins);
        Ok(())
    }
}

/// Reads a key as its hash.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = u64;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<u64, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = u64;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<u64, E> {
        let mut hasher = DefaultHasher::new();
        hasher.write(key.as_bytes());
        Ok(hasher.finish())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn is_taken(text: &str) -> bool {
        count_values(text.as_bytes()).is_ok()
    }

    #[test]
    fn a_key_twice_is_refused_wherever_it_is() {
        for twice in [
            r#"{"a":1,"a":1}"#,
            r#"{"a":1,"b":2,"a":3}"#,
            r#"{"a":1,"\u0061":1}"#,
            r#"[{"a":{"b":[{"c":1,"c":2}]}}]"#,
            r#"{"a":{"a":1},"b":0,"a":{}}"#,
            r#"{"":0,"":0}"#,
        ] {
            assert!(!is_taken(twice), "{twice}");
        }
        for once in [
            r#"{"a":{"a":{"a":1}},"A":1}"#,
            r#"[{"a":1},{"a":1}]"#,
            "{}",
            "[]",
            "1",
            "null",
        ] {
            assert!(is_taken(once), "{once}");
        }
    }

    #[test]
    fn every_value_counts() {
        for (text, values) in [
            ("0", 1),
            ("[]", 1),
            (r#"[1,"2",null]"#, 4),
            (r#"{"a":1,"b":[true]}"#, 4),
        ] {
            assert_eq!(count_values(text.as_bytes()).unwrap(), values, "{text}");
        }
    }

    #[test]
    fn many_keys_are_looked_at_once_each() {
        let keys: Vec<String> = (0..200_000).map(|number| format!("\"{number}\":0")).collect();
        let mut text = format!("{{{}}}", keys.join(","));
        assert_eq!(count_values(text.as_bytes()).unwrap(), 200_001);
        text.insert_str(1, "\"199999\":0,");
        assert!(!is_taken(&text));
    }

    #[test]
    fn what_is_nested_without_end_is_refused() {
        assert!(!is_taken(&"[".repeat(1_000_000)));
        assert!(!is_taken(&r#"{"a":"#.repeat(1_000_000)));
    }

    proptest! {
        /// What is JSON is said by one parser, whether or not it builds a tree.
        #[test]
        fn it_is_json_for_us_as_it_is_for_others(text in r#"[\[\]{}:,0-9a".eu\\ -]{0,24}"#) {
            let built = serde_json::from_slice::<Value>(text.as_bytes());
            if is_taken(&text) {
                prop_assert!(built.is_ok());
            } else if built.is_ok() {
                prop_assert!(text.contains('{'), "only a key twice makes a difference");
            }
        }
    }
}
