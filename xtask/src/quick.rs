//! The one option of the commands that can leave out what takes longest.

use anyhow::{Result, bail};

/// Whether `--quick` was given to a command. Anything else is an error that names it.
pub fn is_quick(command: &str, arguments: &[String]) -> Result<bool> {
    match arguments {
        [] => Ok(false),
        [only] if only == "--quick" => Ok(true),
        [.., last] => bail!("`{command}` has one option, --quick, but got `{last}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_option_is_known_and_nothing_else() {
        let given = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
            is_quick("windows", &words)
        };
        let refused = |words: &[&str]| given(words).unwrap_err().to_string();
        assert!(!given(&[]).unwrap());
        assert!(given(&["--quick"]).unwrap());
        assert!(refused(&["--slow"]).contains("--slow"));
        assert!(refused(&["--quick", "replica"]).contains("replica"));
    }
}
