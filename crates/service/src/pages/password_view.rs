//! The pages of a forgotten password: what their templates are filled in with.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use roster_contract::ProblemCode;
use roster_domain::Language;
use roster_store::users::UserRecord;
use url::Url;

use crate::app::page_url;
use crate::kernel::password_reset::Purpose;
use crate::kernel::refusal::Refusal;
use crate::pages::look::{Look, respond, until};
use crate::pages::view::{MAX_PASSWORD, MIN_PASSWORD, message_of, notice, sign_in_link};
use crate::texts::Words;

#[derive(Template)]
#[template(path = "pages/forgotten.html")]
struct Forgotten {
    look: Look,
    /// The language chosen in the address, which the form keeps.
    chosen: Option<&'static str>,
    error: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/reset.html")]
struct Reset<'a> {
    look: Look,
    title: String,
    lead: String,
    save: String,
    login_email: &'a str,
    chosen: Option<&'static str>,
    error: Option<String>,
    min: i64,
}

/// The form that asks for a link; a second time, when nothing was in it.
pub fn forgotten(language: Language, chosen: Option<Language>, was_empty: bool) -> Response {
    let words = Words::new(language);
    let page = Forgotten {
        chosen: chosen.map(Language::tag),
        error: was_empty.then(|| words.say("forgotten-required")),
        look: Look::of(words),
    };
    let status = if was_empty {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    respond(status, page.look.words.tag(), page.render())
}

/// The same whoever was asked for.
pub fn sent(language: Language) -> Response {
    let says = ["forgotten-sent-lead", "forgotten-sent-do", "forgotten-sent-else"];
    notice(
        StatusCode::OK,
        Words::new(language),
        "forgotten-sent-title",
        &says,
        None,
    )
}

/// The form for a new password, which also sets a communication email back where one is given; with the code of what is wrong with
/// the password that was tried, if one was.
pub fn reset(
    user: &UserRecord,
    restores_email: Option<&str>,
    chosen: Option<Language>,
    fault: Option<&str>,
) -> Response {
    let words = Words::new(chosen.unwrap_or(user.language))
        .with("email", restores_email.unwrap_or_default())
        .with_own("min", MIN_PASSWORD)
        .with_own("max", MAX_PASSWORD)
        // The page's script counts.
        .with_own("count", "{count}");
    let [title, lead, save] = match restores_email {
        None => ["reset-title", "reset-lead", "reset-save"],
        Some(_) => ["restore-title", "restore-lead", "restore-save"],
    }
    .map(|id| words.say(id));
    let page = Reset {
        title,
        lead,
        save,
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

/// After the new password was set, and the communication email back.
pub fn done(user: &UserRecord, restored_email: Option<&str>, language: Language, public_url: &Url) -> Response {
    let words = Words::new(language).with("email", restored_email.unwrap_or_default());
    let onward = (
        sign_in_link(public_url, Some(&user.login_email)).to_string(),
        words.say("welcome-open"),
    );
    let (title, says): (_, &[&str]) = match restored_email {
        None => ("reset-done-title", &["reset-done-lead"]),
        Some(_) => ("restore-done-title", &["restore-done-lead", "reset-done-lead"]),
    };
    notice(StatusCode::OK, words, title, says, Some(onward))
}

/// A link that opens nothing, or nothing any more: which of both is nobody's business.
pub fn ended(purpose: Purpose, language: Language, public_url: &Url) -> Response {
    let words = Words::new(language);
    let (says, onward): (&[&str], _) = match purpose {
        Purpose::Forgotten => {
            let again = page_url(public_url, ["password", "forgotten"]);
            let onward = (again.to_string(), words.say("reset-ended-again"));
            (&["reset-ended-lead"], Some(onward))
        }
        Purpose::Restoration => (&["restore-ended-lead", "restore-ended-do"], None),
    };
    notice(StatusCode::GONE, words, "reset-ended-title", says, onward)
}

/// A form that is not one.
pub fn malformed(status: StatusCode, language: Language) -> Response {
    trouble(status, language, "malformed-title", "reset-trouble-lead")
}

/// Too much was tried, the database is out of reach, or something broke.
pub fn failed(refusal: Refusal, language: Language) -> Response {
    let wait = refusal.retry_after();
    let (status, title, says) = match refusal.into_problem().code {
        ProblemCode::TooManyAttempts => (StatusCode::TOO_MANY_REQUESTS, "too-many-title", "reset-too-many-lead"),
        ProblemCode::Unavailable => (
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable-title",
            "reset-trouble-lead",
        ),
        _ => (StatusCode::INTERNAL_SERVER_ERROR, "failed-title", "reset-trouble-lead"),
    };
    until(wait, trouble(status, language, title, says))
}

/// With a way back to the same address: relative, so that the page does not repeat a secret in it.
fn trouble(status: StatusCode, language: Language, title: &str, says: &str) -> Response {
    let words = Words::new(language);
    let onward = Some((format!("?lang={}", language.tag()), words.say("reset-back")));
    notice(status, words, title, &[says], onward)
}
