//! `SHA256SUMS`, by which one sees that a file is whole: `sha256sum --check SHA256SUMS`.

use anyhow::{Context, Result};

use super::making::{Making, files, write};
use crate::command::answer;

const NAME: &str = "SHA256SUMS";

pub fn make(making: &Making) -> Result<()> {
    let mut sha256sum = making.tool("sha256sum");
    sha256sum.arg("--").current_dir(making.out());
    for file in files(making.out(), |name| name != NAME)? {
        sha256sum.arg(file.file_name().context("a file has a name")?);
    }
    let sums = answer(&mut sha256sum).context("sha256sum did not give the sums")?;
    println!("{sums}");
    write(&making.out().join(NAME), sums + "\n")
}
