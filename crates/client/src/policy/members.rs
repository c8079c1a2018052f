//! What the members of a policy mean, wherever they come from.

use url::Url;

use super::value::{Source, Value};
use super::{IgnoredMember, Policy, PolicyProblem, ServerRule};
use crate::http::parse_address;
use crate::view::WindowLanguage;

const SERVER: &str = "server";
const EMBEDDED: &str = "embedded";
const LANGUAGE: &str = "language";
const UPDATE_CHANNEL: &str = "updateChannel";
const KNOWN: [&str; 4] = [SERVER, EMBEDDED, LANGUAGE, UPDATE_CHANNEL];

/// The most characters that are shown of a name that somebody made up.
const LONGEST_NAME: usize = 60;

/// Reads the members of all places. Of a member that several places have, the first counts, and what comes after a place that cannot be
/// read does not count at all: that place may have said otherwise.
///
/// A wrong `server` forbids every server that this computer does not know yet; a wrong `embedded` forbids a new account on this computer.
/// A wrong `language` is ignored, since it harms nobody.
pub(super) fn read(sources: &[Source]) -> Policy {
    let mut reading = Reading::of(sources);
    let server = match reading.take(SERVER, read_server) {
        Said::Nothing => ServerRule::Any,
        Said::This(url) => ServerRule::Only(url),
        Said::Unclear => ServerRule::Unclear,
    };
    let embedded = match reading.take(EMBEDDED, read_flag) {
        Said::Nothing => true,
        Said::This(embedded) => embedded,
        Said::Unclear => false,
    };
    let language = match reading.take(LANGUAGE, read_language) {
        Said::This(language) => Some(language),
        Said::Nothing | Said::Unclear => None,
    };
    let update_channel = match reading.take(UPDATE_CHANNEL, read_text) {
        Said::This(channel) => Some(channel),
        Said::Nothing | Said::Unclear => None,
    };
    Policy {
        server,
        embedded,
        language,
        update_channel,
        sources: sources.iter().map(|source| source.name.clone()).collect(),
        ignored: reading.unknown(),
        problems: reading.problems,
    }
}

/// What all places together say of a member.
enum Said<T> {
    Nothing,
    This(T),
    /// It is there and wrong; or it may be in a place that cannot be read.
    Unclear,
}

/// A place that can be read.
struct Readable<'a> {
    name: &'a str,
    members: &'a [(String, Value)],
}

struct Reading<'a> {
    readable: Vec<Readable<'a>>,
    /// A place cannot be read.
    incomplete: bool,
    problems: Vec<PolicyProblem>,
}

impl<'a> Reading<'a> {
    fn of(sources: &'a [Source]) -> Self {
        let mut reading = Self {
            readable: Vec::new(),
            incomplete: false,
            problems: Vec::new(),
        };
        for Source { name, members } in sources {
            match members {
                Ok(members) if !reading.incomplete => reading.readable.push(Readable { name, members }),
                Ok(_) => {}
                Err(why) => {
                    reading.incomplete = true;
                    reading.complain(name, None, why.to_string());
                }
            }
        }
        reading
    }

    fn take<T>(&mut self, member: &'static str, read: impl Fn(&Value) -> Result<T, String>) -> Said<T> {
        let Some((source, values)) = self.find(member) else {
            return if self.incomplete { Said::Unclear } else { Said::Nothing };
        };
        let read = match values[..] {
            [value] => read(value),
            _ => Err("is there more than once".to_owned()),
        };
        match read {
            Ok(value) => Said::This(value),
            Err(what) => {
                self.complain(source, Some(member), what);
                Said::Unclear
            }
        }
    }

    /// The first place that has a member, and all that it says of it: its name may be there in large and in small letters.
    fn find(&self, member: &str) -> Option<(&'a str, Vec<&'a Value>)> {
        self.readable.iter().find_map(|source| {
            let members = source.members.iter();
            let values: Vec<&Value> = members
                .filter(|(name, _)| name.eq_ignore_ascii_case(member))
                .map(|(_, value)| value)
                .collect();
            (!values.is_empty()).then_some((source.name, values))
        })
    }

    fn complain(&mut self, source: &str, member: Option<&'static str>, what: String) {
        self.problems.push(PolicyProblem {
            source: source.to_owned(),
            member,
            what,
        });
    }

    /// What a later version may have a use for.
    fn unknown(&self) -> Vec<IgnoredMember> {
        let mut unknown = Vec::new();
        for source in &self.readable {
            for (name, _) in source.members {
                if !KNOWN.iter().any(|known| name.eq_ignore_ascii_case(known)) {
                    unknown.push(IgnoredMember {
                        source: source.name.to_owned(),
                        name: name.escape_debug().take(LONGEST_NAME).collect(),
                        why: "this version of Roster does not know it",
                    });
                }
            }
        }
        unknown
    }
}

fn read_text(value: &Value) -> Result<String, String> {
    match value {
        Value::Text(text) => Ok(text.trim().to_owned()),
        _ => Err("is not a text".to_owned()),
    }
}

/// The problem of an address is worded for one who types it; here, it is whose value it is that matters.
fn read_server(value: &Value) -> Result<Url, String> {
    parse_address(&read_text(value)?).map_err(|problem| format!("cannot be used. {problem}"))
}

fn read_flag(value: &Value) -> Result<bool, String> {
    match value {
        Value::Flag(flag) => Ok(*flag),
        Value::Number(0) => Ok(false),
        Value::Number(1) => Ok(true),
        _ => Err("is neither true nor false (in the registry, a DWORD of 1 or 0)".to_owned()),
    }
}

fn read_language(value: &Value) -> Result<WindowLanguage, String> {
    let tag = read_text(value)?;
    let mut known = WindowLanguage::ALL.into_iter();
    known
        .find(|language| language.tag().eq_ignore_ascii_case(&tag))
        .ok_or_else(|| {
            let tags = WindowLanguage::ALL.map(WindowLanguage::tag).join(", ");
            format!("is no language of this version's window, which are: {tags}")
        })
}

#[cfg(test)]
mod tests {
    use super::super::value::Unusable;
    use super::*;

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn source(name: &str, members: &[(&str, Value)]) -> Source {
        let members = members.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        Source {
            name: name.to_owned(),
            members: Ok(members.collect()),
        }
    }

    fn unreadable(name: &str) -> Source {
        Source {
            name: name.to_owned(),
            members: Err(Unusable::TooLarge),
        }
    }

    fn policy(members: &[(&str, Value)]) -> Policy {
        read(&[source("here", members)])
    }

    fn problems(policy: &Policy) -> Vec<String> {
        policy.problems.iter().map(ToString::to_string).collect()
    }

    fn only(url: &str) -> ServerRule {
        ServerRule::Only(url.parse().unwrap())
    }

    #[test]
    fn nothing_said_is_nothing_fixed() {
        assert_eq!(read(&[]), Policy::none());
        let empty = policy(&[]);
        assert_eq!(
            (empty.server, empty.embedded, empty.language),
            (ServerRule::Any, true, None)
        );
        assert_eq!(empty.sources, ["here"]);
    }

    #[test]
    fn every_member_is_read_as_it_is_written() {
        let fixed = policy(&[
            ("server", text(" roster.example.com ")),
            ("embedded", Value::Flag(false)),
            ("language", text("FR")),
            ("updateChannel", text("stable")),
        ]);
        assert_eq!(fixed.server, only("https://roster.example.com/"));
        assert_eq!((fixed.embedded, fixed.language), (false, Some(WindowLanguage::Fr)));
        assert_eq!(fixed.update_channel.as_deref(), Some("stable"));
        assert_eq!(problems(&fixed), [""; 0]);
        assert_eq!(fixed.ignored, []);
        // As Windows writes them.
        let fixed = policy(&[
            ("Server", text("https://x.example/roster")),
            ("EMBEDDED", Value::Number(0)),
        ]);
        assert_eq!(
            (fixed.server, fixed.embedded),
            (only("https://x.example/roster/"), false)
        );
        assert!(policy(&[("embedded", Value::Number(1))]).embedded);
    }

    #[test]
    fn a_wrong_server_leaves_none_and_is_not_quoted() {
        for wrong in [
            text(""),
            text("not an address"),
            text("ftp://secret.example"),
            text("http://secret.example"),
            text("https://ada:secret@roster.example.com"),
            Value::Flag(true),
            Value::Number(7),
            Value::Other,
        ] {
            let policy = policy(&[("server", wrong.clone())]);
            assert_eq!(policy.server, ServerRule::Unclear, "{wrong:?}");
            assert!(policy.embedded, "{wrong:?}");
            let said = problems(&policy);
            assert!(said.len() == 1 && said[0].starts_with("here: \"server\" "), "{said:?}");
            assert!(!said[0].contains("secret"), "{said:?}");
        }
    }

    #[test]
    fn whoever_wrote_of_this_computer_unclearly_did_not_mean_to_allow_it() {
        for wrong in [
            text("off"),
            text("false"),
            Value::Number(2),
            Value::Number(-1),
            Value::Other,
        ] {
            let policy = policy(&[("embedded", wrong.clone())]);
            assert!(!policy.embedded, "{wrong:?}");
            assert_eq!(policy.server, ServerRule::Any, "{wrong:?}");
            assert!(
                problems(&policy)[0].starts_with("here: \"embedded\" is neither"),
                "{wrong:?}"
            );
        }
    }

    #[test]
    fn a_language_that_is_none_of_the_windows_is_said_and_changes_nothing() {
        for wrong in [text("de"), text("fr-CA"), text(""), Value::Flag(true)] {
            let policy = policy(&[("language", wrong.clone())]);
            assert_eq!(policy.language, None, "{wrong:?}");
            assert_eq!((policy.server.clone(), policy.embedded), (ServerRule::Any, true));
            assert!(problems(&policy)[0].starts_with("here: \"language\" is "), "{wrong:?}");
        }
    }

    #[test]
    fn what_a_later_version_knows_does_no_harm() {
        let policy = policy(&[
            ("server", text("https://roster.example.com")),
            ("telemetry\u{1b}[31m", Value::Flag(false)),
            (&"x".repeat(500), Value::Other),
            ("updateChannel", text("nightly-of-2031")),
        ]);
        assert_eq!(policy.server, only("https://roster.example.com/"));
        assert_eq!(problems(&policy), [""; 0]);
        let ignored: Vec<String> = policy.ignored.iter().map(ToString::to_string).collect();
        assert!(
            ignored[0].starts_with(r#"here: "telemetry\u{1b}[31m" has no effect"#),
            "{ignored:?}"
        );
        assert!(ignored[1].len() < 150, "{ignored:?}");
        assert_eq!(ignored.len(), 2);
    }

    #[test]
    fn one_name_in_two_spellings_is_not_chosen_from() {
        let policy = policy(&[
            ("server", text("https://a.example")),
            ("Server", text("https://b.example")),
        ]);
        assert_eq!(policy.server, ServerRule::Unclear);
        assert_eq!(problems(&policy), [r#"here: "server" is there more than once"#]);
    }

    #[test]
    fn the_computers_own_counts_before_what_is_for_one_person() {
        let policy = read(&[
            source("computer", &[("server", text("https://a.example"))]),
            source(
                "person",
                &[("server", text("https://b.example")), ("embedded", Value::Flag(false))],
            ),
        ]);
        assert_eq!((&policy.server, policy.embedded), (&only("https://a.example/"), false));
        assert_eq!(policy.sources, ["computer", "person"]);
        // A wrong one, too: the other would be what the computer's own was to prevent.
        let policy = read(&[
            source("computer", &[("server", text("wrong one"))]),
            source("person", &[("server", text("https://b.example"))]),
        ]);
        assert_eq!(policy.server, ServerRule::Unclear);
    }

    #[test]
    fn what_cannot_be_read_may_have_forbidden_everything() {
        let closed = read(&[unreadable("/etc/roster/policy.toml")]);
        assert_eq!((&closed.server, closed.embedded), (&ServerRule::Unclear, false));
        assert_eq!(closed.language, None);
        assert_eq!(problems(&closed), ["/etc/roster/policy.toml is larger than 64 KiB"]);
        let before = read(&[
            source("computer", &[("embedded", Value::Flag(true))]),
            unreadable("person"),
        ]);
        assert_eq!((before.server, before.embedded), (ServerRule::Unclear, true));
        let after = read(&[
            unreadable("computer"),
            source("person", &[("embedded", Value::Flag(true))]),
        ]);
        assert!(!after.embedded);
    }
}
