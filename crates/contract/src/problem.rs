use roster_domain::Denial;
use serde::{Deserialize, Serialize};

use crate::User;

/// The prefix of a problem's `type`: a URI reference that names the code (RFC 9457, section 3.1.1).
pub const PROBLEM_TYPE_BASE: &str = "urn:roster:problem:";

/// Why a request was not done: `application/problem+json` (RFC 9457).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Problem {
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    pub detail: String,
    pub code: ProblemCode,
    /// What is wrong with each field; only with `invalid-fields` and its kin.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// The record as it is now; only with `version-conflict`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<Box<User>>,
}

/// What is wrong with one field of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, utoipa::ToSchema)]
pub struct FieldProblem {
    /// The field's name in the request; a path such as `permissions[0]` inside one.
    pub field: String,
    /// Stable, kebab-case.
    pub code: String,
    /// In English: what to do.
    pub message: String,
}

/// Every reason there is; published codes do not change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemCode {
    InvalidRequest,
    InvalidJson,
    InvalidQuery,
    InvalidIdempotencyKey,
    SessionRequired,
    InvalidCredentials,
    WrongPassword,
    AdministratorRequired,
    PermissionNotHeld,
    OwnRole,
    OwnAccount,
    OwnEmail,
    RemovedByAnother,
    LastAdministrator,
    LastBillingManager,
    NotFound,
    InvitationUnknown,
    MethodNotAllowed,
    RequestTimeout,
    WrongStatus,
    TooLate,
    LoginEmailTaken,
    InvitationExpired,
    InvitationUsed,
    InvitationRevoked,
    VersionConflict,
    BodyTooLarge,
    UnsupportedMediaType,
    InvalidFields,
    LoginEmailImmutable,
    IdempotencyKeyReused,
    VersionRequired,
    TooManyAttempts,
    InvitationQuota,
    MailQuota,
    InternalError,
    Unavailable,
}

impl ProblemCode {
    /// The HTTP status the code goes with.
    pub fn status(self) -> u16 {
        match self {
            Self::InvalidRequest | Self::InvalidJson | Self::InvalidQuery | Self::InvalidIdempotencyKey => 400,
            Self::SessionRequired | Self::InvalidCredentials => 401,
            Self::WrongPassword
            | Self::AdministratorRequired
            | Self::PermissionNotHeld
            | Self::OwnRole
            | Self::OwnAccount
            | Self::OwnEmail
            | Self::RemovedByAnother
            | Self::LastAdministrator
            | Self::LastBillingManager => 403,
            Self::NotFound | Self::InvitationUnknown => 404,
            Self::MethodNotAllowed => 405,
            Self::RequestTimeout => 408,
            Self::WrongStatus | Self::TooLate | Self::LoginEmailTaken => 409,
            Self::InvitationExpired | Self::InvitationUsed | Self::InvitationRevoked => 410,
            Self::VersionConflict => 412,
            Self::BodyTooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::InvalidFields | Self::LoginEmailImmutable | Self::IdempotencyKeyReused => 422,
            Self::VersionRequired => 428,
            Self::TooManyAttempts | Self::InvitationQuota | Self::MailQuota => 429,
            Self::InternalError => 500,
            Self::Unavailable => 503,
        }
    }

    /// The code as it is written on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid-request",
            Self::InvalidJson => "invalid-json",
            Self::InvalidQuery => "invalid-query",
            Self::InvalidIdempotencyKey => "invalid-idempotency-key",
            Self::SessionRequired => "session-required",
            Self::InvalidCredentials => "invalid-credentials",
            Self::WrongPassword => "wrong-password",
            Self::AdministratorRequired => "administrator-required",
            Self::PermissionNotHeld => "permission-not-held",
            Self::OwnRole => "own-role",
            Self::OwnAccount => "own-account",
            Self::OwnEmail => "own-email",
            Self::RemovedByAnother => "removed-by-another",
            Self::LastAdministrator => "last-administrator",
            Self::LastBillingManager => "last-billing-manager",
            Self::NotFound => "not-found",
            Self::InvitationUnknown => "invitation-unknown",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::RequestTimeout => "request-timeout",
            Self::WrongStatus => "wrong-status",
            Self::TooLate => "too-late",
            Self::LoginEmailTaken => "login-email-taken",
            Self::InvitationExpired => "invitation-expired",
            Self::InvitationUsed => "invitation-used",
            Self::InvitationRevoked => "invitation-revoked",
            Self::VersionConflict => "version-conflict",
            Self::BodyTooLarge => "body-too-large",
            Self::UnsupportedMediaType => "unsupported-media-type",
            Self::InvalidFields => "invalid-fields",
            Self::LoginEmailImmutable => "login-email-immutable",
            Self::IdempotencyKeyReused => "idempotency-key-reused",
            Self::VersionRequired => "version-required",
            Self::TooManyAttempts => "too-many-attempts",
            Self::InvitationQuota => "invitation-quota",
            Self::MailQuota => "mail-quota",
            Self::InternalError => "internal-error",
            Self::Unavailable => "unavailable",
        }
    }

    /// In English: what happened, and what to do about it.
    pub fn detail(self) -> &'static str {
        match self {
            Self::InvalidRequest => "The request is not HTTP as RFC 9112 has it.",
            Self::InvalidJson => "The body is not JSON. Send one whole JSON object, in UTF-8, with each key once.",
            Self::InvalidQuery => "A query parameter is unknown or has a value that cannot be used.",
            Self::InvalidIdempotencyKey => "An Idempotency-Key is 1 to 255 visible ASCII characters.",
            Self::SessionRequired => "There is no session, or it has ended. Sign in again.",
            Self::InvalidCredentials => "The login email or the password is not right.",
            Self::WrongPassword => "The current password is not right.",
            Self::AdministratorRequired => Denial::AdministratorRequired.message(),
            Self::PermissionNotHeld => Denial::PermissionNotHeld.message(),
            Self::OwnRole => Denial::OwnRole.message(),
            Self::OwnAccount => Denial::OwnAccount.message(),
            Self::OwnEmail => Denial::OwnEmail.message(),
            Self::RemovedByAnother => Denial::RemovedByAnother.message(),
            Self::LastAdministrator => Denial::LastAdministrator.message(),
            Self::LastBillingManager => Denial::LastBillingManager.message(),
            Self::WrongStatus => Denial::WrongStatus.message(),
            Self::TooLate => Denial::TooLate.message(),
            Self::NotFound => "There is nothing at this address.",
            Self::InvitationUnknown => "This invitation link is not known. Check that the whole link was copied.",
            Self::MethodNotAllowed => "This address does not take this method.",
            Self::RequestTimeout => "The request took too long to arrive. Send it again.",
            Self::LoginEmailTaken => "This login email cannot be used. Choose another one.",
            Self::InvitationExpired => "This invitation has expired. Ask an administrator to send a new one.",
            Self::InvitationUsed => "This invitation was accepted already. Sign in with your login email and password.",
            Self::InvitationRevoked => {
                "This invitation is no longer in force. Look for a newer mail, or ask an administrator."
            }
            Self::VersionConflict => "The user was changed meanwhile. Look at the current record, then decide again.",
            Self::BodyTooLarge => "The body is larger than this address takes.",
            Self::UnsupportedMediaType => "Send the body as application/json.",
            Self::InvalidFields => "Some fields need another value.",
            Self::LoginEmailImmutable => "A login email cannot be changed once it is set.",
            Self::IdempotencyKeyReused => {
                "This Idempotency-Key was used with another request. Use a new key for a new request."
            }
            Self::VersionRequired => "Send If-Match with the version of the user that the edit is based on.",
            Self::TooManyAttempts => "Too many attempts. Wait for the time that Retry-After says, then try again.",
            Self::InvitationQuota => {
                "The account has sent as many invitations as it may for now. Wait for the time that Retry-After says."
            }
            Self::MailQuota => {
                "Too many mails of this kind were sent for now, so nothing was changed. Wait for the time that Retry-After says."
            }
            Self::InternalError => "Something went wrong inside the service. Try again; the log says what it was.",
            Self::Unavailable => "The service cannot reach its database. Try again in a moment.",
        }
    }
}

impl From<Denial> for ProblemCode {
    fn from(denial: Denial) -> Self {
        match denial {
            Denial::AdministratorRequired => Self::AdministratorRequired,
            Denial::PermissionNotHeld => Self::PermissionNotHeld,
            Denial::OwnRole => Self::OwnRole,
            Denial::OwnAccount => Self::OwnAccount,
            Denial::OwnEmail => Self::OwnEmail,
            Denial::RemovedByAnother => Self::RemovedByAnother,
            Denial::LastAdministrator => Self::LastAdministrator,
            Denial::LastBillingManager => Self::LastBillingManager,
            Denial::WrongStatus => Self::WrongStatus,
            Denial::TooLate => Self::TooLate,
        }
    }
}

impl Problem {
    /// The problem a code stands for, with its usual words.
    pub fn new(code: ProblemCode) -> Self {
        Self {
            kind: format!("{PROBLEM_TYPE_BASE}{}", code.as_str()),
            title: code.title(),
            status: code.status(),
            detail: code.detail().to_owned(),
            code,
            errors: Vec::new(),
            current: None,
        }
    }

    /// The same with other words for `detail`.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// The problem of a request some of whose fields cannot be used.
    pub fn fields(errors: Vec<FieldProblem>) -> Self {
        Self {
            errors,
            ..Self::new(ProblemCode::InvalidFields)
        }
    }
}

impl ProblemCode {
    /// The code in words: `login-email-taken` is "Login email taken".
    fn title(self) -> String {
        let words = self.as_str().replace('-', " ");
        words[..1].to_uppercase() + &words[1..]
    }
}

impl From<Denial> for Problem {
    fn from(denial: Denial) -> Self {
        Self::new(denial.into())
    }
}

impl From<ProblemCode> for Problem {
    fn from(code: ProblemCode) -> Self {
        Self::new(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_written_alike_by_serde_and_by_hand() {
        for code in [
            ProblemCode::InvalidJson,
            ProblemCode::LastBillingManager,
            ProblemCode::IdempotencyKeyReused,
        ] {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
    }

    #[test]
    fn a_problem_has_the_members_of_rfc_9457() {
        let problem = serde_json::to_value(Problem::new(ProblemCode::LoginEmailTaken)).unwrap();
        assert_eq!(problem["type"], "urn:roster:problem:login-email-taken");
        assert_eq!(problem["title"], "Login email taken");
        assert_eq!(problem["status"], 409);
        assert!(problem.get("errors").is_none());
    }
}
