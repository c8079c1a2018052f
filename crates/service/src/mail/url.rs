//! Where mails go: `--mail-url`.

use std::path::PathBuf;
use std::str::FromStr;

use secrecy::SecretString;
use url::{Host, Url};

use crate::mail::smtp::Proof;

/// Between mail servers; to hand mails in; and the same under TLS from the first byte (RFC 5321, RFC 6409, RFC 8314).
const SMTP_PORT: u16 = 25;
const SUBMISSION_PORT: u16 = 587;
const SUBMISSIONS_PORT: u16 = 465;

/// `file:FOLDER`, `smtp://[USER:PASSWORD@]HOST[:PORT][?tls=none|opportunistic|required]` or `smtps://…`.
#[derive(Debug, Clone)]
pub enum MailUrl {
    /// A folder that takes one `.eml` file a mail.
    Folder(PathBuf),
    Smtp(SmtpUrl),
}

/// A mail server. `Debug` does not show the password.
#[derive(Debug, Clone)]
pub struct SmtpUrl {
    pub host: Host<String>,
    pub port: u16,
    /// TLS from the first byte (`smtps:`) instead of when the server offers STARTTLS.
    pub implicit_tls: bool,
    pub encryption: Encryption,
    pub credentials: Option<(String, SecretString)>,
}

/// How a connection of `smtp:` is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encryption {
    /// Never, even when it is offered.
    None,
    /// When it is offered and works, by a certificate of anybody's.
    Opportunistic,
    /// When it is offered; then the server has to prove its name, unless it is on this computer. What holds where the URL says
    /// nothing.
    Offered,
    /// Always, and the server has to prove its name.
    Required,
}

/// Why a text is no mail URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidMailUrl {
    #[error("a mail URL is file:FOLDER, smtp://HOST or smtps://HOST")]
    Scheme,
    #[error("a mail URL of file: needs the path of a folder, such as file:///var/lib/roster/mail")]
    Folder,
    #[error("a mail URL of smtp: or smtps: needs a host, and at most a port after it: smtp://mail.example.com:587")]
    Host,
    #[error(
        "a mail URL with a user needs a password too: smtp://USER:PASSWORD@HOST (signs such as @ or / in them percent-encoded)"
    )]
    Credentials,
    #[error("?tls= in a mail URL is none, opportunistic or required, and smtps: knows only the last")]
    Tls,
    #[error("a mail URL with a user and ?tls=none would send the password readable to everybody on the way")]
    ReadablePassword,
}

impl FromStr for MailUrl {
    type Err = InvalidMailUrl;

    fn from_str(text: &str) -> Result<Self, InvalidMailUrl> {
        let text = text.trim();
        if let Some(path) = text.strip_prefix("file:") {
            return folder(text, path).map(Self::Folder);
        }
        let (scheme, _) = text.split_once("://").ok_or(InvalidMailUrl::Scheme)?;
        let implicit_tls = match scheme {
            "smtp" => false,
            "smtps" => true,
            _ => return Err(InvalidMailUrl::Scheme),
        };
        smtp(text, implicit_tls).map(Self::Smtp)
    }
}

/// With `//` it is a URL, percent-encoded; without, a path as it is.
fn folder(text: &str, path: &str) -> Result<PathBuf, InvalidMailUrl> {
    if path.starts_with("//") {
        let url = Url::parse(text).map_err(|_| InvalidMailUrl::Folder)?;
        let path = url.to_file_path().map_err(|()| InvalidMailUrl::Folder)?;
        return if path.parent().is_some() {
            Ok(path)
        } else {
            Err(InvalidMailUrl::Folder)
        };
    }
    if path.is_empty() {
        Err(InvalidMailUrl::Folder)
    } else {
        Ok(PathBuf::from(path))
    }
}

fn smtp(text: &str, implicit_tls: bool) -> Result<SmtpUrl, InvalidMailUrl> {
    let url = Url::parse(text).map_err(|_| InvalidMailUrl::Host)?;
    let bare = matches!(url.path(), "" | "/") && url.fragment().is_none();
    let host = url.host().filter(|_| bare).ok_or(InvalidMailUrl::Host)?;
    let credentials = match (url.username(), url.password()) {
        ("", None) => None,
        (user, Some(password)) if !user.is_empty() && !password.is_empty() => {
            Some((decoded(user)?, decoded(password)?.into()))
        }
        _ => return Err(InvalidMailUrl::Credentials),
    };
    // RFC 8314 and RFC 6409: who signs in submits a mail; who does not relays it.
    let usual_port = match (implicit_tls, &credentials) {
        (true, _) => SUBMISSIONS_PORT,
        (false, Some(_)) => SUBMISSION_PORT,
        (false, None) => SMTP_PORT,
    };
    let encryption = encryption(url.query(), implicit_tls)?;
    let port = url.port().unwrap_or(usual_port);
    if port == 0 {
        return Err(InvalidMailUrl::Host);
    }
    let server = SmtpUrl {
        host: parsed_host(&host)?,
        port,
        implicit_tls,
        encryption,
        credentials,
    };
    if server.credentials.is_some() && encryption == Encryption::None && !server.is_loopback() {
        return Err(InvalidMailUrl::ReadablePassword);
    }
    Ok(server)
}

fn encryption(query: Option<&str>, implicit_tls: bool) -> Result<Encryption, InvalidMailUrl> {
    match (query, implicit_tls) {
        (None, _) => Ok(Encryption::Offered),
        (Some("tls=required"), _) => Ok(Encryption::Required),
        (Some("tls=none"), false) => Ok(Encryption::None),
        (Some("tls=opportunistic"), false) => Ok(Encryption::Opportunistic),
        (Some(_), _) => Err(InvalidMailUrl::Tls),
    }
}

/// A URL of a scheme that the `url` crate does not know keeps its host as it was written.
fn parsed_host(host: &Host<&str>) -> Result<Host<String>, InvalidMailUrl> {
    match host {
        Host::Domain(name) => Host::parse(&decoded(name)?).map_err(|_| InvalidMailUrl::Host),
        Host::Ipv4(address) => Ok(Host::Ipv4(*address)),
        Host::Ipv6(address) => Ok(Host::Ipv6(*address)),
    }
}

fn decoded(text: &str) -> Result<String, InvalidMailUrl> {
    percent_encoding::percent_decode_str(text)
        .decode_utf8()
        .map(std::borrow::Cow::into_owned)
        .map_err(|_| InvalidMailUrl::Credentials)
}

impl SmtpUrl {
    /// The host as one connects to it, and as a certificate names it.
    pub fn host_text(&self) -> String {
        match &self.host {
            Host::Domain(name) => name.clone(),
            Host::Ipv4(address) => address.to_string(),
            Host::Ipv6(address) => address.to_string(),
        }
    }

    /// Whether the server has to prove its name. A password is told to none that has not.
    pub fn proof(&self) -> Proof {
        if self.encryption == Encryption::Opportunistic && self.credentials.is_none() {
            Proof::Waived
        } else {
            Proof::Needed
        }
    }

    /// Whether mails go unencrypted where encryption fails: by the operator's word, or over no network at all.
    pub fn may_go_unencrypted(&self) -> bool {
        !self.implicit_tls
            && match self.encryption {
                Encryption::Offered => self.is_loopback(),
                Encryption::Opportunistic => self.credentials.is_none() || self.is_loopback(),
                Encryption::None | Encryption::Required => false,
            }
    }

    /// Whether the server is this very machine, so that nobody can listen on the way.
    pub fn is_loopback(&self) -> bool {
        match &self.host {
            Host::Domain(name) => name == "localhost",
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        }
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    fn server(text: &str) -> SmtpUrl {
        match text.parse().unwrap() {
            MailUrl::Smtp(server) => server,
            MailUrl::Folder(_) => panic!("{text} is no folder"),
        }
    }

    #[test]
    fn a_folder_is_a_path_or_a_file_url() {
        for (text, path) in [
            ("file:/var/mail", "/var/mail"),
            ("file:///var/mail", "/var/mail"),
            ("file:///var/my%20mail", "/var/my mail"),
            ("file:/var/my mail#1", "/var/my mail#1"),
            ("file:mails", "mails"),
        ] {
            assert!(
                matches!(text.parse(), Ok(MailUrl::Folder(folder)) if folder.to_str() == Some(path)),
                "{text}"
            );
        }
        for text in ["file:", "file://", "file:///", "file://elsewhere/mails"] {
            assert_eq!(text.parse::<MailUrl>().unwrap_err(), InvalidMailUrl::Folder, "{text}");
        }
    }

    #[test]
    fn a_server_has_a_host_and_the_usual_port() {
        let ports = [
            "smtp://mail.example.com",
            "smtp://u:p@mail.example.com",
            "smtps://mail.example.com/",
            "smtp://[::1]:2525",
        ];
        assert_eq!(ports.map(|text| server(text).port), [25, 587, 465, 2525]);
        assert_eq!(server("smtp://[::1]:2525").host_text(), "::1");
        assert!(server("smtp://127.0.0.1").is_loopback() && !server("smtp://127.0.0.1.example.com").is_loopback());
        assert_eq!(
            server("smtp://MAIL.bücher.example").host_text(),
            "mail.xn--bcher-kva.example"
        );
    }

    #[test]
    fn credentials_are_percent_decoded_and_not_shown() {
        let server = server("smtps://ada%40example.com:p%2Fss@mail.example.com");
        let shown = format!("{server:?}");
        let (user, password) = server.credentials.unwrap();
        assert_eq!((user.as_str(), password.expose_secret()), ("ada@example.com", "p/ss"));
        assert!(!shown.contains("p/ss"), "{shown}");
    }

    #[test]
    fn what_encryption_there_is_can_be_said() {
        for (text, encryption, proof, may_go_unencrypted) in [
            ("smtp://host", Encryption::Offered, Proof::Needed, false),
            ("smtp://localhost", Encryption::Offered, Proof::Needed, true),
            ("smtp://u:p@[::1]", Encryption::Offered, Proof::Needed, true),
            ("smtp://host/?tls=none", Encryption::None, Proof::Needed, false),
            ("smtp://u:p@localhost?tls=none", Encryption::None, Proof::Needed, false),
            (
                "smtp://host?tls=opportunistic",
                Encryption::Opportunistic,
                Proof::Waived,
                true,
            ),
            (
                "smtp://u:p@host?tls=opportunistic",
                Encryption::Opportunistic,
                Proof::Needed,
                false,
            ),
            (
                "smtp://localhost?tls=required",
                Encryption::Required,
                Proof::Needed,
                false,
            ),
            ("smtps://localhost", Encryption::Offered, Proof::Needed, false),
            ("smtps://host?tls=required", Encryption::Required, Proof::Needed, false),
        ] {
            let server = server(text);
            let said = (server.encryption, server.proof(), server.may_go_unencrypted());
            assert_eq!(said, (encryption, proof, may_go_unencrypted), "{text}");
        }
    }

    #[test]
    fn a_wrong_url_says_what_is_wrong() {
        for (text, fault) in [
            ("", InvalidMailUrl::Scheme),
            ("mail.example.com", InvalidMailUrl::Scheme),
            ("http://mail.example.com", InvalidMailUrl::Scheme),
            ("smtp:mail.example.com", InvalidMailUrl::Scheme),
            ("smtp://", InvalidMailUrl::Host),
            ("smtp://:25", InvalidMailUrl::Host),
            ("smtp://host:0", InvalidMailUrl::Host),
            ("smtp://host:99999", InvalidMailUrl::Host),
            ("smtp://host/path", InvalidMailUrl::Host),
            ("smtp://host?tls=", InvalidMailUrl::Tls),
            ("smtp://host?tls=maybe", InvalidMailUrl::Tls),
            ("smtp://host?starttls=required", InvalidMailUrl::Tls),
            ("smtps://host?tls=none", InvalidMailUrl::Tls),
            ("smtps://host?tls=opportunistic", InvalidMailUrl::Tls),
            ("smtp://u:p@host?tls=none", InvalidMailUrl::ReadablePassword),
            ("smtp://user@host", InvalidMailUrl::Credentials),
            ("smtp://:pass@host", InvalidMailUrl::Credentials),
        ] {
            assert_eq!(text.parse::<MailUrl>().unwrap_err(), fault, "{text}");
        }
    }
}
