//! The secret links that mails hold. They are built from the configured public URL, never from a request's headers.

use roster_domain::{InvitationId, InvitationToken, PasswordResetId, PasswordResetToken};
use url::Url;

use crate::app::App;

/// The link of an invitation.
pub fn invitation(app: &App, id: InvitationId) -> Url {
    let token = InvitationToken::derive(&app.secret_key, id).to_text();
    app.settings.page(["invitations", &token])
}

/// The link with which a forgotten password is replaced by a new one.
pub fn password_reset(app: &App, id: PasswordResetId) -> Url {
    let token = PasswordResetToken::derive(&app.secret_key, id).to_text();
    app.settings.page(["password", "reset", &token])
}

/// The link that sets a communication email back, together with a new password.
pub fn email_restoration(app: &App, id: PasswordResetId) -> Url {
    let token = PasswordResetToken::derive(&app.secret_key, id).to_text();
    app.settings.page(["email", "restore", &token])
}
