use roster_contract::{ChangePassword, Me, OwnSessions, ProblemCode, UpdateMe};
use utoipa::openapi::HttpMethod::{Delete, Patch, Post};

use super::endpoint::{Endpoint, Said};

const VERSION: &[Said<'_>] = &[("ETag", "The record's version, quoted.", "\"3\"")];

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::get("me", "/me", "getMe", "Who is signed in, and where").gives_with::<Me>(
            200,
            "One's own record and account.",
            VERSION,
        ),
        Endpoint::write(
            Patch,
            "me",
            "/me",
            "updateMe",
            "Edit one's own names, communication email and language",
        )
        .takes::<UpdateMe>()
        .gives_with::<Me>(200, "As it is now.", VERSION)
        .refuses([
            ProblemCode::LoginEmailImmutable,
            ProblemCode::WrongPassword,
            ProblemCode::TooManyAttempts,
            ProblemCode::MailQuota,
        ]),
        Endpoint::write(
            Post,
            "me",
            "/me/password",
            "changePassword",
            "Set a new password, end one's other sessions and forget the other devices",
        )
        .takes::<ChangePassword>()
        .gives_nothing("The new password holds.")
        .refuses([ProblemCode::WrongPassword, ProblemCode::TooManyAttempts]),
        Endpoint::get("me", "/me/sessions", "listSessions", "Where one is signed in")
            .gives::<OwnSessions>(200, "One's sessions that go on, the one used last first, at most 200."),
        Endpoint::write(
            Delete,
            "me",
            "/me/sessions",
            "endOtherSessions",
            "End all of one's sessions but the one that asks",
        )
        .gives_nothing("The others have ended."),
        Endpoint::write(
            Delete,
            "me",
            "/me/sessions/{id}",
            "endSession",
            "End one of one's sessions",
        )
        .gives_nothing("It has ended.")
        .refuses([ProblemCode::NotFound]),
    ]
}
