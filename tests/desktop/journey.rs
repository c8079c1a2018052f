//! Roster's main job from beginning to end, in its window: invite a person, see them enter, manage them.

use anyhow::Result;
use roster_testkit::{PASSWORD, Window};

use crate::desktop::Desktop;

pub const ADMINISTRATOR: &str = "Ada Lovelace";

#[tokio::test(flavor = "multi_thread")]
#[ignore = "opens the application's window: cargo xtask test runs it"]
async fn from_an_empty_computer_to_a_managed_team() -> Result<()> {
    let desktop = Desktop::new().await?;
    let window = desktop.open().await?;
    create_the_account(&window).await?;
    invite(&window, "Grace", "Hopper", "grace@example.com").await?;
    window.press("tab", "Pending Invitations…").await?;
    window.row("Grace Hopper").await?;

    let link = link_in_mailbox(&window, "grace@example.com").await?;
    window.open_users().await?;
    window.press("tab", "Pending Invitations…").await?;
    window.row("Grace Hopper").await?;

    // While the administrator looks at the pending ones, the invited person sets their password in a browser.
    accept(&desktop, &link).await?;
    window.no_row("Grace Hopper").await?;
    window.find("tab", "Pending Invitations 0").await?;
    window.press("tab", "Active Users…").await?;
    window.row("Grace Hopper").await?;

    edit(&window).await?;
    remove_and_restore(&window).await?;
    quit_and_come_back(&desktop, window).await
}

/// First start: the embedded service, an account, its first administrator.
pub async fn create_the_account(window: &Window) -> Result<()> {
    window.press("button", "Use on this computer").await?;
    window.find("heading", "Create your account").await?;
    for (label, value) in [
        ("Account name", "Analytical Engines"),
        ("First name", "Ada"),
        ("Last name", "Lovelace"),
        ("Login email", "ada@example.com"),
        ("Communication email", "ada.lovelace@example.com"),
        ("Password", PASSWORD),
    ] {
        window.fill(label, value).await?;
    }
    window.press("button", "Create account").await?;
    window.find("navigation", "Main").await?;
    window.open_users().await?;
    window.row(ADMINISTRATOR).await?;
    window.is_in_state("Up to date").await?;
    Ok(())
}

/// The wizard, both of its steps.
pub async fn invite(window: &Window, first_name: &str, last_name: &str, login_email: &str) -> Result<()> {
    window.press("button", "Create User").await?;
    window.find("dialog", "Create User").await?;
    for (label, value) in [
        ("First name", first_name),
        ("Last name", last_name),
        ("Login email", login_email),
        ("Communication email", login_email),
    ] {
        window.fill(label, value).await?;
    }
    window.press("button", "Next").await?;
    window.find("radio", "Administrator").await?;
    window.press("button", "Back").await?;
    assert_eq!(window.value("Last name").await?, last_name, "going back loses nothing");
    window.press("button", "Next").await?;
    window.press("button", "Invite new user").await?;
    window.gone("dialog", "Create User").await
}

/// The link of the mail to an address, read in the mailbox of the embedded mode.
pub async fn link_in_mailbox(window: &Window, recipient: &str) -> Result<String> {
    window.press("link", "Mailbox").await?;
    let open = "const item = [...document.querySelectorAll('main a')]
                    .find((item) => item.innerText.includes(args[0]));
                if (!item) return false; item.click(); return true;";
    window
        .until("the mail in the mailbox", open, vec![recipient.into()])
        .await?;
    let read = "return document.querySelector('main').innerText.match(/https?:\\/\\/\\S+\\/invitations\\/[\\w-]{43}/)?.[0] ?? null;";
    let link = window.until("the mail's link", read, vec![]).await?;
    Ok(link.as_str().unwrap_or_default().to_owned())
}

/// What the invited person does, in a browser of their own.
pub async fn accept(desktop: &Desktop, link: &str) -> Result<()> {
    let browser = desktop.browser().await?;
    let page = browser.window();
    page.client.goto(link).await?;
    page.shows("Analytical Engines").await?;
    page.shows(ADMINISTRATOR).await?;
    page.fill("Password", PASSWORD).await?;
    page.until("the form's button", "const button = document.querySelector('form button[type=submit], form button:not([type])'); button?.click(); return button !== null;", vec![]).await?;
    page.until(
        "the way to the desktop",
        "return document.querySelector('a[href^=\"roster:\"]') !== null;",
        vec![],
    )
    .await?;
    browser.close().await
}

async fn edit(window: &Window) -> Result<()> {
    window.press("button", "Edit Grace Hopper").await?;
    window.find("dialog", "Edit Grace Hopper").await?;
    assert_eq!(window.value("Login email").await?, "grace@example.com");
    let read_only = "return aria.find('field', 'Login email').at(-1).readOnly;";
    window
        .until("a login email that cannot be edited", read_only, vec![])
        .await?;
    window.fill("Last name", "Murray Hopper").await?;
    window.press("button", "Save").await?;
    window.gone("dialog", "Edit Grace Hopper").await?;
    window.row("Grace Murray Hopper").await?;
    Ok(())
}

async fn remove_and_restore(window: &Window) -> Result<()> {
    window.press("button", "Remove Grace Murray Hopper").await?;
    window.press("button", "Remove").await?;
    window.no_row("Grace Murray Hopper").await?;
    window.press("tab", "Removed Users…").await?;
    window.row("Grace Murray Hopper").await?;
    window.press("button", "Restore Grace Murray Hopper").await?;
    window.press("button", "Restore").await?;
    window.no_row("Grace Murray Hopper").await?;
    window.press("tab", "Pending Invitations…").await?;
    window.row("Grace Murray Hopper").await?;
    Ok(())
}

/// Quitting keeps the session, in the keyring; signing out ends it.
async fn quit_and_come_back(desktop: &Desktop, window: Window) -> Result<()> {
    window.client.close().await?;
    let window = desktop.open().await?;
    window.find("navigation", "Main").await?;
    window.press("button", "Profile").await?;
    window.press("menuitem", "Sign out").await?;
    window.find("button", "Sign in").await?;
    window.client.close().await?;

    let window = desktop.open().await?;
    window.find("button", "Sign in").await?;
    window.fill("Login email", "ada@example.com").await?;
    window.fill("Password", "not the right password").await?;
    window.press("button", "Sign in").await?;
    window.find("alert", "…").await?;
    assert_eq!(
        window.value("Login email").await?,
        "ada@example.com",
        "a refusal loses nothing typed"
    );
    window.fill("Password", PASSWORD).await?;
    window.press("button", "Sign in").await?;
    window.find("navigation", "Main").await?;
    window.client.close().await?;
    Ok(())
}
