use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{
    InvitationStanding, InvitationState, MalformedSecret, PasswordResetId, SecretKey,
    secret::{LENGTH, from_base64url},
    status_at,
};

/// Keeps this use of the secret key apart from every other.
const LABEL: &[u8] = b"roster password reset v1";

/// How long the link of a forgotten password works.
pub const PASSWORD_RESET_TTL: SignedDuration = SignedDuration::from_hours(1);

/// How long the link works that sets a communication email back, together with a new password.
pub const EMAIL_RESTORATION_TTL: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The 256 bits that make the link of a forgotten password: whoever shows them may set a new one.
///
/// Derived like an invitation's, so that its mail can be written again while the database holds only a hash.
#[derive(Clone)]
pub struct PasswordResetToken(Zeroizing<[u8; LENGTH]>);

impl PasswordResetToken {
    /// The token of one link: HMAC-SHA-256 (RFC 2104) over a label and the link's id.
    pub fn derive(key: &SecretKey, reset: PasswordResetId) -> Self {
        Self(Zeroizing::new(key.authenticate(LABEL, reset.as_uuid().as_bytes())))
    }

    /// Reads the 43 characters that [`Self::to_text`] gives.
    pub fn parse(text: &str) -> Result<Self, MalformedSecret> {
        from_base64url(text).map(Self)
    }

    /// For the link: base64url without padding (RFC 4648, section 5).
    pub fn to_text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.as_slice())
    }

    /// For the database: SHA-256.
    pub fn hash(&self) -> [u8; LENGTH] {
        Sha256::digest(self.0.as_slice()).into()
    }
}

impl fmt::Debug for PasswordResetToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PasswordResetToken(redacted)")
    }
}

/// Whether a link may still set a password: it is open, and its hour is not over.
pub fn may_reset(state: InvitationState, expires_at: Timestamp, now: Timestamp) -> bool {
    status_at(state, expires_at, now) == InvitationStanding::Valid
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::InvitationToken;
    use uuid::Uuid;

    const ID: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);

    #[test]
    fn a_link_is_of_one_reset_under_one_key_and_never_an_invitations() {
        let key = |digit: &str| SecretKey::from_hex(&digit.repeat(64)).unwrap();
        let token = |digit, id| PasswordResetToken::derive(&key(digit), PasswordResetId::from_uuid(id)).to_text();
        assert_eq!(token("1", ID), token("1", ID));
        assert_ne!(token("1", ID), token("2", ID));
        assert_ne!(token("1", ID), token("1", Uuid::from_u128(2)));
        let invitation = InvitationToken::derive(&key("1"), crate::InvitationId::from_uuid(ID));
        assert_ne!(token("1", ID), invitation.to_text());
        let read = PasswordResetToken::parse(&token("1", ID)).unwrap();
        assert_eq!(read.to_text(), token("1", ID));
        assert_eq!(format!("{read:?}"), "PasswordResetToken(redacted)");
    }

    #[test]
    fn a_link_works_until_its_hour_is_over_or_it_was_ended() {
        let end = Timestamp::constant(1_800_000_000, 0);
        let before = end - SignedDuration::from_micros(1);
        assert!(may_reset(InvitationState::Open, end, before));
        assert!(!may_reset(InvitationState::Open, end, end));
        for ended in [InvitationState::Used, InvitationState::Revoked] {
            assert!(!may_reset(ended, end, before));
        }
    }
}
