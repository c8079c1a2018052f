//! CSV (RFC 4180) that a spreadsheet can open without running what is in it.

/// What a spreadsheet takes for the beginning of a formula, or leaves out before looking for one. Spreadsheets of East Asia take the full-width and small signs for the others.
const FORMULA: [char; 14] = [
    '=', '+', '-', '@', '＝', '＋', '－', '＠', '﹢', '﹣', '﹦', '﹫', '\t', '\r',
];

/// What a file begins with: without it Excel takes UTF-8 for an older encoding.
pub const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// One record with its line break.
pub fn record<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(cell).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell that would be a formula is marked as text, with the apostrophe that spreadsheets know.
fn cell(text: &str) -> String {
    let mark = if is_formula(text) { "'" } else { "" };
    if mark.is_empty() && !text.contains(['"', ',', '\r', '\n']) {
        return text.to_owned();
    }
    format!("\"{mark}{}\"", text.replace('"', "\"\""))
}

/// Some programs leave out white space and what is invisible before they look.
fn is_formula(text: &str) -> bool {
    let seen = text.trim_start_matches(|character: char| {
        character.is_whitespace() || matches!(character, '\u{FEFF}' | '\u{200B}')
    });
    text.starts_with(FORMULA) || seen.starts_with(FORMULA)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_have_to_be() {
        assert_eq!(
            record(["a", "b c", "", "d\"e", "f,g", "h\r\ni"]),
            "a,b c,,\"d\"\"e\",\"f,g\",\"h\r\ni\"\r\n"
        );
    }

    #[test]
    fn no_cell_is_a_formula() {
        for text in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "=\"x\"",
            "＝1+1",
            "＋1",
            "－1",
            "＠SUM(A1)",
            " =1",
            "\u{FEFF}=1",
            "﹢1",
            "\n=1",
        ] {
            let record = record([text]);
            assert!(record.starts_with("\"'"), "{record}");
            assert!(record.contains(&text.replace('"', "\"\"")), "{record}");
        }
        assert_eq!(record(["a=1", "2026-01-01"]), "a=1,2026-01-01\r\n");
    }
}
