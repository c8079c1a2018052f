use roster_domain::{Language, Rights, UserId, UserStatus};
use roster_store::Micros;
use roster_store::invitations::InvitationRecord;
use roster_store::users::Listed;

/// A user, as compactly as they can be held without giving up to read them at once.
#[derive(Debug)]
pub struct Row {
    id: UserId,
    /// First name, last name, login email and communication email, one after the other.
    text: Box<str>,
    /// Where the first three of them end. Names and addresses are short.
    ends: [u16; 3],
    language: Language,
    rights: Rights,
    status: UserStatus,
    version: i64,
    billing_version: i64,
    revision: i64,
    billing_revision: i64,
    created_at: Micros,
    updated_at: Micros,
    billing_updated_at: Micros,
    last_active_at: Option<Micros>,
    invitation: Option<Box<InvitationRecord>>,
}

impl Row {
    pub fn new(user: &Listed<'_>, invitation: Option<InvitationRecord>) -> Self {
        let texts = [
            user.first_name,
            user.last_name,
            user.login_email,
            user.communication_email,
        ];
        let mut end = 0;
        let ends = [0, 1, 2].map(|index: usize| {
            end += texts[index].len();
            u16::try_from(end).expect("names and addresses are short")
        });
        Self {
            id: user.id,
            text: texts.concat().into_boxed_str(),
            ends,
            language: user.language,
            rights: user.rights,
            status: user.status,
            version: user.version,
            billing_version: user.billing_version,
            revision: user.revision,
            billing_revision: user.billing_revision,
            created_at: user.created_at,
            updated_at: user.updated_at,
            billing_updated_at: user.billing_updated_at,
            last_active_at: user.last_active_at,
            invitation: invitation.map(Box::new),
        }
    }

    pub fn listed(&self) -> Listed<'_> {
        let [first, last, login] = self.ends.map(usize::from);
        Listed {
            id: self.id,
            first_name: &self.text[..first],
            last_name: &self.text[first..last],
            login_email: &self.text[last..login],
            communication_email: &self.text[login..],
            language: self.language,
            rights: self.rights,
            status: self.status,
            version: self.version,
            billing_version: self.billing_version,
            revision: self.revision,
            billing_revision: self.billing_revision,
            created_at: self.created_at,
            updated_at: self.updated_at,
            billing_updated_at: self.billing_updated_at,
            last_active_at: self.last_active_at,
        }
    }

    pub fn id(&self) -> UserId {
        self.id
    }

    /// Their invitation in force, if they are pending.
    pub fn invitation(&self) -> Option<&InvitationRecord> {
        self.invitation.as_deref()
    }

    /// About how many bytes of memory it takes, with what the roll holds beside it.
    pub fn bytes(&self) -> usize {
        /// Slots in the orders and the table of ids, and the text as it is searched.
        const BESIDE: usize = 120;
        let invitation = self
            .invitation
            .as_ref()
            .map_or(0, |_| size_of::<InvitationRecord>() + 64);
        size_of::<Self>() + 2 * self.text.len() + invitation + BESIDE
    }
}
