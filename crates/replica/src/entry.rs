use roster_contract::User;
use roster_domain::{Subject, UserId, search};

use crate::ReplicaError;
use crate::record::Record;

/// A user as they come into the index.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub entry: Entry,
    /// What they are searched and sorted by, a line each: first name, last name, login email and communication email, folded;
    /// then those again that are searched without some of their signs.
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
        let text = search::searched([
            fields.first_name,
            fields.last_name,
            fields.login_email,
            fields.communication_email,
        ]);
        let mut lines = text.match_indices('\n').map(|(at, _)| at);
        let ends = [(); 3].map(|()| end(lines.next().unwrap_or(text.len())));
        let entry = Entry { subject, record, ends };
        Ok(Self { entry, text })
    }
}

fn end(at: usize) -> u32 {
    u32::try_from(at).expect("what comes over the wire is shorter than 64 MB")
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

    /// Whether a name or an address begins with each of the words that are searched for.
    pub fn begins_with(text: &[u8], words: &[String]) -> bool {
        let begins = |word: &String| {
            text.split(|byte| *byte == b'\n')
                .any(|line| line.starts_with(word.as_bytes()))
        };
        words.iter().all(begins)
    }
}
