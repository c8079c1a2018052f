//! The envelope and headers around what a mail says (RFC 5322, RFC 2045).

use std::time::SystemTime;

use jiff::Timestamp;
use lettre::address::Envelope;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};
use roster_domain::{CommunicationEmail, InvitationId, Language, MailId};

use crate::mail::sender::Sender;
use crate::texts::harmless;

/// What a mail says: one subject, and the same words twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// A mail about to be put into an envelope.
#[derive(Debug, Clone)]
pub struct Letter<'a> {
    pub id: MailId,
    /// Set apart in the Message-ID: a mail written again for a newer link is another message, and no duplicate.
    pub invitation: Option<InvitationId>,
    pub language: Language,
    pub recipient_name: &'a str,
    pub recipient: &'a str,
    pub queued_at: Timestamp,
    pub content: Content,
}

/// A mail as it goes over the wire. The same letter always gives the same bytes, so that a retry repeats itself.
#[derive(Clone)]
pub struct Sealed {
    /// Orders the mails of a folder by time, and names the same mail the same at every try.
    pub file_name: String,
    pub envelope: Envelope,
    pub bytes: Vec<u8>,
}

/// Why a letter cannot be sent, now or later.
#[derive(Debug, thiserror::Error)]
pub enum Unsendable {
    #[error("the recipient is no address: {0}")]
    Recipient(#[from] roster_domain::AddressProblem),
    #[error("the mail cannot be put together: {0}")]
    Message(#[from] lettre::error::Error),
}

impl std::fmt::Debug for Sealed {
    /// Without the bytes, which carry a link.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Sealed")
            .field("file_name", &self.file_name)
            .finish_non_exhaustive()
    }
}

impl Letter<'_> {
    /// Puts the letter into its envelope.
    pub fn seal(self, sender: &Sender) -> Result<Sealed, Unsendable> {
        let file_name = format!("{}-{}.eml", self.queued_at.strftime("%Y%m%dT%H%M%SZ"), self.id);
        let address = recipient(self.recipient)?;
        let envelope = Envelope::new(Some(sender.mailbox().email.clone()), vec![address.clone()])?;
        let name = Some(harmless(self.recipient_name).trim().to_owned()).filter(|name| !name.is_empty());
        let message = Message::builder()
            .from(sender.mailbox().clone())
            .to(Mailbox::new(name, address))
            .subject(unencoded_only(&harmless(&self.content.subject)))
            .date(SystemTime::try_from(self.queued_at).unwrap_or(SystemTime::UNIX_EPOCH))
            .message_id(Some(self.message_id(sender)))
            .header(ContentLanguage(self.language))
            .header(AutoSubmitted)
            .envelope(envelope)
            .multipart(self.parts())?;
        Ok(Sealed {
            file_name,
            envelope: message.envelope().clone(),
            bytes: message.formatted(),
        })
    }

    fn message_id(&self, sender: &Sender) -> String {
        let mail = self.id.as_uuid().simple();
        match self.invitation {
            Some(invitation) => format!("<{mail}.{}@{}>", invitation.as_uuid().simple(), sender.domain()),
            None => format!("<{mail}@{}>", sender.domain()),
        }
    }

    /// The plain text first: of alternatives, the last that a reader's program understands is shown (RFC 2046, 5.1.4).
    fn parts(&self) -> MultiPart {
        let part = |kind, text: &str| SinglePart::builder().header(kind).body(text.to_owned());
        MultiPart::alternative()
            .boundary(format!("roster-{}", self.id.as_uuid().simple()))
            .singlepart(part(ContentType::TEXT_PLAIN, &self.content.text))
            .singlepart(part(ContentType::TEXT_HTML, &self.content.html))
    }
}

/// The recipient as lettre has it. It is our rule that says what an address is: lettre's knows no combining marks, without which
/// many scripts cannot be written. With the domain as A-labels, an address is ASCII unless its local part is not: then
/// SMTPUTF8 (RFC 6531) it is.
fn recipient(address: &str) -> Result<lettre::Address, roster_domain::AddressProblem> {
    let email = CommunicationEmail::kept(address)?;
    let (local, domain) = email
        .mailbox()
        .rsplit_once('@')
        .ok_or(roster_domain::AddressProblem::Shape)?;
    Ok(lettre::Address::new_dangerous(local, domain))
}

/// Breaks up what a mail program would take for an encoded word (RFC 2047) that we did not encode, such as a name of
/// `=?utf-8?q?…?=`, with an invisible WORD JOINER; the words around it are then encoded as they are.
fn unencoded_only(subject: &str) -> String {
    subject.replace("=?", "=\u{2060}?")
}

/// `Content-Language` (RFC 3282).
#[derive(Debug, Clone)]
struct ContentLanguage(Language);

/// `Auto-Submitted: auto-generated` (RFC 3834): keeps out-of-office replies away.
#[derive(Debug, Clone)]
struct AutoSubmitted;

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(value: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(value.parse()?))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.tag().to_owned())
    }
}

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_value: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests;
