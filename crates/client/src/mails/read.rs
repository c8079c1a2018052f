use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;
use mail_parser::{Address, Message, MessageParser, PartType};

use crate::view::{Mail, MailSummary};

/// No mail of the service is anywhere near that long.
const MAX_LENGTH: u64 = 4 << 20;

/// A file that is a mail by its name.
#[derive(Debug)]
pub(super) struct MailFile {
    pub id: String,
    pub path: PathBuf,
    pub written: SystemTime,
}

/// The mails in a folder, the newest first. None when the folder is not there yet.
pub(super) fn files(folder: &Path) -> io::Result<Vec<MailFile>> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry?;
        let path = entry.path();
        // What is still being written has another name.
        if path.extension().is_some_and(|extension| extension == "eml")
            && let Some(id) = path.file_stem().and_then(|stem| stem.to_str())
        {
            let written = entry.metadata()?.modified()?;
            files.push(MailFile {
                id: id.to_owned(),
                path,
                written,
            });
        }
    }
    files.sort_by(|a, b| (b.written, &b.id).cmp(&(a.written, &a.id)));
    Ok(files)
}

/// Reads one mail; `None` for a file that is none, or is gone.
pub(super) fn read(file: &MailFile) -> Option<Mail> {
    let length = std::fs::metadata(&file.path).ok()?.len();
    let bytes = (length <= MAX_LENGTH).then(|| std::fs::read(&file.path).ok())??;
    let message = MessageParser::default().parse(&bytes)?;
    let text = message.body_text(0).unwrap_or_default().into_owned();
    let html = message
        .body_html(0)
        .filter(|_| has_html(&message))
        .map(std::borrow::Cow::into_owned);
    let link = invitation_link(&text).or_else(|| html.as_deref().and_then(invitation_link));
    let summary = MailSummary {
        id: file.id.clone(),
        to: addresses(message.to()),
        subject: message.subject().unwrap_or_default().to_owned(),
        date: date(&message, file.written).to_string(),
        has_link: link.is_some(),
    };
    Some(Mail {
        summary,
        from: addresses(message.from()),
        text,
        html,
        link,
    })
}

/// The parser makes HTML of a mail that has none.
fn has_html(message: &Message<'_>) -> bool {
    message.html_bodies().any(|part| matches!(part.body, PartType::Html(_)))
}

fn date(message: &Message<'_>, written: SystemTime) -> Timestamp {
    let sent = message
        .date()
        .and_then(|date| Timestamp::from_second(date.to_timestamp()).ok());
    sent.or_else(|| Timestamp::try_from(written).ok())
        .unwrap_or(Timestamp::UNIX_EPOCH)
}

fn addresses(list: Option<&Address<'_>>) -> String {
    let shown = list
        .into_iter()
        .flat_map(Address::iter)
        .map(|address| match (address.name(), address.address()) {
            (Some(name), Some(address)) => format!("{name} <{address}>"),
            (None, Some(address)) => address.to_owned(),
            (name, None) => name.unwrap_or_default().to_owned(),
        });
    shown.collect::<Vec<_>>().join(", ")
}

/// The first link to a page of the service: of an invitation, or of a forgotten password.
fn invitation_link(text: &str) -> Option<String> {
    let ends = |character: char| character.is_whitespace() || matches!(character, '"' | '\'' | '<' | '>' | ')');
    text.match_indices("http").find_map(|(start, _)| {
        let link = &text[start..];
        let link = &link[..link.find(ends).unwrap_or(link.len())];
        let path = link.strip_prefix("http://").or_else(|| link.strip_prefix("https://"))?;
        let pages = ["/invitations/", "/password/reset/"];
        pages.iter().any(|page| path.contains(page)).then(|| link.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_in_text_and_in_html() {
        let link = "http://127.0.0.1:7867/invitations/abc-DEF_1";
        for text in [
            format!("Open this:\r\n\r\n{link}\r\n\r\nhttp is a protocol"),
            format!("See https://example.com/help, then <{link}>"),
            format!("<a href=\"https://example.com\">x</a><a href=\"{link}\">y</a>"),
        ] {
            assert_eq!(invitation_link(&text).as_deref(), Some(link), "{text}");
        }
        assert_eq!(
            invitation_link("httpx://x/invitations/ and https://example.com/invite"),
            None
        );
    }

    fn only(folder: &Path) -> Option<Mail> {
        let [file] = &files(folder).unwrap()[..] else {
            panic!("one mail")
        };
        read(file)
    }

    #[test]
    fn a_mail_is_read_as_it_was_meant() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m1.eml");
        let eml = "From: Roster <roster@localhost>\r\nTo: =?utf-8?q?Zo=C3=AB?= <zoe@example.com>\r\n\
            Subject: =?utf-8?q?Bienvenue_=C3=A0_Roster?=\r\nDate: Mon, 02 Mar 2026 10:00:00 +0100\r\n\
            MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n\
            --b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            Bonjour Zo=C3=AB\r\nhttp://127.0.0.1:1/invitations/to=\r\nken\r\n\
            --b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Bonjour</p>\r\n--b--\r\n";
        std::fs::write(&path, eml).unwrap();
        let mail = only(folder.path()).unwrap();
        assert_eq!(mail.summary.to, "Zoë <zoe@example.com>");
        assert_eq!(mail.summary.subject, "Bienvenue à Roster");
        assert_eq!(mail.summary.date, "2026-03-02T09:00:00Z");
        assert_eq!(mail.from, "Roster <roster@localhost>");
        assert!(mail.text.starts_with("Bonjour Zoë"));
        assert_eq!(mail.html.as_deref().map(str::trim), Some("<p>Bonjour</p>"));
        assert_eq!(mail.link.as_deref(), Some("http://127.0.0.1:1/invitations/token"));
        assert!(!format!("{mail:?}").contains("token"));

        std::fs::write(&path, "Subject: plain\r\nTo: a@example.com\r\n\r\njust text\r\n").unwrap();
        let plain = only(folder.path()).unwrap();
        assert_eq!((plain.html, plain.link, plain.summary.has_link), (None, None, false));
        std::fs::write(&path, "").unwrap();
        assert_eq!(only(folder.path()), None, "a file that is no mail");
    }

    #[test]
    fn only_finished_mails_are_listed() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.eml", "b.eml.tmp", ".c", "d.txt"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        let ids: Vec<_> = files(folder.path()).unwrap().into_iter().map(|file| file.id).collect();
        assert_eq!(ids, ["a"]);
        assert!(files(&folder.path().join("none")).unwrap().is_empty());
    }
}
