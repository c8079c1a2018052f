//! The key that is not in the database: read, or made at the first start, and held against the database.

use std::io::Write;
use std::path::Path;

use roster_domain::{Random, SecretKey};
use roster_store::{Scope, Store, platform};

use crate::start::{SecretKeySource, StartError, key_permissions};

/// The secret key of a database; one that does not belong to it is refused. A new key is only made for a database that
/// has none yet: for another, it would turn every link on its way into an unknown one.
pub async fn read_or_make(
    source: &SecretKeySource,
    store: &Store,
    random: &dyn Random,
) -> Result<SecretKey, StartError> {
    let key = match source {
        SecretKeySource::Given(key) => key.clone(),
        SecretKeySource::File(path) if path.exists() => read(path)?,
        SecretKeySource::File(path) => {
            let mut tx = store.begin_read(Scope::NoAccount).await?;
            // Unless another node, which starts at the same moment, has made both since.
            if platform::has_secret_key(&mut tx).await? && !path.exists() {
                let missing = format!(
                    "{} does not exist, and the database was made with a key: restore it",
                    path.display()
                );
                return Err(StartError::SecretKey(missing));
            }
            make(path, random)?
        }
    };
    let mut tx = store.begin_write(Scope::NoAccount).await?;
    let fits = platform::adopt_secret_key(&mut tx, key.fingerprint().as_bytes()).await?;
    if !fits {
        return Err(StartError::SecretKey(
            "this is not the key that the database was made with".to_owned(),
        ));
    }
    tx.commit().await?;
    Ok(key)
}

/// The key that there is, held against nothing.
pub fn existing(source: &SecretKeySource) -> Result<SecretKey, StartError> {
    match source {
        SecretKeySource::Given(key) => Ok(key.clone()),
        SecretKeySource::File(path) => read(path),
    }
}

fn read(path: &Path) -> Result<SecretKey, StartError> {
    key_permissions::tighten(path).map_err(StartError::SecretKey)?;
    let text = std::fs::read_to_string(path).map_err(|error| unusable(path, &error))?;
    SecretKey::from_hex(&text).map_err(|_| unusable(path, &"it does not hold 64 hexadecimal digits"))
}

/// Writes a new key to a file that only its owner can read, in one step: whoever sees the file sees all of it. When
/// another process was faster, its key counts.
fn make(path: &Path, random: &dyn Random) -> Result<SecretKey, StartError> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let key = SecretKey::generate(random);
    let written = std::fs::create_dir_all(folder).and_then(|()| {
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        writeln!(file, "{}", key.to_hex().as_str())?;
        file.as_file().sync_all()?;
        Ok(file)
    });
    match written.map_err(|error| unusable(path, &error))?.persist_noclobber(path) {
        Ok(_) => Ok(key),
        Err(_) if path.exists() => read(path),
        Err(error) => Err(unusable(path, &error.error)),
    }
}

fn unusable(path: &Path, why: &dyn std::fmt::Display) -> StartError {
    StartError::SecretKey(format!("{} cannot be used: {why}", path.display()))
}
