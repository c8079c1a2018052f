use std::io::Cursor;

use plist::Value as Plist;

use super::value::{Unusable, Value};

/// Reads a policy that is a property list, written in XML or in binary.
pub(super) fn parse(bytes: &[u8]) -> Result<Vec<(String, Value)>, Unusable> {
    let list = Plist::from_reader(Cursor::new(bytes));
    let list = list.map_err(|_| Unusable::Malformed("a valid property list".to_owned()))?;
    let members = list
        .into_dictionary()
        .ok_or_else(|| Unusable::Malformed("a property list with a dictionary".to_owned()))?;
    Ok(members
        .into_iter()
        .map(|(name, value)| (name, neutral(value)))
        .collect())
}

fn neutral(value: Plist) -> Value {
    match value {
        Plist::String(text) => Value::Text(text),
        Plist::Boolean(flag) => Value::Flag(flag),
        Plist::Integer(number) => number.as_signed().map_or(Value::Other, Value::Number),
        _ => Value::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
        <plist version="1.0"><dict>
            <key>server</key><string>https://roster.example.com</string>
            <key>embedded</key><false/>
            <key>number</key><integer>1</integer>
            <key>list</key><array/>
        </dict></plist>"#;

    fn expected() -> Vec<(String, Value)> {
        let members = [
            ("server", Value::Text("https://roster.example.com".to_owned())),
            ("embedded", Value::Flag(false)),
            ("number", Value::Number(1)),
            ("list", Value::Other),
        ];
        members.map(|(name, value)| (name.to_owned(), value)).to_vec()
    }

    #[test]
    fn both_forms_say_the_same() {
        assert_eq!(parse(XML.as_bytes()), Ok(expected()));
        let mut binary = Vec::new();
        let list = Plist::from_reader(Cursor::new(XML)).unwrap();
        list.to_writer_binary(&mut binary).unwrap();
        assert!(binary.starts_with(b"bplist00"));
        assert_eq!(parse(&binary), Ok(expected()));
    }

    #[test]
    fn what_is_no_dictionary_is_no_policy() {
        let list = "<plist version=\"1.0\"><array/></plist>";
        for bytes in [list.as_bytes(), &XML.as_bytes()[..300], b"bplist00", b"", b"server = 1"] {
            let why = parse(bytes).unwrap_err().to_string();
            assert!(why.contains("property list"), "{why}");
        }
    }
}
