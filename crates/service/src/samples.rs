//! Every mail and every page, written from a sample in every language, and looked over as a whole.
//!
//! To see them in a browser: `ROSTER_SAMPLES=FOLDER cargo test -p roster-service samples` writes them into that folder.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use roster_contract::ProblemCode;
use roster_domain::{AccountId, InvitationStanding, Language, Role, UserId, UserStatus};
use roster_store::Micros;
use roster_store::users::UserRecord;
use url::Url;
use uuid::Uuid;

use crate::kernel::password_reset::Purpose;
use crate::kernel::refusal::Refusal;
use crate::mail::samples::{invitation, notices};
use crate::pages::link::Invited;
use crate::pages::{password_view, view};

const LINK: &str = "https://roster.example/invitations/30N18E6hGxm25rmhfm5ZFXTQek-ngT9WvxUadiQc540";

const RESET_LINK: &str = "https://roster.example/password/reset/30N18E6hGxm25rmhfm5ZFXTQek-ngT9WvxUadiQc540";

/// What a hostile or unlucky name may hold: markup, quotes, a line break, a script written from the right.
const AWKWARD: &str = "<b>\"Ada\"</b> & 'Co',\r\nشركة";

fn moment() -> Timestamp {
    "2026-03-09T09:00:00Z".parse().unwrap()
}

fn user(role: Role, language: Language) -> UserRecord {
    let at = Micros::from(moment());
    UserRecord {
        id: UserId::from_uuid(Uuid::from_u128(1)),
        account_id: AccountId::from_uuid(Uuid::from_u128(2)),
        first_name: "Ada".to_owned(),
        last_name: "Lovelace".to_owned(),
        login_email: "ada+roster@example.com".to_owned(),
        communication_email: "ada@home.example".to_owned(),
        language,
        role,
        billing_manager: false,
        status: UserStatus::Pending,
        entered: false,
        password_hash: None,
        version: 1,
        billing_version: 0,
        revision: 1,
        billing_revision: 1,
        created_at: at,
        updated_at: at,
        billing_updated_at: at,
        last_active_at: None,
    }
}

fn invited(standing: InvitationStanding, language: Language, person: Option<&str>) -> Invited {
    Invited {
        standing,
        account: "Analytical Engines".to_owned(),
        inviter: person.map(str::to_owned),
        helper: person.map(str::to_owned),
        user: Some(user(Role::User, language)),
        language,
        expires_at: moment(),
    }
}

/// Every page there is, by name and status.
fn pages(language: Language) -> Vec<(&'static str, u16, Response)> {
    let server = Url::parse("https://roster.example/").unwrap();
    let (member, administrator) = (user(Role::User, language), user(Role::Administrator, language));
    let by = |standing, person| invited(standing, language, person);
    let valid = by(InvitationStanding::Valid, Some("Grace Hopper"));
    let ended = |standing, person| view::ended(&by(standing, person), None, &server);
    let mut pages = vec![
        ("join", 200, view::join(&valid, &member, None, None)),
        (
            "join-by-nobody",
            200,
            view::join(&by(InvitationStanding::Valid, None), &member, Some(language), None),
        ),
        ("welcome-user", 200, view::welcome(&valid, &member, None, &server)),
        (
            "welcome-administrator",
            200,
            view::welcome(&valid, &administrator, None, &server),
        ),
        ("expired", 410, ended(InvitationStanding::Expired, Some("Grace Hopper"))),
        ("expired-by-nobody", 410, ended(InvitationStanding::Expired, None)),
        ("used", 410, ended(InvitationStanding::Used, Some("Grace Hopper"))),
        ("used-by-nobody", 410, ended(InvitationStanding::Used, None)),
        ("revoked", 410, ended(InvitationStanding::Revoked, Some("Grace Hopper"))),
        ("revoked-by-nobody", 410, ended(InvitationStanding::Revoked, None)),
        ("unknown", 404, view::unknown(language)),
        (
            "malformed",
            415,
            view::malformed(StatusCode::UNSUPPORTED_MEDIA_TYPE, language),
        ),
        (
            "unavailable",
            503,
            view::failed(ProblemCode::Unavailable.into(), language),
        ),
        (
            "too-many",
            429,
            view::failed(Refusal::Wait(SignedDuration::from_mins(15)), language),
        ),
        ("failed", 500, view::failed(ProblemCode::InternalError.into(), language)),
    ];
    pages.extend(password_pages(&member, language, &server));
    for fault in [
        "required",
        "too-short",
        "too-long",
        "too-common",
        "personal",
        "unreadable",
    ] {
        pages.push((fault, 422, view::join(&valid, &member, None, Some(fault))));
    }
    pages
}

/// The pages of a forgotten password and of an address that is set back.
fn password_pages(member: &UserRecord, language: Language, server: &Url) -> Vec<(&'static str, u16, Response)> {
    vec![
        ("forgotten", 200, password_view::forgotten(language, None, false)),
        (
            "forgotten-empty",
            422,
            password_view::forgotten(language, Some(language), true),
        ),
        ("forgotten-sent", 200, password_view::sent(language)),
        ("reset", 200, password_view::reset(member, None, None, None)),
        (
            "reset-too-short",
            422,
            password_view::reset(member, None, Some(language), Some("too-short")),
        ),
        ("reset-done", 200, password_view::done(member, None, language, server)),
        (
            "reset-ended",
            410,
            password_view::ended(Purpose::Forgotten, language, server),
        ),
        (
            "restore",
            200,
            password_view::reset(member, Some("ada@home.example"), None, None),
        ),
        (
            "restore-too-short",
            422,
            password_view::reset(member, Some("ada@home.example"), Some(language), Some("too-short")),
        ),
        (
            "restore-done",
            200,
            password_view::done(member, Some("ada@home.example"), language, server),
        ),
        (
            "restore-ended",
            410,
            password_view::ended(Purpose::Restoration, language, server),
        ),
        (
            "reset-malformed",
            415,
            password_view::malformed(StatusCode::UNSUPPORTED_MEDIA_TYPE, language),
        ),
        (
            "reset-too-many",
            429,
            password_view::failed(Refusal::Wait(SignedDuration::from_mins(15)), language),
        ),
        (
            "reset-unavailable",
            503,
            password_view::failed(ProblemCode::Unavailable.into(), language),
        ),
        (
            "reset-failed",
            500,
            password_view::failed(ProblemCode::InternalError.into(), language),
        ),
    ]
}

async fn html(response: Response) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Writes a sample to where somebody asked for it.
fn lay_out(name: &str, language: Language, html: &str) {
    if let Some(folder) = std::env::var_os("ROSTER_SAMPLES") {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(
            std::path::Path::new(&folder).join(format!("{name}.{language}.html")),
            html,
        )
        .unwrap();
    }
}

/// Style and script are reviewed where they stand.
fn without_style_and_script(page: &str) -> String {
    let mut page = page.to_owned();
    for (open, close) in [
        ("<style>", "</style>"),
        ("<script>", "</script>"),
        ("<link ", ">"),
        ("<svg ", "</svg>"),
    ] {
        while let Some(from) = page.find(open) {
            let to = from + page[from..].find(close).expect("what is opened is closed") + close.len();
            page.replace_range(from..to, "");
        }
    }
    page
}

#[tokio::test]
async fn every_page_reads_well_in_every_language() {
    for language in Language::ALL {
        let mut all = String::new();
        for (name, status, response) in pages(*language) {
            assert_eq!(response.status().as_u16(), status, "{name}");
            assert_eq!(response.headers()["content-language"], language.tag());
            let page = html(response).await;
            check_html(&page, *language);
            lay_out(name, *language, &page);
            assert!(!page.contains("30N18E6"), "{name} repeats the secret in its address");
            let bare = without_style_and_script(&page);
            all = format!("{all}===== {name}: {status}\n{bare}\n");
        }
        insta::assert_snapshot!(format!("pages@{language}"), all);
    }
}

#[test]
fn every_mail_reads_well_in_every_language() {
    let link = Url::parse(LINK).unwrap();
    for language in Language::ALL {
        let invitations = [
            ("invitation", Some("Grace Hopper"), false),
            ("invitation-by-nobody", None, false),
            ("invitation-of-one-restored", Some("Grace Hopper"), true),
        ];
        for (name, inviter, comes_back) in invitations {
            let content = invitation(*language, "Analytical Engines", inviter, comes_back, &link, moment());
            check_html(&content.html, *language);
            lay_out(name, *language, &content.html);
            assert!(
                content.text.contains(&format!("\n{LINK}\n")),
                "on a line of its own: {}",
                content.text
            );
            assert!(content.html.contains(&format!(">{LINK}</a>")), "visible as text");
            assert!(content.html.contains(&format!("<a href=\"{LINK}\"")), "as a button");
            for text in [&content.text, &content.html] {
                assert!(text.contains("ada+roster@example.com") && text.contains("Analytical Engines"));
                assert_eq!(text.contains("Grace Hopper"), inviter.is_some());
                assert!(text.contains("UTC") && text.contains("2026"));
            }
            assert!(
                !content.html.contains("<img") && !content.html.contains("http:"),
                "nothing to fetch"
            );
            let whole = format!(
                "Subject: {}\n\n{}\n=====\n{}",
                content.subject, content.text, content.html
            );
            insta::assert_snapshot!(format!("{name}@{language}"), whole);
        }
    }
}

#[test]
fn every_notice_reads_well_in_every_language() {
    for language in Language::ALL {
        let mut all = String::new();
        for (name, notice) in notices("Grace Hopper", moment()) {
            let link = Url::parse(RESET_LINK).unwrap();
            let has_link = ["password-forgotten", "email-changed-with-a-way-back"].contains(&name);
            let link = Some(&link).filter(|_| has_link);
            let content = notice.write(*language, link).unwrap();
            check_html(&content.html, *language);
            lay_out(name, *language, &content.html);
            for text in [&content.text, &content.html] {
                assert!(text.contains("Analytical Engines") && text.contains("UTC"), "{name}");
            }
            assert_eq!(content.text.contains(&format!("\n{RESET_LINK}\n")), link.is_some());
            assert!(
                !content.html.contains("<img") && content.html.contains("http") == link.is_some(),
                "nothing to fetch, and no link that a mail like it could teach one to follow"
            );
            let said = without_style_and_script(&content.html);
            let body = said.split("<h1").nth(1).expect("a heading").to_owned();
            all = format!(
                "{all}===== {name}\nSubject: {}\n\n{}\n-----\n<h1{body}\n",
                content.subject, content.text
            );
        }
        insta::assert_snapshot!(format!("notices@{language}"), all);
    }
}

#[tokio::test]
async fn markup_in_names_stays_text() {
    let link = Url::parse(LINK).unwrap();
    for language in Language::ALL {
        let mail = invitation(*language, AWKWARD, Some(AWKWARD), true, &link, moment());
        assert!(!mail.subject.contains(['\r', '\n']));
        let mut invited = invited(InvitationStanding::Valid, *language, Some(AWKWARD));
        AWKWARD.clone_into(&mut invited.account);
        let mut user = user(Role::User, *language);
        AWKWARD.clone_into(&mut user.first_name);
        "\"><script>alert(1)</script>@example.com".clone_into(&mut user.login_email);
        let server = Url::parse("https://roster.example/").unwrap();
        let pages = [
            mail.html,
            html(view::join(&invited, &user, None, Some("personal"))).await,
            html(view::welcome(&invited, &user, None, &server)).await,
            html(view::ended(&invited, None, &server)).await,
        ];
        for (_, notice) in notices(AWKWARD, moment()) {
            let mail = notice.write(*language, None).unwrap();
            assert!(!mail.subject.contains(['\r', '\n']));
            check_html(&mail.html, *language);
            assert!(
                !mail.html.contains("<b>") && !mail.html.contains("\">Ada"),
                "{}",
                mail.html
            );
        }
        for page in pages {
            check_html(&page, *language);
            assert!(!page.contains("<b>") && !page.contains("alert(1)</script>"), "{page}");
            assert!(page.contains("&#60;b&#62;&#34;Ada&#34;"), "{page}");
        }
    }
}

/// Light checks of what a browser forgives and a screen reader does not.
fn check_html(page: &str, language: Language) {
    let direction = if language == Language::Ar { "rtl" } else { "ltr" };
    assert!(
        page.contains(&format!("<html lang=\"{language}\" dir=\"{direction}\">")),
        "{page}"
    );
    assert!(
        !page.contains("{ $") && !page.contains("{{") && !page.contains("{%"),
        "{page}"
    );
    let bare = without_style_and_script(page);
    check_tags(&bare);
    let values = |attribute: &str| -> Vec<String> {
        let start = format!(" {attribute}=\"");
        bare.split(&start)
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect()
    };
    let ids = values("id");
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "each id once: {ids:?}");
    for attribute in ["for", "aria-describedby", "aria-labelledby", "aria-controls"] {
        for reference in values(attribute).iter().flat_map(|list| list.split(' ')) {
            assert!(
                ids.iter().any(|id| id == reference),
                "{attribute} points at {reference}, which is not there"
            );
        }
    }
    for input in bare.split("<input ").skip(1) {
        let id = input
            .split("id=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .unwrap();
        assert!(values("for").iter().any(|label| label == id), "{id} has no label");
    }
    assert_eq!(bare.matches("<h1").count(), 1, "{bare}");
}

fn check_tags(html: &str) {
    const VOID: [&str; 5] = ["meta", "input", "br", "link", "!doctype"];
    let mut open: Vec<&str> = Vec::new();
    for tag in html.split('<').skip(1) {
        let name = tag.split([' ', '>', '\n']).next().unwrap();
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "in {html}"),
            None if VOID.contains(&name) => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
}
