use roster_contract::User;
use roster_domain::LoginEmail;

use crate::entry::Entry;
use crate::{Replica, ReplicaError};

/// What an international domain begins with in ASCII (RFC 5890, section 2.3.2.1): there one address has two forms.
const A_LABEL: &str = "xn--";

impl Replica {
    /// Whoever of the copy has this login email, in whatever status.
    pub async fn user_of_login(&self, login: LoginEmail) -> Result<Option<User>, ReplicaError> {
        self.with_index(move |index| {
            let mut all = index.users.all();
            let theirs = all.find(|entry| is_same(entry.record.fields().login_email, &login));
            theirs.map(Entry::user)
        })
        .await
    }
}

/// Whether both are one login: by their canonical keys, which cost more to make than most addresses need.
fn is_same(known: &str, login: &LoginEmail) -> bool {
    let has_other_forms = !known.is_ascii() || known.to_ascii_lowercase().contains(A_LABEL);
    if has_other_forms {
        LoginEmail::parse(known).is_ok_and(|known| known.key() == login.key())
    } else {
        known.eq_ignore_ascii_case(login.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_login_is_found_however_it_is_written() {
        let same = |known: &str, typed: &str| is_same(known, &LoginEmail::parse(typed).unwrap());
        assert!(same("Ada@Example.com", " ada@EXAMPLE.com"));
        assert!(same("ada@bücher.example", "ada@xn--bcher-kva.example"));
        assert!(same("ada@xn--bcher-kva.example", "Ada@Bücher.example"));
        assert!(!same("ada@example.com", "ada+roster@example.com"));
        assert!(!same("ada@example.com", "bada@example.com"));
    }
}
