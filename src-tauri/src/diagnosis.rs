//! What `roster --diagnose` prints.

use std::fmt::Write;

use directories::BaseDirs;
use roster_client::{Fact, FolderUse, Section, SystemClock, diagnose, folder_facts, platform_store};

use crate::{data_folder, policy};

const WEB_VIEW: &str = if cfg!(windows) {
    "WebView2"
} else if cfg!(target_os = "macos") {
    "WKWebView"
} else {
    "WebKitGTK"
};

/// Everything, as text, a line a fact.
pub fn write(identifier: &str) -> String {
    let mut text = String::from("No password, key, token, name or email is in what follows.\n");
    for Section { title, facts } in sections(identifier) {
        let _ = write!(text, "\n{title}\n");
        for Fact { name, value } in facts {
            // A value may come from a file or from the system: it is one line, whatever is in it.
            let value = value.replace(char::is_control, " ");
            let _ = writeln!(text, "  {name}: {value}");
        }
    }
    text
}

fn sections(identifier: &str) -> Vec<Section> {
    let mut sections = vec![
        Section {
            title: "Program",
            facts: program(),
        },
        Section {
            title: "Folders",
            facts: folders(identifier),
        },
    ];
    let policy = policy::read();
    match data_folder::find(identifier) {
        Ok(data) => {
            let rest = diagnose(&data, &policy, Box::new(platform_store), &SystemClock);
            sections.extend(tauri::async_runtime::block_on(rest));
        }
        Err(error) => sections.push(Section {
            title: "Data",
            facts: vec![Fact::new("folder", format!("is not known: {error}"))],
        }),
    }
    sections
}

fn program() -> Vec<Fact> {
    let build = if cfg!(debug_assertions) {
        "for development"
    } else {
        "as shipped"
    };
    let package = tauri::utils::platform::bundle_type();
    let package = package.map_or_else(|| "no package".to_owned(), |package| format!("the package {package}"));
    let web_view = tauri::webview_version().unwrap_or_else(|error| format!("not found: {error}"));
    let web_view = format!("{WEB_VIEW} {web_view}");
    vec![
        Fact::new("build", build),
        Fact::new("installed by", package),
        Fact::new("web view", web_view),
        Fact::new("log", "goes to standard error; no file is written"),
    ]
}

fn folders(identifier: &str) -> Vec<Fact> {
    let mut folders = Vec::new();
    if let Ok(path) = data_folder::find(identifier) {
        folders.push(FolderUse { name: "data", path });
    }
    if let Some(base) = BaseDirs::new() {
        let path = base.data_local_dir().join(identifier);
        folders.push(FolderUse {
            name: "web view's data",
            path,
        });
        let path = base.cache_dir().join(identifier);
        folders.push(FolderUse { name: "cache", path });
    }
    folder_facts(&folders)
}
