//! Work without a network: prepared, looked at, withdrawn, corrected, and decided once the service answers.

use anyhow::Result;
use roster_testkit::{Server, Window};
use serde_json::json;

use crate::desktop::{Desktop, rosterd};
use crate::journey::{ADMINISTRATOR, invite};
use crate::look::is_accessible;
use crate::rival::Rival;
use crate::server::connect_to;
use crate::wire::Wire;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "opens the application's window: cargo xtask test runs it"]
async fn changes_made_on_a_train_wait_and_come_into_force() -> Result<()> {
    let server = Server::start(&rosterd()?)?;
    let wire = Wire::to(&server.url).await?;
    let desktop = Desktop::new().await?;
    let window = connect_to(&desktop, &wire.url).await?;
    window.open_users().await?;
    invite(&window, "Grace", "Hopper", "grace@example.com").await?;
    invite(&window, "Mary", "Somerville", "mary@example.com").await?;
    window.find("tab", "Pending Invitations 2").await?;

    wire.cut();
    window.is_in_state("Offline").await?;
    window.press("button", "Create User").await?;
    window.shows("Roster checks whether it’s available").await?;
    window.press("button", "Close").await?;
    invite(&window, "Zoë", "Brontë", "zoe@example.com").await?;
    // This login is taken meanwhile, which nobody can know here.
    let rival = Rival::sign_in(&server).await?;
    rival.invite("Alan", "Turing", "alan@example.com").await?;
    invite(&window, "George", "Boole", "alan@example.com").await?;
    window.press("tab", "Pending Invitations…").await?;
    change_last_name(&window, "Grace Hopper", "Murray Hopper").await?;
    window.press("button", "Delete invitation of Mary Somerville").await?;
    window.press("button", "Delete invitation").await?;
    window.is_in_state("4 pending changes").await?;
    // A badge that has no room for its words shows a sign that is named by them.
    let marked =
        "return [...document.querySelectorAll('tr')].some((row) => row.outerHTML.includes('Not applied yet'));";
    window.until("a row that is marked", marked, vec![]).await?;

    withdraw(&window, "Delete the invitation of Mary Somerville").await?;
    window.is_in_state("3 pending changes").await?;

    wire.mend();
    window.is_in_state("Needs attention").await?;
    window.row("Grace Murray Hopper").await?;
    window.row("Zoë Brontë").await?;
    window.row("Mary Somerville").await?;
    window.is_in_state("1 needs your attention").await?;
    correct_the_login(&window, "boole@example.com").await?;
    window.row("George Boole").await?;
    window.find("tab", "Pending Invitations 5").await?;

    let boole = rival.users("boole").await?;
    assert_eq!(boole.len(), 1);
    assert_eq!(
        boole[0]["firstName"], "George",
        "what was typed came through its refusal"
    );
    window.client.close().await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "opens the application's window: cargo xtask test runs it"]
async fn two_edits_of_one_person_are_merged_or_chosen_between() -> Result<()> {
    let server = Server::start(&rosterd()?)?;
    let wire = Wire::to(&server.url).await?;
    let desktop = Desktop::new().await?;
    let window = connect_to(&desktop, &wire.url).await?;
    window.open_users().await?;
    invite(&window, "Grace", "Hopper", "grace@example.com").await?;
    window.press("tab", "Pending Invitations…").await?;
    window.row("Grace Hopper").await?;

    // Different fields: both come into force.
    wire.cut();
    window.is_in_state("Offline").await?;
    change_last_name(&window, "Grace Hopper", "Murray Hopper").await?;
    let rival = Rival::sign_in(&server).await?;
    rival.edit("grace", json!({ "language": "fr" })).await?;
    wire.mend();
    let row = window.row("Grace Murray Hopper").await?;
    window.is_in_state("Up to date").await?;
    assert!(row.contains("Français"), "the other's language was lost: {row}");

    // The same field: both are shown, and one is chosen.
    wire.cut();
    window.is_in_state("Offline").await?;
    change_last_name(&window, "Grace Murray Hopper", "Brewster").await?;
    rival.edit("grace", json!({ "lastName": "Murray" })).await?;
    wire.mend();
    window.is_in_state("1 needs your attention").await?;
    window.press("button", "Pending changes").await?;
    window.press("button", "Choose").await?;
    window
        .find("dialog", "Grace Murray Hopper was changed in the meantime")
        .await?;
    is_accessible(&window, "the choice between two versions").await?;
    window.shows("Murray Hopper").await?;
    window
        .find("radio", &format!("{ADMINISTRATOR} changed this at …"))
        .await?;
    window.press("radio", "Your change Brewster").await?;
    window.press("button", "Save").await?;
    window.shows("No pending changes").await?;
    window.press("button", "Close").await?;
    window.row("Grace Brewster").await?;
    assert_eq!(rival.users("grace").await?[0]["lastName"], "Brewster");
    window.client.close().await?;
    Ok(())
}

pub async fn change_last_name(window: &Window, name: &str, last_name: &str) -> Result<()> {
    let edit = format!("Edit {name}");
    window.press("button", &edit).await?;
    window.find("dialog", &edit).await?;
    window.fill("Last name", last_name).await?;
    window.press("button", "Save").await?;
    window.gone("dialog", &edit).await
}

async fn withdraw(window: &Window, change: &str) -> Result<()> {
    window.press("button", "Pending changes").await?;
    window.find("heading", change).await?;
    is_accessible(window, "the pending changes").await?;
    let press = "const heading = aria.find('heading', args[0])[0];
        const buttons = [...(heading?.closest('li')?.querySelectorAll('button') ?? [])];
        const button = buttons.find((button) => button.innerText === 'Cancel this change');
        button?.click(); return button !== undefined;";
    window
        .until("the way to withdraw it", press, vec![json!(change)])
        .await?;
    window.gone("heading", change).await?;
    window.press("button", "Close").await?;
    window.gone("dialog", "Pending changes").await
}

/// What the service refused is shown with its reason and what was typed, and sent anew.
async fn correct_the_login(window: &Window, login_email: &str) -> Result<()> {
    window.press("button", "Show George Boole").await?;
    window.shows("This login email can’t be used").await?;
    window.press("button", "Edit").await?;
    window.find("field", "Login email").await?;
    assert_eq!(
        window.value("Last name").await?,
        "Boole",
        "a refusal loses nothing typed"
    );
    window.fill("Login email", login_email).await?;
    window.press("button", "Next").await?;
    window.press("button", "Invite new user").await?;
    window.shows("No pending changes").await?;
    window.press("button", "Close").await?;
    window.gone("dialog", "Pending changes").await
}
