//! Links that open Roster: `roster://sign-in?login=…&server=…`, from the page of one who has just been invited.

use tauri::{AppHandle, Manager, Url};
use tauri_plugin_deep_link::DeepLinkExt;
use tauri_specta::Event;

use crate::events::DeepLinkOpened;
use crate::state::AppState;

/// The most characters that are taken of either part.
const LONGEST: usize = 2_000;

/// What a link says; `None` when it says nothing that Roster knows. All of it is a suggestion, which the person sees and
/// confirms.
pub fn read(url: &Url) -> Option<DeepLinkOpened> {
    if url.scheme() != "roster" || url.host_str() != Some("sign-in") {
        return None;
    }
    let part = |name: &str| {
        let pair = url.query_pairs().find(|(key, _)| key == name);
        pair.map(|(_, value)| value.trim().chars().take(LONGEST).collect::<String>())
            .filter(|value| !value.is_empty())
    };
    Some(DeepLinkOpened {
        login_email: part("login"),
        server_url: part("server"),
    })
}

/// Has the system open such links with this program, where no installer has seen to it.
pub fn register(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || {
        if let Err(error) = app.deep_link().register_all() {
            tracing::info!(%error, "links will not open Roster");
        }
    });
}

/// Hands a link to the window, and brings that to the front.
pub fn open(app: &AppHandle, urls: &[Url]) {
    show_window(app);
    if let Some(link) = urls.iter().find_map(read) {
        emit(app, link);
    }
}

/// Hands over the link that Roster was started with, now that the window listens.
pub fn open_waiting(app: &AppHandle) {
    if let Some(link) = app.state::<AppState>().take_opened_with() {
        emit(app, link);
    }
}

fn emit(app: &AppHandle, link: DeepLinkOpened) {
    if let Err(error) = link.emit(app) {
        tracing::warn!(%error, "the window did not hear of a link");
    }
}

/// Brings the window to the front.
pub fn show_window(app: &AppHandle) {
    for window in app.webview_windows().values() {
        // Where the system does not let a program come forward by itself, the person will.
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(url: &str) -> Option<DeepLinkOpened> {
        read(&url.parse().unwrap())
    }

    #[test]
    fn a_link_suggests_whom_and_where() {
        let whole =
            link("roster://sign-in?login=zo%C3%AB%2Bx%40example.com&server=https%3A%2F%2Froster.example.com%2F");
        let (login_email, server_url) = (
            Some("zoë+x@example.com".to_owned()),
            Some("https://roster.example.com/".to_owned()),
        );
        assert_eq!(
            whole,
            Some(DeepLinkOpened {
                login_email,
                server_url
            })
        );
        assert_eq!(
            link("roster://sign-in"),
            Some(DeepLinkOpened {
                login_email: None,
                server_url: None
            })
        );
        let empty = link("roster://sign-in/?login=&server=%20").unwrap();
        assert_eq!((empty.login_email, empty.server_url), (None, None));
    }

    #[test]
    fn other_links_say_nothing() {
        for url in [
            "roster://delete-everything",
            "roster:sign-in",
            "https://sign-in?login=x",
            "roster://sign-in.example?login=x",
        ] {
            assert_eq!(link(url), None, "{url}");
        }
    }

    #[test]
    fn a_link_without_end_is_cut_short() {
        let login = link(&format!("roster://sign-in?login={}", "x".repeat(100_000)))
            .unwrap()
            .login_email
            .unwrap();
        assert_eq!(login.len(), LONGEST);
    }

    /// Linux opens a link with the program whose entry names the scheme, and hands it over in the place of `%u`.
    #[test]
    fn the_packages_for_linux_hand_the_link_on() {
        let entry = include_str!("../../packaging/roster.desktop");
        let settings: serde_json::Value = serde_json::from_str(include_str!("../../tauri.conf.json")).unwrap();
        let scheme = settings["plugins"]["deep-link"]["desktop"]["schemes"][0]
            .as_str()
            .unwrap();
        for wanted in ["Exec=roster %u", &format!("MimeType=x-scheme-handler/{scheme};")] {
            assert!(entry.lines().any(|line| line == wanted), "{wanted}: {entry}");
        }
    }
}
