//! How a connection to a mail server is encrypted (RFC 3207, RFC 8314).

use std::io;
use std::sync::Arc;

use rustls_platform_verifier::Verifier;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::crypto::{CryptoProvider, aws_lc_rs};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, SignatureScheme};

use crate::mail::smtp::trouble::{Trouble, of_network};

/// Whether the server has to prove its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// By a certificate that this computer trusts.
    Needed,
    /// Not at all: against those who only listen, encryption without a proof is better than none.
    Waived,
}

/// Begins to encrypt a connection to `host`.
pub async fn encrypt<S>(stream: S, host: &str, proof: Proof) -> Result<TlsStream<S>, Trouble>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let config = config(proof).map_err(|error| Trouble::Tls(of_tls(&error, host)))?;
    let name = ServerName::try_from(host.to_owned())
        .map_err(|_| Trouble::Tls(format!("{host} is no name that a certificate could prove")))?;
    let connector = TlsConnector::from(Arc::new(config));
    connector
        .connect(name, stream)
        .await
        .map_err(|error| Trouble::Tls(of_handshake(&error, host)))
}

fn config(proof: Proof) -> Result<ClientConfig, Error> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let verifier: Arc<dyn ServerCertVerifier> = match proof {
        // Made anew each time: a certificate that an operator has come to trust meanwhile counts at the next try.
        Proof::Needed => Arc::new(Verifier::new(provider.clone())?),
        Proof::Waived => Arc::new(AnyCertificate(provider.clone())),
    };
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth())
}

/// Takes every certificate for the server's, whoever signed with it.
#[derive(Debug)]
struct AnyCertificate(Arc<CryptoProvider>);

impl ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

fn of_handshake(error: &io::Error, host: &str) -> String {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
        Some(error) => of_tls(error, host),
        None => format!("encryption could not begin: {}", of_network(error)),
    }
}

fn of_tls(error: &Error, host: &str) -> String {
    let Error::InvalidCertificate(fault) = error else {
        return "encryption could not begin: the server does not speak TLS, or none that this service does".to_owned();
    };
    match fault {
        CertificateError::UnknownIssuer => {
            "its certificate is from nobody whom this computer trusts (self-made, or an authority that is not installed here)"
                .to_owned()
        }
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => "its certificate has expired".to_owned(),
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "its certificate is not valid yet, or the clock of this computer is wrong".to_owned()
        }
        CertificateError::Revoked => "its certificate was revoked".to_owned(),
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            format!("its certificate is for another name than {host}")
        }
        _ => "its certificate proves nothing (self-made, or damaged)".to_owned(),
    }
}
