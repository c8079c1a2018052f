use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tempfile::TempDir;

/// A certificate for this computer, by an authority made for it alone. Its files go when the last clone is dropped.
#[derive(Debug, Clone)]
pub struct Certificate(Arc<TempDir>);

impl Certificate {
    /// For `localhost` and 127.0.0.1.
    ///
    /// # Errors
    /// When the files cannot be written.
    pub fn for_this_computer() -> Result<Self> {
        let mut authority = CertificateParams::new(Vec::new())?;
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate()?)?;
        let key = KeyPair::generate()?;
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let certificate = CertificateParams::new(names)?.signed_by(&key, &authority)?;
        let made = Self(Arc::new(tempfile::tempdir()?));
        std::fs::write(made.authority(), authority.pem())?;
        std::fs::write(made.chain(), certificate.pem())?;
        std::fs::write(made.key(), key.serialize_pem())?;
        Ok(made)
    }

    /// The authority's certificate (PEM): whoever trusts it, as through `SSL_CERT_FILE`, trusts this one.
    pub fn authority(&self) -> PathBuf {
        self.file("authority.pem")
    }

    /// The certificate itself (PEM).
    pub fn chain(&self) -> PathBuf {
        self.file("certificate.pem")
    }

    /// Its private key (PEM).
    pub fn key(&self) -> PathBuf {
        self.file("key.pem")
    }

    fn file(&self, name: &str) -> PathBuf {
        let folder: &Path = self.0.path();
        folder.join(name)
    }
}
