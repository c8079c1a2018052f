/// A request and what each viewer is told.
#[derive(Debug)]
pub struct Row {
    pub method: &'static str,
    /// `{active}` and the like are filled in with people of the account; `{own}` with the viewer.
    pub path: &'static str,
    pub body: Option<&'static str>,
    /// In the order of `VIEWERS`: nobody, ended session, user, user + billing, administrator, + billing, stranger.
    pub expected: [&'static str; 7],
}

const SESSION: &str = "401 session-required";
const ADMIN: &str = "403 administrator-required";
const NOT_HELD: &str = "403 permission-not-held";
const ABSENT: &str = "404 not-found";

/// Open to everyone.
const fn open(method: &'static str, path: &'static str, body: Option<&'static str>, told: &'static str) -> Row {
    Row {
        method,
        path,
        body,
        expected: [told; 7],
    }
}

/// For everyone who is signed in, about themselves or the account as everyone knows it.
const fn signed_in(method: &'static str, path: &'static str, body: Option<&'static str>, told: &'static str) -> Row {
    Row {
        method,
        path,
        body,
        expected: [SESSION, SESSION, told, told, told, told, told],
    }
}

/// For administrators, each in their own account.
const fn settings(method: &'static str, path: &'static str, body: Option<&'static str>, told: &'static str) -> Row {
    Row {
        method,
        path,
        body,
        expected: [SESSION, SESSION, ADMIN, ADMIN, told, told, told],
    }
}

/// For administrators, about someone of their own account.
const fn about(method: &'static str, path: &'static str, body: Option<&'static str>, told: &'static str) -> Row {
    about_each(method, path, body, [told, told])
}

/// The same, with one thing told to an administrator and another to one who is a billing manager.
const fn about_each(
    method: &'static str,
    path: &'static str,
    body: Option<&'static str>,
    [administrator, holder]: [&'static str; 2],
) -> Row {
    Row {
        method,
        path,
        body,
        expected: [SESSION, SESSION, ADMIN, ADMIN, administrator, holder, ABSENT],
    }
}

/// The same about oneself, which a stranger is to themselves too.
const fn about_oneself(
    method: &'static str,
    path: &'static str,
    body: Option<&'static str>,
    [administrator, holder]: [&'static str; 2],
) -> Row {
    Row {
        method,
        path,
        body,
        expected: [SESSION, SESSION, ADMIN, ADMIN, administrator, holder, holder],
    }
}

const HOLDING: Option<&str> = Some(r#"{"permissions": ["billingManager"]}"#);
const NOT_HOLDING: Option<&str> = Some(r#"{"permissions": []}"#);
const NAMED: Option<&str> = Some(r#"{"firstName": "Augusta"}"#);
const PROMOTED: Option<&str> = Some(r#"{"role": "administrator"}"#);
const DEMOTED: Option<&str> = Some(r#"{"role": "user"}"#);
const MOVED: Option<&str> = Some(r#"{"communicationEmail": "elsewhere@mail.example"}"#);
const INVITED: Option<&str> = Some(
    r#"{"firstName": "G", "lastName": "H", "loginEmail": "u{number}@example.com", "communicationEmail": "g{number}@example.com",
        "language": "en", "role": "user"}"#,
);
const INVITED_HOLDING: Option<&str> = Some(
    r#"{"firstName": "G", "lastName": "H", "loginEmail": "u{number}@example.com", "communicationEmail": "g{number}@example.com",
        "language": "en", "role": "user", "permissions": ["billingManager"]}"#,
);
const MANY_INVITED: Option<&str> = Some(
    r#"{"users": [{"firstName": "G", "lastName": "H", "loginEmail": "u{number}@example.com",
        "communicationEmail": "g{number}@example.com", "language": "en", "role": "user"}]}"#,
);

pub const ROWS: &[Row] = &[
    open("GET", "//healthz", None, "200"),
    open("GET", "//readyz", None, "200"),
    open("GET", "//metrics", None, "200"),
    open("GET", "/openapi.json", None, "200"),
    open(
        "POST",
        "/sessions",
        Some(r#"{"loginEmail": "nobody{number}@example.com", "password": "correct horse battery"}"#),
        "401 invalid-credentials",
    ),
    open(
        "POST",
        "/invitations/accept",
        Some(r#"{"token": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "password": "correct horse battery"}"#),
        "404 invitation-unknown",
    ),
    open(
        "POST",
        "/password/forgotten",
        Some(r#"{"loginEmail": "nobody{number}@example.com"}"#),
        "202",
    ),
    signed_in("GET", "/me", None, "200"),
    signed_in("PATCH", "/me", NAMED, "200"),
    signed_in("PATCH", "/me", PROMOTED, "422 invalid-fields"),
    signed_in("PATCH", "/me", MOVED, "422 invalid-fields"),
    signed_in("PATCH", "/me", HOLDING, "422 invalid-fields"),
    signed_in(
        "POST",
        "/me/password",
        Some(r#"{"currentPassword": "not the one", "newPassword": "correct horse battery"}"#),
        "403 wrong-password",
    ),
    signed_in("GET", "/me/sessions", None, "200"),
    signed_in("DELETE", "/me/sessions", None, "204"),
    // The id of no session.
    signed_in("DELETE", "/me/sessions/{own}", None, ABSENT),
    signed_in("GET", "/account", None, "200"),
    settings("PATCH", "/account", Some(r#"{"name": "Analytical Engines"}"#), "200"),
    signed_in("GET", "/account/administrators", None, "200"),
    signed_in("GET", "/changes", None, "200"),
    signed_in("GET", "/events", None, "200"),
    settings("GET", "/audit", None, "200"),
    settings("GET", "/audit/export?format=csv", None, "200"),
    settings("GET", "/audit/head", None, "200"),
    settings("GET", "/users", None, "200"),
    settings("POST", "/users", INVITED, "201"),
    Row {
        method: "POST",
        path: "/users",
        body: INVITED_HOLDING,
        expected: [SESSION, SESSION, ADMIN, ADMIN, NOT_HELD, "201", "201"],
    },
    settings("POST", "/users/bulk", MANY_INVITED, "200"),
    about("GET", "/users/{active}", None, "200"),
    about("GET", "/users/{pending}", None, "200"),
    about("GET", "/users/{removed}", None, "200"),
    about_oneself("GET", "/users/{own}", None, ["200", "200"]),
    about("PATCH", "/users/{active}", NAMED, "200"),
    about("PATCH", "/users/{pending}", NAMED, "200"),
    about("PATCH", "/users/{removed}", NAMED, "409 wrong-status"),
    about("PATCH", "/users/{active}", PROMOTED, "200"),
    about("PATCH", "/users/{holder}", DEMOTED, "200"),
    about_each("PATCH", "/users/{active}", HOLDING, [NOT_HELD, "200"]),
    about_each("PATCH", "/users/{pending}", HOLDING, [NOT_HELD, "200"]),
    about_each("PATCH", "/users/{removed}", HOLDING, [NOT_HELD, "409 wrong-status"]),
    about("PATCH", "/users/{holder}", NOT_HOLDING, "200"),
    about_oneself("PATCH", "/users/{own}", NAMED, ["200", "200"]),
    about_oneself("PATCH", "/users/{own}", PROMOTED, ["200", "200"]),
    about_oneself("PATCH", "/users/{own}", DEMOTED, ["403 own-role", "403 own-role"]),
    about_oneself("PATCH", "/users/{own}", MOVED, ["403 own-email", "403 own-email"]),
    about_oneself("PATCH", "/users/{own}", HOLDING, [NOT_HELD, "200"]),
    about_oneself("PATCH", "/users/{own}", NOT_HOLDING, ["200", "403 own-role"]),
    about("DELETE", "/users/{active}", None, "204"),
    about("DELETE", "/users/{holder}", None, "204"),
    about("DELETE", "/users/{pending}", None, "204"),
    about("DELETE", "/users/{removed}", None, "409 wrong-status"),
    about_oneself("DELETE", "/users/{own}", None, ["403 own-account", "403 own-account"]),
    about("POST", "/users/{removed}/restore", None, "200"),
    about("POST", "/users/{removed}/restore", PROMOTED, "200"),
    about_each("POST", "/users/{removed}/restore", HOLDING, [NOT_HELD, "200"]),
    about("POST", "/users/{active}/restore", None, "409 wrong-status"),
    about("POST", "/users/{removed}/undo-removal", None, "409 too-late"),
    about("POST", "/users/{active}/undo-removal", None, "409 wrong-status"),
    about("POST", "/users/{pending}/invitation/resend", None, "200"),
    about("POST", "/users/{active}/invitation/resend", None, "409 wrong-status"),
    about("POST", "/users/{pending}/invitation/link", None, "200"),
    about("POST", "/users/{removed}/invitation/link", None, "409 wrong-status"),
    // The last: it ends the viewers' sessions.
    signed_in("DELETE", "/sessions/current", None, "204"),
];
