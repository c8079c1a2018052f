//! The pages themselves: what their templates are filled in with.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use roster_contract::ProblemCode;
use roster_domain::{InvitationStanding, Language, Role};
use roster_store::users::UserRecord;
use url::Url;

use crate::kernel::refusal::Refusal;
use crate::pages::link::Invited;
use crate::pages::look::{Look, respond, until};
use crate::texts::{Words, harmless};

/// The bounds of `roster_domain::NewPassword`, which the rules beside the field name.
pub const MIN_PASSWORD: i64 = 15;
pub const MAX_PASSWORD: i64 = 256;

/// Where the application is to be had.
const APPLICATION: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/releases");

#[derive(Template)]
#[template(path = "pages/join.html")]
struct Join<'a> {
    look: Look,
    account: String,
    inviter: Option<String>,
    login_email: &'a str,
    /// The language chosen in the address, which the form keeps.
    chosen: Option<&'static str>,
    error: Option<String>,
    min: i64,
}

#[derive(Template)]
#[template(path = "pages/welcome.html")]
struct Welcome<'a> {
    look: Look,
    login_email: &'a str,
    is_administrator: bool,
    sign_in: Url,
    application: &'static str,
}

#[derive(Template)]
#[template(path = "pages/notice.html")]
struct Notice {
    look: Look,
    title: String,
    paragraphs: Vec<String>,
    /// A link with its text.
    onward: Option<(String, String)>,
}

/// The form; with the code of what is wrong with the password that was tried, if one was.
pub fn join(invited: &Invited, user: &UserRecord, chosen: Option<Language>, fault: Option<&str>) -> Response {
    let words = about(invited, chosen)
        .with_own("min", MIN_PASSWORD)
        .with_own("max", MAX_PASSWORD)
        // The page's script counts.
        .with_own("count", "{count}");
    let page = Join {
        account: harmless(&invited.account),
        inviter: invited.inviter.as_deref().map(harmless),
        login_email: &user.login_email,
        chosen: chosen.map(Language::tag),
        error: fault.map(|code| words.say(message_of(code))),
        min: MIN_PASSWORD,
        look: Look::of(words),
    };
    let status = if fault.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    respond(status, page.look.words.tag(), page.render())
}

/// What to do, by the code of what is wrong with a password.
pub fn message_of(code: &str) -> &'static str {
    match code {
        "required" => "password-required",
        "too-short" => "password-too-short",
        "too-long" => "password-too-long",
        "too-common" => "password-too-common",
        "personal" => "password-personal",
        _ => "password-unreadable",
    }
}

/// After the invitation was accepted.
pub fn welcome(invited: &Invited, user: &UserRecord, chosen: Option<Language>, public_url: &Url) -> Response {
    let words = about(invited, chosen).with("firstName", &user.first_name);
    let page = Welcome {
        look: Look::for_once(words),
        login_email: &user.login_email,
        is_administrator: user.role == Role::Administrator,
        sign_in: sign_in_link(public_url, Some(&user.login_email)),
        application: APPLICATION,
    };
    respond(StatusCode::OK, page.look.words.tag(), page.render())
}

/// A link that opens nothing any more, with what to do instead.
pub fn ended(invited: &Invited, chosen: Option<Language>, public_url: &Url) -> Response {
    let words = by(about(invited, chosen), invited.helper.as_deref());
    let (title, says): (_, &[&str]) = match invited.standing {
        InvitationStanding::Expired => ("expired-title", &["expired-lead", "expired-do"]),
        InvitationStanding::Used => ("used-title", &["used-lead", "used-do", "used-alarm"]),
        InvitationStanding::Revoked | InvitationStanding::Valid => ("revoked-title", &["revoked-lead", "revoked-do"]),
    };
    let used = invited.standing == InvitationStanding::Used;
    let onward = used.then(|| (sign_in_link(public_url, None).to_string(), words.say("welcome-open")));
    notice(StatusCode::GONE, words, title, says, onward)
}

/// A link that no invitation ever had.
pub fn unknown(language: Language) -> Response {
    notice(
        StatusCode::NOT_FOUND,
        Words::new(language),
        "unknown-title",
        &["unknown-lead", "unknown-do"],
        None,
    )
}

/// A form that is not one.
pub fn malformed(status: StatusCode, language: Language) -> Response {
    trouble(status, language, "malformed-title", "malformed-lead")
}

/// A link that is not known, or why that is not even looked up.
pub fn refused(refusal: Refusal, language: Language) -> Response {
    match refusal {
        Refusal::Problem(problem) if problem.code == ProblemCode::InvitationUnknown => unknown(language),
        other => failed(other, language),
    }
}

/// Too much was tried, the database is out of reach, or something broke.
pub fn failed(refusal: Refusal, language: Language) -> Response {
    let wait = refusal.retry_after();
    let (status, title, says) = match refusal.into_problem().code {
        ProblemCode::TooManyAttempts => (StatusCode::TOO_MANY_REQUESTS, "too-many-title", "too-many-lead"),
        ProblemCode::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "unavailable-title", "unavailable-lead"),
        _ => (StatusCode::INTERNAL_SERVER_ERROR, "failed-title", "failed-lead"),
    };
    until(wait, trouble(status, language, title, says))
}

/// With a way back to the same address: relative, so that the page does not repeat the secret in it.
fn trouble(status: StatusCode, language: Language, title: &str, says: &str) -> Response {
    let words = Words::new(language);
    let onward = Some((format!("?lang={}", language.tag()), words.say("trouble-back")));
    notice(status, words, title, &[says], onward)
}

/// A page of a few words.
pub fn notice(
    status: StatusCode,
    words: Words,
    title: &str,
    says: &[&str],
    onward: Option<(String, String)>,
) -> Response {
    let (title, paragraphs) = (words.say(title), says.iter().map(|id| words.say(id)).collect());
    let page = Notice {
        look: Look::of(words),
        title,
        paragraphs,
        onward,
    };
    respond(status, page.look.words.tag(), page.render())
}

/// What every page about an invitation speaks of.
fn about(invited: &Invited, chosen: Option<Language>) -> Words {
    let words = Words::new(chosen.unwrap_or(invited.language))
        .with("account", &invited.account)
        .with_moment("until", "untilDate", invited.expires_at);
    by(words, invited.inviter.as_deref())
}

fn by(words: Words, person: Option<&str>) -> Words {
    let words = words.with_own("by", if person.is_some() { "person" } else { "nobody" });
    words.with("inviter", person.unwrap_or_default())
}

/// Opens the desktop at its sign-in, with the server and the login filled in.
pub fn sign_in_link(public_url: &Url, login_email: Option<&str>) -> Url {
    let mut link = Url::parse("roster://sign-in").expect("it is a URL");
    link.query_pairs_mut().append_pair("server", public_url.as_str());
    if let Some(login_email) = login_email {
        link.query_pairs_mut().append_pair("login", login_email);
    }
    link
}

#[cfg(test)]
mod tests {
    use roster_domain::{NewPassword, PasswordProblem, PersonalWords};

    use super::*;

    #[test]
    fn the_bounds_on_the_page_are_those_of_the_rules() {
        let of_length = |length: i64| {
            let text: String = ('a'..).take(usize::try_from(length).unwrap()).collect();
            NewPassword::parse(&text, &PersonalWords::default()).map(drop)
        };
        assert_eq!(of_length(MIN_PASSWORD - 1), Err(PasswordProblem::TooShort));
        assert_ne!(of_length(MIN_PASSWORD), Err(PasswordProblem::TooShort));
        assert_ne!(of_length(MAX_PASSWORD), Err(PasswordProblem::TooLong));
        assert_eq!(of_length(MAX_PASSWORD + 1), Err(PasswordProblem::TooLong));
    }
}
