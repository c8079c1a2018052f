use roster_contract::{ForgottenPassword, ProblemCode};
use utoipa::openapi::HttpMethod::Post;

use super::endpoint::Endpoint;

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::write_openly(
            Post,
            "password",
            "/password/forgotten",
            "forgotPassword",
            "Ask for a link with which to set a new password",
        )
        .takes::<ForgottenPassword>()
        .gives_empty(
            202,
            "Taken up. If the login exists, a mail with a link is on its way to its communication email.",
        )
        .refuses([ProblemCode::TooManyAttempts]),
    ]
}
