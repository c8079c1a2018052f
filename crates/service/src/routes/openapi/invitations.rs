use roster_contract::{AcceptInvitation, InvitationLink, ProblemCode, SignedIn, User};
use utoipa::openapi::HttpMethod::Post;
use utoipa::openapi::Required;

use super::endpoint::{Endpoint, Said};

const ETAG: Said<'_> = ("ETag", "The user's version, quoted.", "\"1\"");

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        for_pending(
            "/users/{id}/invitation/resend",
            "resendInvitation",
            "Send a new link; the former one ends",
        )
        .gives_with::<User>(200, "The user, with the new invitation.", &[ETAG])
        .refuses([ProblemCode::InvitationQuota, ProblemCode::MailQuota]),
        for_pending(
            "/users/{id}/invitation/link",
            "copyInvitationLink",
            "Mint a new link to hand over; the former one ends",
        )
        .gives_secret::<InvitationLink>(200, "The link, told this once."),
        Endpoint::write_openly(
            Post,
            "invitations",
            "/invitations/accept",
            "acceptInvitation",
            "Set a password and enter",
        )
        .takes::<AcceptInvitation>()
        .gives_secret::<SignedIn>(201, "Active, and signed in.")
        .refuses([
            ProblemCode::InvitationUnknown,
            ProblemCode::InvitationExpired,
            ProblemCode::InvitationUsed,
            ProblemCode::InvitationRevoked,
            ProblemCode::SessionRequired,
            ProblemCode::TooManyAttempts,
        ]),
    ]
}

fn for_pending(path: &str, id: &str, summary: &str) -> Endpoint {
    Endpoint::write(Post, "invitations", path, id, summary)
        .administrators()
        .if_match(Required::False)
        .refuses([
            ProblemCode::NotFound,
            ProblemCode::VersionConflict,
            ProblemCode::WrongStatus,
        ])
}
