//! Whom a mail server refuses: the service itself, which its operator has to put right, or one mail.

use std::fmt;

use crate::mail::smtp::reply::Reply;

/// What of the service a mail server refuses. Every mail meets the same refusal, so that none is given up for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The whole session: where it comes from, or the name it gives in EHLO.
    Session,
    /// How it signs in, or that it does not.
    SignIn,
    /// The sender of every mail.
    Sender,
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Session => "the session (see --mail-helo, and whether the server knows this address)",
            Self::SignIn => "the sign-in (see the user and password in --mail-url)",
            Self::Sender => "the sender (see --mail-from)",
        })
    }
}

/// What of us a refusal is about that came after a mail's sender was named; `None` when it is about this mail. Servers such as
/// Postfix say only at the first recipient what they have against the client, its name or the sender.
pub fn of_us(reply: &Reply) -> Option<Refused> {
    by_code(reply.code)
        .or_else(|| by_words(reply))
        .or_else(|| by_enhanced_code(reply))
}

/// What a refusal of the sender's command is about: mostly the sender.
pub fn at_the_sender(reply: &Reply) -> Option<Refused> {
    // Too large, parameters that are not known, and an international address (RFC 6531): each comes with this mail.
    let is_this_mail = matches!(reply.code, 552 | 555) || matches!(reply.enhanced(), Some([_, 3, 4] | [_, 6, 7]));
    if is_this_mail {
        return None;
    }
    Some(of_us(reply).unwrap_or(Refused::Sender))
}

/// RFC 4954 speaks of signing in with these.
fn by_code(code: u16) -> Option<Refused> {
    matches!(code, 530 | 534 | 535 | 538).then_some(Refused::SignIn)
}

/// As Postfix, Exim, Sendmail and Exchange say it.
fn by_words(reply: &Reply) -> Option<Refused> {
    let words = reply.words().to_lowercase();
    let says = |any: &[&str]| any.iter().any(|said| words.contains(said));
    if says(&["recipient address rejected"]) {
        None
    } else if says(&["helo command rejected", "client host rejected"]) {
        Some(Refused::Session)
    } else if says(&["sender address rejected"]) {
        Some(Refused::Sender)
    } else if says(&[
        "relay access denied",
        "relaying denied",
        "relay not permitted",
        "unable to relay",
        "relay denied",
    ]) {
        Some(Refused::SignIn)
    } else {
        None
    }
}

/// RFC 3463, and what IANA's registry has added to it.
fn by_enhanced_code(reply: &Reply) -> Option<Refused> {
    match reply.enhanced()? {
        [_, 1, 7 | 8] | [_, 7, 20..=24 | 26 | 27] => Some(Refused::Sender),
        [_, 7, 25] => Some(Refused::Session),
        [_, 7, 8 | 9 | 11 | 12] => Some(Refused::SignIn),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(text: &str) -> Reply {
        let (code, said) = text.split_once(' ').unwrap();
        Reply {
            code: code.parse().unwrap(),
            lines: vec![said.to_owned()],
        }
    }

    #[test]
    fn what_a_server_has_against_us_is_told_from_what_it_has_against_a_mail() {
        for (said, whom) in [
            (
                "504 5.5.2 <roster>: Helo command rejected: need fully-qualified hostname",
                Some(Refused::Session),
            ),
            (
                "554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied",
                Some(Refused::Session),
            ),
            ("550 5.7.25 no reverse DNS", Some(Refused::Session)),
            (
                "553 5.7.1 <roster@example.com>: Sender address rejected: not owned by user",
                Some(Refused::Sender),
            ),
            ("550 5.7.26 unauthenticated mail is not taken", Some(Refused::Sender)),
            (
                "554 5.7.1 <ada@example.com>: Relay access denied",
                Some(Refused::SignIn),
            ),
            ("530 5.7.0 Must issue a STARTTLS command first", Some(Refused::SignIn)),
            ("535 5.7.8 Authentication credentials invalid", Some(Refused::SignIn)),
            (
                "550 5.1.1 <ada@example.com>: Recipient address rejected: User unknown",
                None,
            ),
            (
                "504 5.5.2 <ada>: Recipient address rejected: need fully-qualified address",
                None,
            ),
            ("550 No such user", None),
            ("552 5.2.2 Mailbox full", None),
            ("554 5.7.1 Message contains a virus", None),
        ] {
            assert_eq!(of_us(&reply(said)), whom, "{said}");
        }
    }

    #[test]
    fn a_refusal_of_the_senders_command_is_about_the_sender_unless_it_is_about_the_mail() {
        for (said, whom) in [
            ("550 nobody may send as this", Some(Refused::Sender)),
            ("501 5.1.7 Bad sender address syntax", Some(Refused::Sender)),
            ("530 5.7.0 Authentication required", Some(Refused::SignIn)),
            ("552 5.3.4 Message size exceeds limit", None),
            ("550 5.6.7 Non-ASCII addresses not permitted", None),
        ] {
            assert_eq!(at_the_sender(&reply(said)), whom, "{said}");
        }
    }
}
