use roster_contract::User;
use roster_domain::{Subject, UserId, search};

use crate::ReplicaError;
use crate::record::Record;

/// A user as they come into the index.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub entry: Entry,
    /// What they are searched and sorted by, folded: first name, space, last name, line feed, login email, line feed,
    /// communication email.
    pub text: String,
}

/// A user of the index, but for their text.
#[derive(Debug)]
pub(crate) struct Entry {
    pub subject: Subject,
    pub record: Record,
    /// Where first name, last name and login email end in the text.
    ends: [u32; 3],
}

impl Incoming {
    pub fn of(id: UserId, record: Record) -> Result<Self, ReplicaError> {
        let fields = record.fields();
        let subject = fields.subject(id)?;
        let mut text = search::fold(fields.first_name);
        let mut ends = [end(&text); 3];
        text.push(' ');
        for (field, at) in [(fields.last_name, 1), (fields.login_email, 2)] {
            text.push_str(&search::fold(field));
            ends[at] = end(&text);
            text.push('\n');
        }
        text.push_str(&search::fold(fields.communication_email));
        let entry = Entry { subject, record, ends };
        Ok(Self { entry, text })
    }
}

fn end(text: &str) -> u32 {
    u32::try_from(text.len()).expect("what comes over the wire is shorter than 64 MB")
}

impl Entry {
    pub fn id(&self) -> UserId {
        self.subject.id
    }

    pub fn user(&self) -> User {
        self.record.user(self.subject.id)
    }

    /// The first name in the entry's text, which sorts as its bytes do; the others likewise.
    pub fn first<'a>(&self, text: &'a [u8]) -> &'a [u8] {
        &text[..self.ends[0] as usize]
    }

    pub fn last<'a>(&self, text: &'a [u8]) -> &'a [u8] {
        &text[self.ends[0] as usize + 1..self.ends[1] as usize]
    }

    pub fn login<'a>(&self, text: &'a [u8]) -> &'a [u8] {
        &text[self.ends[1] as usize + 1..self.ends[2] as usize]
    }

    /// Whether a name or an address begins with what is searched for.
    pub fn begins_with(&self, text: &[u8], needle: &str) -> bool {
        let after = self.ends.map(|end| end as usize + 1);
        let mut beginnings = std::iter::once(0).chain(after);
        beginnings.any(|begin| text[begin..].starts_with(needle.as_bytes()))
    }
}
