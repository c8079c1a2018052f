//! Every screen of Roster on one computer, in light and dark.

use anyhow::Result;
use roster_testkit::{PASSWORD, Window};
use serde_json::json;

use crate::desktop::{Browser, Desktop};
use crate::journey::{create_the_account, invite, link_in_mailbox};
use crate::look::{look, look_in};

#[tokio::test(flavor = "multi_thread")]
#[ignore = "opens the application's window: cargo xtask test runs it"]
async fn every_screen_on_one_computer_is_accessible() -> Result<()> {
    let desktop = Desktop::new().await?;
    let window = desktop.open().await?;
    window.find("button", "Use on this computer").await?;
    look(&window, "first-start").await?;
    window.press("button", "Connect to a server").await?;
    window.find("field", "Server address").await?;
    look(&window, "connect").await?;
    window.press("button", "Back").await?;
    window.press("button", "Use on this computer").await?;
    window.find("heading", "Create your account").await?;
    look(&window, "create-account").await?;
    window.press("button", "Create account").await?;
    window
        .until(
            "errors beside the fields",
            "return document.querySelectorAll('[aria-invalid=true]').length >= 5;",
            vec![],
        )
        .await?;
    look(&window, "create-account-errors").await?;
    window.press("button", "Back").await?;
    create_the_account(&window).await?;
    people(&window).await?;
    user_management(&window).await?;
    other_places(&window).await?;
    invited(&desktop, &window).await?;

    window.press("button", "Profile").await?;
    window.find("menuitem", "Sign out").await?;
    look(&window, "profile-menu").await?;
    window.press("menuitem", "Sign out").await?;
    window.find("button", "Sign in").await?;
    look(&window, "sign-in").await?;
    window.client.close().await?;
    Ok(())
}

async fn people(window: &Window) -> Result<()> {
    for (first, last, email) in [
        ("Grace", "Hopper", "grace@example.com"),
        ("Zoë", "Brontë-Vaillancourt", "zoe@example.com"),
        ("ليلى", "المصري", "layla@example.com"),
        (
            "Wolfeschlegelsteinhausenbergerdorff",
            "Featherstonehaugh-Cholmondeley of the Upper Valley",
            "a.very.long.address.of.somebody@subdomain.of.a.long.domain.example",
        ),
    ] {
        invite(window, first, last, email).await?;
    }
    Ok(())
}

async fn user_management(window: &Window) -> Result<()> {
    look(window, "users-active").await?;
    window.press("tab", "Pending Invitations…").await?;
    window.row("Grace Hopper").await?;
    look(window, "users-pending").await?;
    window.press("tab", "Removed Users…").await?;
    window.shows("No removed users").await?;
    look(window, "users-removed-empty").await?;
    window.press("tab", "Pending Invitations…").await?;
    window.fill("Search users", "nobody of this name").await?;
    window.shows("Nobody here matches").await?;
    look(window, "users-no-match").await?;
    window.fill("Search users", "").await?;
    wizard(window).await?;
    dialog(window, "Edit Grace Hopper", "edit", "Cancel").await?;
    dialog(
        window,
        "Delete invitation of Grace Hopper",
        "delete-invitation",
        "Cancel",
    )
    .await?;
    copied_link(window).await
}

/// Asked for first, since the link that was mailed stops working.
async fn copied_link(window: &Window) -> Result<()> {
    window.press("button", "Copy invitation link of Grace Hopper").await?;
    window.find("button", "Copy a new link").await?;
    look(window, "copy-link").await?;
    window.press("button", "Copy a new link").await?;
    window.find("dialog", "Invitation link of Grace Hopper").await?;
    look(window, "invitation-link").await?;
    window.press("button", "Done").await?;
    window.gone("dialog", "…").await
}

async fn wizard(window: &Window) -> Result<()> {
    window.press("button", "Create User").await?;
    window.find("field", "First name").await?;
    look(window, "wizard-information").await?;
    for (label, value) in [
        ("First name", "Mary"),
        ("Last name", "Somerville"),
        ("Login email", "mary@example.com"),
    ] {
        window.fill(label, value).await?;
    }
    window.press("button", "Next").await?;
    window.find("radio", "Administrator").await?;
    look(window, "wizard-role").await?;
    window.press("button", "Back").await?;
    window.fill("Login email", "grace@example.com").await?;
    window.press("button", "Next").await?;
    window
        .until(
            "the error of the taken login",
            "return aria.find('field', 'Login email').at(-1)?.getAttribute('aria-invalid') === 'true';",
            vec![],
        )
        .await?;
    assert_eq!(
        window.value("First name").await?,
        "Mary",
        "a refusal loses nothing typed"
    );
    look(window, "wizard-login-taken").await?;
    window.fill("Login email", "mary@example.com").await?;
    window.press("button", "Next").await?;
    window.press("button", "Invite new user").await?;
    window.gone("dialog", "Create User").await
}

async fn dialog(window: &Window, opener: &str, screen: &str, closer: &str) -> Result<()> {
    window.press("button", opener).await?;
    window.find("dialog", "…").await?;
    window.find("button", closer).await?;
    look(window, screen).await?;
    window.press("button", closer).await?;
    window.gone("dialog", "…").await
}

async fn other_places(window: &Window) -> Result<()> {
    window.press("tab", "Account").await?;
    window.find("field", "Account name").await?;
    look(window, "settings-account").await?;
    window.press("link", "Clients").await?;
    window.shows("Clients aren’t part of this version yet").await?;
    look(window, "clients").await?;
    for (item, screen) in [
        ("Your profile", "profile"),
        ("Change password", "change-password"),
        ("Sessions", "sessions"),
    ] {
        window.press("button", "Profile").await?;
        window.press("menuitem", item).await?;
        window.find("button", "…").await?;
        look(window, screen).await?;
    }
    Ok(())
}

/// The page of the invited, in a browser, and what it becomes: once on a light desktop, once on a dark one.
async fn invited(desktop: &Desktop, window: &Window) -> Result<()> {
    let link = link_in_mailbox(window, "mary@example.com").await?;
    look(window, "mailbox").await?;
    accept_and_look(desktop.browser().await?, "light", &link).await?;
    let link = link_in_mailbox(window, "zoe@example.com").await?;
    accept_and_look(desktop.dark_browser().await?, "dark", &link).await
}

async fn accept_and_look(browser: Browser, scheme: &str, link: &str) -> Result<()> {
    let page = browser.window();
    page.client.goto(link).await?;
    page.find("field", "Password").await?;
    let dark = page.script("return matchMedia('(prefers-color-scheme: dark)').matches;", vec![]);
    assert_eq!(dark.await?, json!(scheme == "dark"));
    look_in(page, "invitation-page", scheme).await?;
    page.fill("Password", "short").await?;
    submit(page).await?;
    page.until(
        "the error beside the field",
        "return document.querySelector('[aria-invalid=true]') !== null;",
        vec![],
    )
    .await?;
    look_in(page, "invitation-page-error", scheme).await?;
    page.fill("Password", PASSWORD).await?;
    submit(page).await?;
    page.until(
        "the way to the desktop",
        "return document.querySelector('a[href^=\"roster:\"]') !== null;",
        vec![],
    )
    .await?;
    look_in(page, "invitation-accepted", scheme).await?;
    page.client.goto(link).await?;
    page.shows("This invitation has been accepted").await?;
    look_in(page, "invitation-used", scheme).await?;
    browser.close().await
}

pub async fn submit(page: &Window) -> Result<()> {
    page.script(
        "document.querySelector('form button[type=submit], form button:not([type])').click();",
        vec![],
    )
    .await?;
    Ok(())
}
