//! Bills of materials (CycloneDX, <https://cyclonedx.org>): which libraries each program was made of, and under which licences.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::making::{Making, VERSION, architecture, write};
use crate::command::{answer, npm, run};
use crate::folders;
use crate::setup::CYCLONEDX;

/// What CycloneDX's tool for Rust writes beside the manifests, one for each program of the workspace, and what it becomes.
const PROGRAMS: &[(&str, Option<&str>)] = &[
    ("roster_bin.cdx.json", Some("roster")),
    ("crates/service/rosterd_bin.cdx.json", Some("rosterd")),
    ("xtask/xtask_bin.cdx.json", None),
];

/// By this npm marks what is needed only to develop the interface, or to build it.
const FOR_DEVELOPMENT: &str = "cdx:npm:package:development";

pub fn make(making: &Making) -> Result<()> {
    programs(making)?;
    let bill = interface()?;
    keep(making, "roster-interface", &bill)
}

/// What Cargo links, and what it builds with: SQLCipher's and OpenSSL's sources are among the latter.
fn programs(making: &Making) -> Result<()> {
    let triple = format!("{}-unknown-linux-gnu", architecture());
    let mut command = making.tool(CYCLONEDX.program());
    command.args(["cyclonedx", "--quiet", "--format", "json", "--spec-version", "1.5"]);
    run(command.args(["--describe", "binaries", "--target", &triple]))?;
    for (written, name) in PROGRAMS {
        let written = folders::root().join(written);
        let bill = fs::read_to_string(&written).with_context(|| written.display().to_string())?;
        fs::remove_file(&written)?;
        if let Some(name) = name {
            keep(
                making,
                name,
                &serde_json::from_str(&without_place(&bill, folders::root()))?,
            )?;
        }
    }
    Ok(())
}

/// Where the checkout is on this computer is nobody's business, and differs on the next.
fn without_place(bill: &str, root: &Path) -> String {
    bill.replace(&format!("file://{}", root.display()), "file://.")
}

/// What the window's page is made of, by the lock file.
fn interface() -> Result<Value> {
    let mut command = npm("ui", &["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"]);
    let bill = answer(&mut command).context("npm sbom gave nothing")?;
    Ok(shipped(serde_json::from_str(&bill)?))
}

/// Without what is only for development. `npm sbom --omit dev` would do that, but leaves out React as well.
fn shipped(mut bill: Value) -> Value {
    let mut left_out = Vec::new();
    if let Some(components) = bill["components"].as_array_mut() {
        components.retain(|component| {
            let keep = !is_for_development(component);
            if !keep {
                left_out.push(component["bom-ref"].clone());
            }
            keep
        });
    }
    if let Some(dependencies) = bill["dependencies"].as_array_mut() {
        dependencies.retain(|dependency| !left_out.contains(&dependency["ref"]));
        for dependency in dependencies {
            if let Some(on) = dependency["dependsOn"].as_array_mut() {
                on.retain(|on| !left_out.contains(on));
            }
        }
    }
    bill
}

fn is_for_development(component: &Value) -> bool {
    let properties = component["properties"].as_array();
    properties.is_some_and(|properties| properties.iter().any(|property| property["name"] == FOR_DEVELOPMENT))
}

/// Writes a bill without what is different each time it is made.
fn keep(making: &Making, name: &str, bill: &Value) -> Result<()> {
    let mut bill = bill.clone();
    if let Some(bill) = bill.as_object_mut() {
        bill.remove("serialNumber");
    }
    bill["metadata"]["timestamp"] = json!(moment(making)?);
    let text = serde_json::to_string_pretty(&bill)? + "\n";
    write(&file_in(making.out(), name), text)
}

fn file_in(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}-{VERSION}.cdx.json"))
}

/// The moment of the packages, as RFC 3339 writes it.
fn moment(making: &Making) -> Result<String> {
    let mut date = making.tool("date");
    let date = date.args(["--utc", "+%Y-%m-%dT%H:%M:%SZ"]);
    answer(date.arg(format!("--date=@{}", making.moment))).context("date does not say what day it was")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_for_development_is_left_out_wherever_it_is_named() {
        let development = json!([{"name": FOR_DEVELOPMENT, "value": "true"}]);
        let bill = json!({
            "components": [{"bom-ref": "react@1", "properties": []}, {"bom-ref": "vite@1", "properties": development}],
            "dependencies": [{"ref": "ui", "dependsOn": ["react@1", "vite@1"]}, {"ref": "vite@1", "dependsOn": []}],
        });
        let wanted = json!({
            "components": [{"bom-ref": "react@1", "properties": []}],
            "dependencies": [{"ref": "ui", "dependsOn": ["react@1"]}],
        });
        assert_eq!(shipped(bill), wanted);
    }

    #[test]
    fn a_bill_does_not_say_where_it_was_made() {
        let bill = r#""path+file:///home/ada/roster#roster@1" "path+file:///home/ada/roster/crates/x#x@1""#;
        let told = without_place(bill, Path::new("/home/ada/roster"));
        assert_eq!(told, r#""path+file://.#roster@1" "path+file://./crates/x#x@1""#);
    }
}
