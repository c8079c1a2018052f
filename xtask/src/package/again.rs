//! That the same programs give the same packages, byte for byte.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use super::PARTS;
use super::making::{Making, files};

/// Makes everything again, elsewhere, and compares.
pub fn check(first: &Making) -> Result<()> {
    let second = first.again();
    second.begin()?;
    PARTS.iter().try_for_each(|part| (part.make)(&second))?;
    compare(first.out(), second.out())
}

fn compare(first: &Path, second: &Path) -> Result<()> {
    let names = |folder| -> Result<Vec<String>> {
        let files = files(folder, |_| true)?;
        Ok(files
            .iter()
            .filter_map(|file| Some(file.file_name()?.to_string_lossy().into_owned()))
            .collect())
    };
    let made = names(first)?;
    if made != names(second)? {
        bail!(
            "{} and {} do not have the same files",
            first.display(),
            second.display()
        );
    }
    for name in made {
        if fs::read(first.join(&name))? != fs::read(second.join(&name))? {
            bail!("{name} is another one the second time: {}", second.display());
        }
        println!("the same: {name}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_byte_or_another_file_is_noticed() {
        let folder = std::env::temp_dir().join(format!("roster-again-{}", std::process::id()));
        let (first, second) = (folder.join("first"), folder.join("second"));
        let write =
            |folder: &Path, name: &str, text: &str| crate::package::making::write(&folder.join(name), text).unwrap();
        write(&first, "a", "1");
        write(&second, "a", "1");
        assert!(compare(&first, &second).is_ok());
        write(&second, "a", "2");
        assert!(
            compare(&first, &second)
                .unwrap_err()
                .to_string()
                .contains("a is another")
        );
        write(&second, "a", "1");
        write(&second, "b", "1");
        assert!(compare(&first, &second).is_err());
        fs::remove_dir_all(folder).unwrap();
    }
}
