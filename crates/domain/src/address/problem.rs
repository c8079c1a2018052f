/// Why a text is not an address that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.message())]
pub enum AddressProblem {
    /// Nothing but white space.
    Required,
    /// Over 254 octets, or over 64 before the @.
    TooLong,
    /// Spaces, control characters, invisible characters, characters that turn the text's direction, or not characters at all.
    InvalidCharacters,
    /// Not one @ between two parts.
    Shape,
    /// A quoted local part, such as `"a b"@example.com` (RFC 5321, section 4.1.2).
    QuotedLocalPart,
    /// A local part that is not words joined by single dots.
    LocalPart,
    /// A network address where the domain should be, such as `[192.0.2.1]`.
    AddressLiteral,
    /// A domain that is no valid name (UTS #46).
    Domain,
}

impl AddressProblem {
    /// The field error's code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::TooLong => "too-long",
            Self::InvalidCharacters => "invalid-characters",
            Self::Shape | Self::QuotedLocalPart | Self::LocalPart | Self::AddressLiteral | Self::Domain => {
                "invalid-address"
            }
        }
    }

    /// In English: what to do.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Required => "Enter an email address.",
            Self::TooLong => "Enter an email address of at most 254 bytes, with at most 64 before the @.",
            Self::InvalidCharacters => {
                "Enter the email address without spaces and without control or invisible characters."
            }
            Self::Shape => "Enter an email address with one @, such as name@example.com.",
            Self::QuotedLocalPart => "Enter an email address without quotation marks.",
            Self::LocalPart => {
                "Check the part before the @: letters, digits and signs such as - and _, with single dots between."
            }
            Self::AddressLiteral => "Enter an email address with a domain name, not a network address, after the @.",
            Self::Domain => "Check the domain after the @, such as example.com.",
        }
    }
}
