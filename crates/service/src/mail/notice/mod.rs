//! Notices: what happened to somebody's access or account, and what to do if it was not meant to.

mod event;

use askama::Template;
use jiff::Timestamp;
use roster_domain::{Language, Role, full_name};
use serde::{Deserialize, Serialize};
use url::Url;

pub use event::{Event, WayBack};

use crate::mail::fact::Fact;
use crate::mail::letter::Content;
use crate::texts::Words;

/// What a notice speaks of, written down with the change that caused it: it is told as it was then, whatever changes until
/// the mail is sent. There is no secret in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    pub first_name: String,
    pub last_name: String,
    pub login_email: String,
    pub account: String,
    pub at: Timestamp,
    pub event: Event,
}

#[derive(Template)]
#[template(path = "mail/notice/notice.html")]
struct Html<'a> {
    words: &'a Words,
    subject: &'a str,
    intro: &'a str,
    facts: &'a [Fact],
    alarm: &'a str,
    link: Option<Link<'a>>,
}

#[derive(Template)]
#[template(path = "mail/notice/notice.txt")]
struct Text<'a> {
    words: &'a Words,
    intro: &'a str,
    facts: &'a [Fact],
    alarm: &'a str,
    link: Option<Link<'a>>,
}

/// A link with what it is called on a button, and in front of it.
#[derive(Debug)]
struct Link<'a> {
    url: &'a Url,
    button: String,
    open: String,
}

impl Notice {
    /// Writes the mail in a language, with the link that it is about, if it is about one.
    pub fn write(&self, language: Language, link: Option<&Url>) -> Result<Content, askama::Error> {
        let words = &self.words(language);
        let [subject, intro, alarm] = self.messages(link.is_some()).map(|id| words.say(id));
        let facts = &self.facts(words, link.is_some());
        let link = || {
            let (button, open) = self.link_messages();
            link.map(|url| Link {
                url,
                button: words.say(button),
                open: words.say(open),
            })
        };
        Ok(Content {
            html: Html {
                words,
                subject: &subject,
                intro: &intro,
                facts,
                alarm: &alarm,
                link: link(),
            }
            .render()?,
            text: Text {
                words,
                intro: &intro,
                facts,
                alarm: &alarm,
                link: link(),
            }
            .render()?,
            subject,
        })
    }

    fn words(&self, language: Language) -> Words {
        let words = Words::new(language)
            .with("firstName", &self.first_name)
            .with("fullName", &full_name(&self.first_name, &self.last_name))
            .with("loginEmail", &self.login_email)
            .with("account", &self.account)
            .with_moment("at", "atDate", self.at);
        match &self.event {
            Event::EmailChanged { actor: None, .. } => words.with_own("by", "self").with("actor", ""),
            Event::EmailChanged { actor: Some(actor), .. }
            | Event::AccessRemoved { actor }
            | Event::AccessReturned { actor }
            | Event::RightsChanged { actor, .. } => words.with_own("by", "person").with("actor", actor),
            Event::PasswordChanged | Event::PasswordForgotten { .. } | Event::NewSignIn { .. } => words,
        }
    }

    /// The ids of the subject, of what happened, and of what to do if it was not meant to.
    fn messages(&self, with_link: bool) -> [&'static str; 3] {
        match &self.event {
            Event::EmailChanged { .. } if with_link => [
                "mail-email-changed-subject",
                "mail-email-changed-intro",
                "mail-email-changed-undo",
            ],
            Event::EmailChanged { .. } => [
                "mail-email-changed-subject",
                "mail-email-changed-intro",
                "mail-email-changed-alarm",
            ],
            Event::PasswordChanged => [
                "mail-password-changed-subject",
                "mail-password-changed-intro",
                "mail-password-changed-alarm",
            ],
            Event::PasswordForgotten { .. } => [
                "mail-password-forgotten-subject",
                "mail-password-forgotten-intro",
                "mail-password-forgotten-alarm",
            ],
            Event::AccessRemoved { .. } => [
                "mail-access-removed-subject",
                "mail-access-removed-intro",
                "mail-access-removed-alarm",
            ],
            Event::AccessReturned { .. } => [
                "mail-access-returned-subject",
                "mail-access-returned-intro",
                "mail-access-returned-alarm",
            ],
            Event::RightsChanged { .. } => [
                "mail-rights-changed-subject",
                "mail-rights-changed-intro",
                "mail-rights-changed-alarm",
            ],
            Event::NewSignIn { .. } => [
                "mail-new-sign-in-subject",
                "mail-new-sign-in-intro",
                "mail-new-sign-in-alarm",
            ],
        }
    }

    /// What the link of the mail is called on its button, and in front of it.
    fn link_messages(&self) -> (&'static str, &'static str) {
        match &self.event {
            Event::EmailChanged { .. } => ("mail-email-changed-button", "mail-email-changed-open"),
            _ => ("mail-password-forgotten-button", "mail-password-forgotten-open"),
        }
    }

    fn facts(&self, words: &Words, with_link: bool) -> Vec<Fact> {
        let fact = |label, value: &str| Fact::new(words, label, value);
        let until = |moment| {
            let until = Words::new(words.language()).with_moment("until", "untilDate", moment);
            fact("mail-invitation-until", &until.value("until"))
        };
        let mut facts = match &self.event {
            Event::EmailChanged {
                before,
                after,
                way_back,
                ..
            } => {
                let end = way_back.filter(|_| with_link).map(|back| until(back.until));
                [
                    fact("mail-email-changed-before", before),
                    fact("mail-email-changed-after", after),
                ]
                .into_iter()
                .chain(end)
                .collect()
            }
            Event::PasswordChanged => vec![fact("mail-password-changed-login", &self.login_email)],
            Event::PasswordForgotten { until: end, .. } => {
                vec![fact("mail-password-changed-login", &self.login_email), until(*end)]
            }
            Event::AccessRemoved { .. } | Event::AccessReturned { .. } => Vec::new(),
            Event::RightsChanged {
                role, billing_manager, ..
            } => {
                let role = role.map(|role| fact("mail-rights-changed-role", &words.say(role_message(role))));
                let billing = billing_manager
                    .map(|held| fact("mail-rights-changed-billing", &words.say(permission_message(held))));
                role.into_iter().chain(billing).collect()
            }
            Event::NewSignIn { device, address } => {
                let unnamed = || words.say("mail-new-sign-in-unnamed");
                vec![
                    fact("mail-new-sign-in-device", &device.clone().unwrap_or_else(unnamed)),
                    fact("mail-new-sign-in-address", address),
                ]
            }
        };
        facts.push(fact("mail-notice-account", &self.account));
        facts.push(fact("mail-notice-when", &words.value("at")));
        facts
    }
}

fn role_message(role: Role) -> &'static str {
    match role {
        Role::User => "mail-rights-changed-user",
        Role::Administrator => "mail-rights-changed-administrator",
    }
}

fn permission_message(held: bool) -> &'static str {
    if held {
        "mail-rights-changed-granted"
    } else {
        "mail-rights-changed-withdrawn"
    }
}
