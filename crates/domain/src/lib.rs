//! Roster's pure rules and values: no I/O, no clock.
//!
//! Values are parsed once, here, and are valid from then on: a [`LoginEmail`] is an address, a [`PersonName`] can be
//! shown. Rules are functions from what is known to a decision with a typed refusal: see [`policy`]; and [`pending`] for
//! what was decided without the service.

mod address;
mod ambient;
mod attempts;
mod characters;
mod communication_email;
mod full_name;
mod ids;
mod invitation;
mod language;
mod login_email;
mod mail_quota;
mod names;
mod neighbourhood;
mod offline_term;
mod password;
mod password_reset;
pub mod pending;
mod permission;
pub mod policy;
mod quota;
mod role;
pub mod search;
mod secret;
mod status;
mod term;
mod wire_enum;

pub use address::{AddressProblem, pasted_address};
pub use ambient::{Clock, Random, new_uuid};
pub use attempts::{Counter, Failures, Throttle, retry_after_seconds};
pub use communication_email::CommunicationEmail;
pub use full_name::{full_name, full_name_in};
pub use ids::{
    AccountId, AuditEventId, DeviceId, InvitationId, MailId, MailWorkerId, PasswordResetId, PendingChangeId, SessionId,
    UserId,
};
pub use invitation::{InvitationStanding, InvitationState, InvitationToken, status_at};
pub use language::Language;
pub use login_email::{LoginEmail, LoginKey};
pub use mail_quota::MailCounter;
pub use names::{AccountName, NameProblem, PersonName};
pub use neighbourhood::Neighbourhood;
pub use offline_term::{Lock, OfflineTerm};
pub use password::{NewPassword, PasswordProblem, PersonalWords, presented};
pub use password_reset::{EMAIL_RESTORATION_TTL, PASSWORD_RESET_TTL, PasswordResetToken, may_reset};
pub use permission::{Permission, Rights, permissions_list};
pub use policy::{
    Actions, Actor, Denial, Guardians, Removal, RightsEdit, Subject, Verdict, actions, administrate,
    copy_invitation_link, create_user, delete_invitation, edit_communication_email, edit_information, edit_rights,
    keep_guardians, remove_user, resend_invitation, restore_user, sees_permissions, undo_removal,
};
pub use quota::{Quota, Spent};
pub use role::Role;
pub use secret::{BearerToken, MalformedSecret, SecretKey};
pub use status::{Delivery, UserStatus};
pub use term::Term;
pub use wire_enum::UnknownName;
