use roster_contract::{ProblemCode, SignIn, SignedIn};
use utoipa::openapi::HttpMethod::{Delete, Post};

use super::endpoint::Endpoint;

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::write_openly(Post, "sessions", "/sessions", "signIn", "Sign in")
            .takes::<SignIn>()
            .gives_secret::<SignedIn>(
                201,
                "Signed in: until `expiresAt`, or until the session is not used for too long.",
            )
            .refuses([
                ProblemCode::InvalidCredentials,
                ProblemCode::SessionRequired,
                ProblemCode::TooManyAttempts,
            ]),
        Endpoint::write(Delete, "sessions", "/sessions/current", "signOut", "Sign out").gives_nothing("Signed out."),
    ]
}
