//! CSV (RFC 4180) that a spreadsheet can open without running what is in it.

/// What a spreadsheet takes for the beginning of a formula, or leaves out before looking for one.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// One record with its line break.
pub fn record<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(cell).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell that would be a formula is marked as text, with the apostrophe that spreadsheets know.
fn cell(text: &str) -> String {
    let mark = if text.starts_with(FORMULA) { "'" } else { "" };
    if mark.is_empty() && !text.contains(['"', ',', '\r', '\n']) {
        return text.to_owned();
    }
    format!("\"{mark}{}\"", text.replace('"', "\"\""))
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
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=\"x\""] {
            let record = record([text]);
            assert!(record.starts_with("\"'"), "{record}");
            assert!(record.contains(&text.replace('"', "\"\"")), "{record}");
        }
        assert_eq!(record(["a=1", "2026-01-01"]), "a=1,2026-01-01\r\n");
    }
}
