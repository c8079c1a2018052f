//! What a mail server answers (RFC 5321, section 4.2).

use crate::texts::harmless;

/// The server's words are shown to administrators, and some servers are talkative.
const MAX_WORDS: usize = 500;

/// A reply in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    pub code: u16,
    /// What stands after the code, line by line. Bytes that are no UTF-8 show as the replacement character.
    pub lines: Vec<String>,
}

/// One line of a reply, and whether it is the last.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    pub code: u16,
    pub text: String,
    pub is_last: bool,
}

impl Line {
    /// Reads a line; `None` for what is no SMTP.
    pub fn parse(line: &[u8]) -> Option<Self> {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let (code, rest) = line.split_at_checked(3)?;
        let code = std::str::from_utf8(code).ok()?.parse().ok()?;
        let (is_last, text) = match rest.split_first() {
            None => (true, rest),
            Some((b' ', text)) => (true, text),
            Some((b'-', text)) => (false, text),
            Some(_) => return None,
        };
        let text = String::from_utf8_lossy(text).into_owned();
        (200..600).contains(&code).then_some(Self { code, text, is_last })
    }
}

impl Reply {
    /// Whether what was asked for is done (RFC 5321, section 4.2.1).
    pub fn is_positive(&self) -> bool {
        self.code < 300
    }

    pub fn is_permanent(&self) -> bool {
        self.code >= 500
    }

    /// The enhanced status code (RFC 2034), such as 5.7.1, where the server gives one.
    pub fn enhanced(&self) -> Option<[u16; 3]> {
        let word = self.lines.first()?.split_whitespace().next()?;
        let mut numbers = word.split('.').map(|number| number.parse().ok());
        let code = [numbers.next()??, numbers.next()??, numbers.next()??];
        (numbers.next().is_none() && matches!(code[0], 2 | 4 | 5)).then_some(code)
    }

    /// The server's own words with their code.
    pub fn words(&self) -> String {
        let words = format!("{} {}", self.code, self.lines.join(" "));
        harmless(words.trim()).chars().take(MAX_WORDS).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_a_code_and_says_whether_more_follows() {
        let line = |code, text: &str, is_last| {
            Some(Line {
                code,
                text: text.to_owned(),
                is_last,
            })
        };
        assert_eq!(Line::parse(b"250-SIZE 100\r\n"), line(250, "SIZE 100", false));
        assert_eq!(Line::parse(b"250 ok\n"), line(250, "ok", true));
        assert_eq!(Line::parse(b"354\r\n"), line(354, "", true));
        for garbage in [
            &b"\x00\xffHTTP/1.1 200 OK"[..],
            b"25",
            b"",
            b"250:ok",
            b"999 no",
            b"+50 no",
        ] {
            assert_eq!(Line::parse(garbage), None, "{garbage:?}");
        }
    }

    #[test]
    fn what_is_no_utf_8_leaves_the_rest_readable() {
        let line = Line::parse(b"550 Bo\xeete inconnue\r\n").unwrap();
        assert_eq!(line.text, "Bo\u{fffd}te inconnue");
    }

    #[test]
    fn an_enhanced_code_is_read_where_there_is_one() {
        let enhanced = |text: &str| {
            let lines = vec![text.to_owned()];
            Reply { code: 550, lines }.enhanced()
        };
        assert_eq!(enhanced("5.1.8 <a@b>: Sender address rejected"), Some([5, 1, 8]));
        for text in ["No such user", "5.1", "5.1.1.1 x", "10.0.0.1 is not welcome", ""] {
            assert_eq!(enhanced(text), None, "{text}");
        }
    }
}
