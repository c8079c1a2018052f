use toml::Value as Toml;

use super::value::{Unusable, Value};

/// Reads a policy that is written in TOML. What it says wrongly is told by line, without quoting it.
pub(super) fn parse(bytes: &[u8]) -> Result<Vec<(String, Value)>, Unusable> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unusable::Malformed("a text in UTF-8".to_owned()))?;
    let table: toml::Table = toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        Unusable::Malformed(format!("valid TOML: line {line}: {}", error.message()))
    })?;
    Ok(table.into_iter().map(|(name, value)| (name, neutral(value))).collect())
}

fn neutral(value: Toml) -> Value {
    match value {
        Toml::String(text) => Value::Text(text),
        Toml::Boolean(flag) => Value::Flag(flag),
        Toml::Integer(number) => Value::Number(number),
        Toml::Float(_) | Toml::Datetime(_) | Toml::Array(_) | Toml::Table(_) => Value::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_value_is_known() {
        let text =
            "server = 'https://roster.example.com' # ours\nembedded = false\nnumber = 1\nlist = []\n\n[later]\nx = 1\n";
        let mut members = parse(text.as_bytes()).unwrap();
        members.sort_by(|one, other| one.0.cmp(&other.0));
        let expected = [
            ("embedded", Value::Flag(false)),
            ("later", Value::Other),
            ("list", Value::Other),
            ("number", Value::Number(1)),
            ("server", Value::Text("https://roster.example.com".to_owned())),
        ];
        assert_eq!(members, expected.map(|(name, value)| (name.to_owned(), value)));
        assert_eq!(parse(b""), Ok(vec![]));
        assert_eq!(
            parse("\u{feff}# saved by an editor on Windows\r\n".as_bytes()),
            Ok(vec![])
        );
    }

    #[test]
    fn what_is_wrong_is_told_by_its_line_and_not_quoted() {
        for (text, line) in [
            ("embedded = false\nserver = https://secret.example\n", 2),
            ("server = 'https://secret.example'\n\nserver = 'again secret'", 3),
            ("secret", 1),
        ] {
            let why = parse(text.as_bytes()).unwrap_err().to_string();
            assert!(why.contains(&format!("line {line}:")), "{why}");
            assert!(!why.contains("secret"), "{why}");
        }
        let why = parse(b"server = '\xff'").unwrap_err();
        assert_eq!(why, Unusable::Malformed("a text in UTF-8".to_owned()));
    }
}
