use mail_parser::{Message as Parsed, MessageParser, MimeHeaders};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

const ID: MailId = MailId::from_uuid(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001));

fn sender() -> Sender {
    "Roster <roster@mail.example.com>".parse().unwrap()
}

fn letter<'a>(recipient_name: &'a str, recipient: &'a str, subject: &str) -> Letter<'a> {
    Letter {
        id: ID,
        invitation: None,
        language: Language::PtBr,
        recipient_name,
        recipient,
        queued_at: "2026-03-02T09:00:00.123456Z".parse().unwrap(),
        content: Content {
            subject: subject.to_owned(),
            text: "Olá\nhttps://roster.example/x".to_owned(),
            html: "<p>Olá</p>".to_owned(),
        },
    }
}

fn seal(recipient_name: &str, recipient: &str, subject: &str) -> Sealed {
    letter(recipient_name, recipient, subject).seal(&sender()).unwrap()
}

fn parse(sealed: &Sealed) -> Parsed<'_> {
    MessageParser::default().parse(&sealed.bytes).unwrap()
}

fn header_names(sealed: &Sealed) -> Vec<String> {
    let text = String::from_utf8(sealed.bytes.clone()).unwrap();
    let head = text.split("\r\n\r\n").next().unwrap().to_owned();
    assert!(
        !head.replace("\r\n", "").contains(['\r', '\n']),
        "only whole line ends: {head:?}"
    );
    let lines = head.split("\r\n").filter(|line| !line.starts_with([' ', '\t']));
    lines.map(|line| line.split_once(':').unwrap().0.to_owned()).collect()
}

#[test]
fn a_letter_has_the_headers_that_programs_look_for() {
    let sealed = seal("Ada Lovelace", "ada@example.com", "Convite");
    let parsed = parse(&sealed);
    assert_eq!(
        parsed.message_id(),
        Some("01900000000070008000000000000001@mail.example.com")
    );
    assert_eq!(parsed.date().unwrap().to_rfc3339(), "2026-03-02T09:00:00Z");
    assert_eq!(
        parsed.from().unwrap().first().unwrap().address(),
        Some("roster@mail.example.com")
    );
    assert_eq!(parsed.to().unwrap().first().unwrap().name(), Some("Ada Lovelace"));
    assert_eq!(parsed.header_raw("Auto-Submitted").unwrap().trim(), "auto-generated");
    assert_eq!(parsed.header_raw("Content-Language").unwrap().trim(), "pt-BR");
    assert_eq!(parsed.header_raw("MIME-Version").unwrap().trim(), "1.0");
    assert_eq!(parsed.content_type().unwrap().subtype(), Some("alternative"));
    assert_eq!(parsed.body_text(0).unwrap(), "Olá\r\nhttps://roster.example/x");
    assert_eq!(parsed.body_html(0).unwrap(), "<p>Olá</p>");
    assert_eq!(
        sealed.file_name,
        "20260302T090000Z-01900000-0000-7000-8000-000000000001.eml"
    );
}

#[test]
fn a_retry_repeats_the_bytes_and_a_newer_link_is_another_message() {
    let first = seal("Ada", "ada@example.com", "Convite");
    assert_eq!(first.bytes, seal("Ada", "ada@example.com", "Convite").bytes);
    let newer = Letter {
        invitation: Some(InvitationId::from_uuid(Uuid::from_u128(7))),
        ..letter("Ada", "ada@example.com", "Convite")
    };
    let newer = newer.seal(&sender()).unwrap();
    assert_ne!(parse(&newer).message_id(), parse(&first).message_id());
    assert_eq!(newer.file_name, first.file_name);
}

#[test]
fn names_and_subjects_stay_in_their_headers() {
    let plain = header_names(&seal("Ada", "ada@example.com", "Convite"));
    for text in [
        "Ada\r\nBcc: eve@example.com",
        "Ada\nSubject: other",
        "\r\n\r\n<p>body</p>",
        "Ada\" <eve@example.com>, \"",
        "Lovelace, Ada",
        "<eve@example.com>",
        "Ada\\",
        "\u{202E}ada\u{2066}",
        "عدا لوفليس",
        "\0\u{1b}[2J\u{2028}",
        "😀 Ada 😀 with a name so long that the header has to be folded more than once to stay in its lines",
    ] {
        let sealed = seal(text, "ada@example.com", text);
        assert_eq!(header_names(&sealed), plain, "{text:?}");
        let parsed = parse(&sealed);
        let to: Vec<_> = parsed.to().unwrap().iter().collect();
        assert_eq!(to.len(), 1, "{text:?}: {to:?}");
        assert_eq!(to[0].address(), Some("ada@example.com"), "{text:?}");
        assert_eq!(to[0].name(), Some(harmless(text).trim()), "{text:?}");
        assert_eq!(parsed.subject().unwrap().trim(), harmless(text).trim(), "{text:?}");
        assert_eq!(sealed.envelope.to().len(), 1);
    }
}

#[test]
fn what_looks_like_an_encoded_word_is_not_decoded() {
    let disguised = "=?utf-8?q?Your_bank=0D=0A?=";
    let sealed = seal(disguised, "ada@example.com", disguised);
    let parsed = parse(&sealed);
    assert_eq!(parsed.subject().unwrap().replace('\u{2060}', ""), disguised);
    assert_eq!(parsed.to().unwrap().first().unwrap().name(), Some(disguised));
}

#[test]
fn a_nameless_recipient_is_an_address_alone() {
    let sealed = seal(" \r\n", "ada@example.com", "Convite");
    assert_eq!(parse(&sealed).to().unwrap().first().unwrap().name(), None);
}

#[test]
fn an_international_domain_becomes_ascii_and_an_international_local_part_stays() {
    let ascii = seal("Zoë", "zoe@bücher.example", "Convite");
    assert_eq!(ascii.envelope.to()[0].to_string(), "zoe@xn--bcher-kva.example");
    assert!(ascii.bytes.is_ascii());
    let utf8 = seal("Zoë", "zoë@bücher.example", "Convite");
    assert_eq!(utf8.envelope.to()[0].to_string(), "zoë@xn--bcher-kva.example");
    assert_eq!(
        parse(&utf8).to().unwrap().first().unwrap().address(),
        Some("zoë@xn--bcher-kva.example")
    );
}

#[test]
fn letters_with_combining_marks_are_written_to() {
    for address in [
        "उपयोगकर्ता@example.com",
        "தமிழ்@example.com",
        "ผู้ใช้@example.com",
        "نامه\u{200C}ای@example.com",
    ] {
        assert_eq!(seal("Ada", address, "Convite").envelope.to()[0].to_string(), address);
    }
}

#[test]
fn an_address_of_earlier_rules_is_written_to() {
    assert_eq!(
        seal("Ada", "o’brien@example.com", "Convite").envelope.to()[0].to_string(),
        "o’brien@example.com"
    );
}

#[test]
fn no_line_is_longer_than_smtp_takes() {
    let mut long = letter("Ada", "ada@example.com", &"palavra ".repeat(60));
    long.content.html = format!("<p>{}</p>", "x".repeat(5_000));
    let sealed = long.seal(&sender()).unwrap();
    assert!(sealed.bytes.split(|byte| *byte == b'\n').all(|line| line.len() <= 999));
}

/// Addresses of every script, with what is punctuation, mark, symbol or invisible there.
fn local_part() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~éß-]{1,20}(\\.[a-z0-9é]{1,10}){0,2}",
        "[a-z\\p{L}\\p{M}\\p{N}\\p{S}]{1,10}",
        "[a-zé\\p{P}\\p{Cf}]{1,8}",
        "\\p{L}[\\p{Mn}\\p{Mc}\u{200C}\u{200D}]{0,3}\\p{L}",
    ]
}

proptest! {
    #[test]
    fn whatever_the_domain_takes_for_an_address_can_be_written_to(
        local in local_part(),
        domain in "[a-z0-9ü]{1,20}(-[a-z]{1,5})?(\\.[a-z]{1,10}){0,3}|\\p{L}{1,6}\\.[a-z]{2,6}",
    ) {
        let address = format!("{local}@{domain}");
        if let Ok(email) = CommunicationEmail::parse(&address) {
            let sealed = letter("Ada", &address, "Convite").seal(&sender());
            prop_assert!(sealed.is_ok(), "{address}: {:?}", sealed.err());
            let sealed = sealed.unwrap();
            prop_assert_eq!(sealed.envelope.to()[0].to_string(), email.mailbox());
            let read = parse(&sealed).to().and_then(|to| to.first()).and_then(|to| to.address()).map(str::to_owned);
            prop_assert_eq!(read.as_deref(), Some(email.mailbox()));
        }
    }

    #[test]
    fn no_name_and_no_subject_makes_another_header(name in "\\PC{0,40}|.{0,20}[\r\n].{0,20}", subject in "(?s).{0,120}") {
        let sealed = seal(&name, "ada@example.com", &subject);
        prop_assert_eq!(header_names(&sealed), header_names(&seal("Ada", "ada@example.com", "Convite")));
    }
}
