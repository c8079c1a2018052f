//! The invitation: who invites, to what, and the one link that accepts it.

use askama::Template;
use jiff::Timestamp;
use roster_domain::{Language, full_name};
use url::Url;

use crate::mail::fact::Fact;
use crate::mail::letter::Content;
use crate::texts::Words;

/// The kind of the mail, which is also its folder's name in `mail/`.
pub const INVITATION_MAIL: &str = "invitation";

/// What the mail speaks of.
#[derive(Debug, Clone)]
pub struct Invitation<'a> {
    pub language: Language,
    pub first_name: &'a str,
    pub last_name: &'a str,
    pub account: &'a str,
    /// Absent when the invitation was made on the command line.
    pub inviter: Option<&'a str>,
    pub login_email: &'a str,
    /// They were in the account before, and were removed: to them it is the news that they may come back.
    pub comes_back: bool,
    pub link: &'a Url,
    pub expires_at: Timestamp,
}

#[derive(Template)]
#[template(path = "mail/invitation/invitation.html")]
struct Html<'a> {
    words: &'a Words,
    subject: &'a str,
    facts: &'a [Fact],
    link: &'a Url,
}

#[derive(Template)]
#[template(path = "mail/invitation/invitation.txt")]
struct Text<'a> {
    words: &'a Words,
    facts: &'a [Fact],
    link: &'a Url,
}

impl Invitation<'_> {
    /// Writes the mail in its language.
    pub fn write(&self) -> Result<Content, askama::Error> {
        let words = self.words();
        let subject = words.say("mail-invitation-subject");
        let (facts, link) = (self.facts(&words), self.link);
        Ok(Content {
            html: Html {
                words: &words,
                subject: &subject,
                facts: &facts,
                link,
            }
            .render()?,
            text: Text {
                words: &words,
                facts: &facts,
                link,
            }
            .render()?,
            subject,
        })
    }

    fn words(&self) -> Words {
        Words::new(self.language)
            .with("firstName", self.first_name)
            .with("fullName", &full_name(self.first_name, self.last_name))
            .with("account", self.account)
            .with("inviter", self.inviter.unwrap_or_default())
            .with_own("by", self.by())
            .with_moment("until", "untilDate", self.expires_at)
    }

    fn by(&self) -> &'static str {
        match self.inviter {
            Some(_) if self.comes_back => "restorer",
            Some(_) => "person",
            None => "nobody",
        }
    }

    fn facts(&self, words: &Words) -> Vec<Fact> {
        let fact = |label, value: &str| Fact::new(words, label, value);
        let mut facts = vec![fact("mail-invitation-account", self.account)];
        facts.extend(self.inviter.map(|inviter| fact("mail-invitation-inviter", inviter)));
        facts.push(fact("mail-invitation-login", self.login_email));
        facts.push(fact("mail-invitation-until", &words.value("until")));
        facts
    }
}
