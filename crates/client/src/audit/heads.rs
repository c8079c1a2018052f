use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use roster_contract::{AuditChain, AuditHead};
use roster_domain::AccountId;
use serde::{Deserialize, Serialize};

/// The last head of each account's log that this computer has seen, in a file of its own: it outlives sessions and the
/// copy, so that nobody makes the desktop forget by ending them.
#[derive(Debug)]
pub(crate) struct AuditHeads {
    path: PathBuf,
    writing: tokio::sync::Mutex<()>,
}

/// A head as it is remembered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SeenHead {
    pub seq: i64,
    pub hash: String,
}

/// By account, and by chain: one's permissions decide which of them one is shown.
type Seen = BTreeMap<AccountId, BTreeMap<AuditChain, SeenHead>>;

impl AuditHeads {
    pub fn new(path: PathBuf) -> Self {
        Self {
            path,
            writing: tokio::sync::Mutex::default(),
        }
    }

    /// What was last seen of a chain.
    pub fn seen(&self, account: AccountId, chain: AuditChain) -> io::Result<Option<SeenHead>> {
        let all = read(&self.path)?;
        Ok(all.get(&account).and_then(|chains| chains.get(&chain)).cloned())
    }

    /// Remembers a head in the place of the one before.
    pub async fn remember(&self, account: AccountId, head: &AuditHead) -> io::Result<()> {
        let _alone = self.writing.lock().await;
        let mut all = read(&self.path)?;
        let seen = SeenHead {
            seq: head.seq,
            hash: head.hash.clone(),
        };
        all.entry(account).or_default().insert(head.chain, seen);
        write(&self.path, &all)
    }
}

fn read(path: &Path) -> io::Result<Seen> {
    match std::fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(io::Error::other),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Seen::new()),
        Err(error) => Err(error),
    }
}

/// Writes a new file and puts it in the old one's place, so that there is always a whole one.
fn write(path: &Path, seen: &Seen) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    serde_json::to_writer_pretty(&mut file, seen)?;
    file.write_all(b"\n")?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
