use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{
    InvitationId, MalformedSecret, SecretKey,
    secret::{LENGTH, from_base64url},
    wire_enum::wire_enum,
};

/// Keeps this use of the secret key apart from every other.
const LABEL: &[u8] = b"roster invitation v1";

/// The 256 bits that make an invitation's link: whoever shows them may set the password of the invited.
///
/// Derived from the secret key and the invitation's id, so that a mail can be written again with the same link though
/// the database holds nothing but its hash.
#[derive(Clone)]
pub struct InvitationToken(Zeroizing<[u8; LENGTH]>);

impl InvitationToken {
    /// The token of one invitation: HMAC-SHA-256 (RFC 2104) over a label and the invitation's id.
    pub fn derive(key: &SecretKey, invitation: InvitationId) -> Self {
        Self(Zeroizing::new(key.authenticate(LABEL, invitation.as_uuid().as_bytes())))
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

impl fmt::Debug for InvitationToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("InvitationToken(redacted)")
    }
}

wire_enum! {
    /// What has become of an invitation, as it is stored.
    InvitationState {
        Open = "open",
        /// Accepted.
        Used = "used",
        /// Ended by a newer link, by a new communication email, or by deletion.
        Revoked = "revoked",
    }
}

wire_enum! {
    /// What an invitation's link is worth at a given moment.
    InvitationStanding {
        Valid = "valid",
        Expired = "expired",
        Used = "used",
        Revoked = "revoked",
    }
}

/// How an invitation stands at `now`: valid until, and not at, the moment it expires. What ended it otherwise counts more.
pub fn status_at(state: InvitationState, expires_at: Timestamp, now: Timestamp) -> InvitationStanding {
    match state {
        InvitationState::Used => InvitationStanding::Used,
        InvitationState::Revoked => InvitationStanding::Revoked,
        InvitationState::Open if now >= expires_at => InvitationStanding::Expired,
        InvitationState::Open => InvitationStanding::Valid,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{SignedDuration, Timestamp};
    use uuid::Uuid;

    fn key(digit: &str) -> SecretKey {
        SecretKey::from_hex(&digit.repeat(64)).unwrap()
    }

    const ID: InvitationId = InvitationId::from_uuid(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001));

    #[test]
    fn the_token_is_the_hmac_of_the_invitations_id() {
        // Reckoned with Python's hmac; a changed label would break every link that is on its way.
        let token = InvitationToken::derive(&key("1"), ID);
        assert_eq!(token.to_text(), "30N18E6hGxm25rmhfm5ZFXTQek-ngT9WvxUadiQc540");
    }

    #[test]
    fn the_same_invitation_always_gives_the_same_link_and_another_one_never() {
        let hash = |digit, id| InvitationToken::derive(&key(digit), id).hash();
        assert_eq!(hash("1", ID), hash("1", ID));
        assert_ne!(hash("1", ID), hash("2", ID));
        assert_ne!(hash("1", ID), hash("1", InvitationId::from_uuid(Uuid::from_u128(2))));
    }

    #[test]
    fn a_token_is_read_back_from_its_link() {
        let token = InvitationToken::derive(&key("1"), ID);
        assert_eq!(InvitationToken::parse(&token.to_text()).unwrap().hash(), token.hash());
        assert!(InvitationToken::parse("nonsense").is_err());
        assert_eq!(format!("{token:?}"), "InvitationToken(redacted)");
    }

    #[test]
    fn an_invitation_ends_at_its_time_or_before() {
        let end = Timestamp::from_second(1_800_000_000).unwrap();
        let before = end - SignedDuration::from_micros(1);
        assert_eq!(status_at(InvitationState::Open, end, before), InvitationStanding::Valid);
        assert_eq!(status_at(InvitationState::Open, end, end), InvitationStanding::Expired);
        for now in [before, end] {
            assert_eq!(status_at(InvitationState::Used, end, now), InvitationStanding::Used);
            assert_eq!(
                status_at(InvitationState::Revoked, end, now),
                InvitationStanding::Revoked
            );
        }
    }
}
