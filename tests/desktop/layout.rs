//! What is on the screen can be read and reached, at the sizes and in the languages that people have.

use anyhow::{Result, ensure};
use roster_testkit::{Server, Window};
use serde_json::{Value, json};

use crate::desktop::{Desktop, rosterd};
use crate::rival::Rival;
use crate::server::connect;

/// Words of Roster's own that are cut, and what lies outside the window. Names and addresses, which can be of any length, may be cut.
const CUT: &str = "
    const words = 'th, .user-words, .invitation, button, a, label, h1, h2, [role=tab], .user-badge, .mantine-Badge-label, .pending-badge';
    const found = [];
    for (const element of document.querySelectorAll(words)) {
        const box = element.getBoundingClientRect();
        if (box.width < 3 || box.height < 3 || element.closest('[aria-hidden=true], .shell-skip')) continue;
        if (!element.innerText?.trim() || element.querySelector('.user-text[title], [dir=auto]')) continue;
        const cut = [element, ...element.querySelectorAll('*')].some((part) =>
            getComputedStyle(part).overflowX !== 'visible' && part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 2);
        if (cut) found.push(`cut: ${element.innerText}`);
        if (box.left < -1 || box.right > innerWidth + 1) found.push(`outside: ${element.innerText}`);
    }
    return found;";

/// Names whose first letter cannot be seen in the list.
const HEADLESS: &str = "
    return [...document.querySelectorAll('.user-name .user-text, .user-name > bdi')].filter((name) => {
        const walker = document.createTreeWalker(name, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        range.setStart(walker.nextNode(), 0);
        range.setEnd(walker.currentNode, 1);
        const letter = range.getBoundingClientRect();
        const column = name.closest('th').getBoundingClientRect();
        return letter.left < column.left || letter.right > column.right - 4;
    }).map((name) => name.innerText);";

/// What a notice lies over: rows of the list, or something to press that is not its own.
const COVERED: &str = "
    const notices = [...document.querySelectorAll('[role=alert]')];
    const under = [...document.querySelectorAll('.user-scroll, .shell-nav a, .shell-nav button, .users-bar *, [role=tab]')];
    const room = document.querySelector('main').getBoundingClientRect();
    // What the screen scrolls through ends where the screen does.
    const shown = (one) => {
        const { left, right, top, bottom } = one.getBoundingClientRect();
        return one.closest('main') ? { left, right, top, bottom: Math.min(bottom, room.bottom) } : { left, right, top, bottom };
    };
    const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    return [notices.length, notices.flatMap((notice) => under.filter((one) =>
        meet(notice.getBoundingClientRect(), shown(one))).map((one) => one.className))];";

const LONG_ARABIC: &str = "عبد الرحمن بن محمد بن عبد الله بن خلدون الحضرمي الإشبيلي التونسي";

#[tokio::test(flavor = "multi_thread")]
#[ignore = "opens the application's window: cargo xtask test runs it"]
async fn nothing_is_cut_or_covered_at_any_size_and_in_french() -> Result<()> {
    let server = Server::start(&rosterd()?)?;
    server.seed(20, 6)?;
    let desktop = Desktop::new().await?;
    let window = connect(&desktop, &server).await?;
    window.open_users().await?;
    window.find("tab", "Pending Invitations 6").await?;
    let rival = Rival::sign_in(&server).await?;

    for (width, height) in [(1180, 760), (800, 600)] {
        size(&window, width, height).await?;
        nothing_cut(&window, &format!("{width}x{height}")).await?;
        the_log_is_read(&window, &format!("{width}x{height}")).await?;
    }
    notices_cover_nothing(&window).await?;
    size(&window, 1180, 760).await?;
    save_is_on_screen(&window).await?;
    the_wizard_keeps_still(&window).await?;

    rival
        .edit("ada@example.com", json!({ "language": "fr", "firstName": LONG_ARABIC }))
        .await?;
    window.find("link", "Paramètres").await?;
    window.press("tab", "Utilisateurs actifs…").await?;
    window.row("Lovelace").await?;
    let headless = window.script(HEADLESS, vec![]).await?;
    ensure!(headless == json!([]), "names without their beginning: {headless}");
    for (width, height) in [(1180, 760), (800, 600)] {
        size(&window, width, height).await?;
        nothing_cut(&window, &format!("French, {width}x{height}")).await?;
        the_log_is_read(&window, &format!("French, {width}x{height}")).await?;
    }
    window.client.close().await?;
    Ok(())
}

async fn size(window: &Window, width: u32, height: u32) -> Result<()> {
    window.client.set_window_rect(0, 0, width, height).await?;
    window
        .until(
            "the window to have its size",
            "return innerWidth === args[0] && innerHeight === args[1];",
            vec![json!(width), json!(height)],
        )
        .await?;
    Ok(())
}

async fn nothing_cut(window: &Window, when: &str) -> Result<()> {
    // The table measures itself and takes columns away; until then words may be cut.
    let settled = format!("const found = (() => {{ {CUT} }})(); return found.length === 0;");
    let waited = window.until("nothing to be cut", &settled, vec![]).await;
    let found = window.script(CUT, vec![]).await?;
    ensure!(waited.is_ok(), "{when}: {found}");
    Ok(())
}

/// In the audit log every row is as high as it is taken to be: its words have room, and none is broken up letter by letter.
async fn the_log_is_read(window: &Window, when: &str) -> Result<()> {
    window
        .script(
            "aria.find('tab', null).find((tab) => tab.closest('.mantine-Tabs-list').children[2] === tab).click();",
            vec![],
        )
        .await?;
    let rows = "const rows = [...document.querySelectorAll('.audit-table tbody tr:not(.audit-gap, [aria-hidden])')];
        return rows.length > 0 && rows.every((row) => row.getBoundingClientRect().height <= 45)
            && document.querySelector('.audit-scroll').scrollWidth <= document.querySelector('.audit-scroll').clientWidth;";
    let read = window.until("the log's rows to have room", rows, vec![]).await;
    ensure!(read.is_ok(), "{when}: the audit log: {read:?}");
    window
        .script(
            "aria.find('tab', null).find((tab) => tab.closest('.mantine-Tabs-list').children[0] === tab).click();",
            vec![],
        )
        .await?;
    Ok(())
}

async fn notices_cover_nothing(window: &Window) -> Result<()> {
    window.press("tab", "Pending Invitations…").await?;
    window.find("button", "Resend invitation of …").await?;
    let resend =
        "for (const button of aria.find('button', 'Resend invitation of …').slice(0, 6)) button.click(); return true;";
    window.script(resend, vec![]).await?;
    let told = "return document.querySelectorAll('[role=alert]').length === 5;";
    window.until("five notices, and no more", told, vec![]).await?;
    let seen = window.script(COVERED, vec![]).await?;
    ensure!(seen[1] == json!([]), "notices cover {seen}");
    // Nor do they lie over what is opened above the screen.
    window.press("button", "Pending changes").await?;
    window.find("dialog", "Pending changes").await?;
    let above = "const box = document.querySelector('[role=alert] button').getBoundingClientRect();
        return document.elementFromPoint(box.left + 5, box.top + 5)?.closest('[role=alert]') === null;";
    window.until("the panel to lie over the notices", above, vec![]).await?;
    window.press("button", "Close").await?;
    window.gone("dialog", "Pending changes").await
}

async fn save_is_on_screen(window: &Window) -> Result<()> {
    window.press("tab", "Active Users…").await?;
    window.press("button", "Edit Ada Lovelace").await?;
    window.find("dialog", "Edit Ada Lovelace").await?;
    window.find("button", "Save").await?;
    let place = "const box = aria.find('button', 'Save').at(-1).getBoundingClientRect(); return box.bottom <= innerHeight && box.top > 0
        && document.elementFromPoint(box.left + 5, box.top + 5)?.closest('button') !== null;";
    window.until("Save to be on screen", place, vec![]).await?;
    window.press("button", "Cancel").await?;
    window.gone("dialog", "Edit Ada Lovelace").await
}

async fn the_wizard_keeps_still(window: &Window) -> Result<()> {
    window.press("button", "Create User").await?;
    window.find("field", "First name").await?;
    let head = head_of(window).await?;
    window.press("button", "Next").await?;
    let faults = "return document.querySelectorAll('[role=dialog] [aria-invalid=true]').length >= 4;";
    window.until("errors beside the fields", faults, vec![]).await?;
    let after = head_of(window).await?;
    ensure!(head == after, "the wizard jumps: its head goes from {head} to {after}");
    for (label, value) in [
        ("First name", "Mary"),
        ("Last name", "Somerville"),
        ("Login email", "mary@example.com"),
    ] {
        window.fill(label, value).await?;
    }
    let first = place_of(window, "Next").await?;
    window.press("button", "Next").await?;
    window.find("radio", "Administrator").await?;
    let second = place_of(window, "Invite new user").await?;
    ensure!(
        first == second,
        "the wizard jumps: its button goes from {first} to {second}"
    );
    window.press("button", "Close").await?;
    window.press("button", "Discard").await?;
    window.gone("dialog", "Create User").await
}

/// Where the open dialog begins, once nothing moves.
async fn head_of(window: &Window) -> Result<Value> {
    let head = "return document.getAnimations().every((animation) => animation.playState !== 'running')
        && [Math.round(aria.find('dialog', null).at(-1).getBoundingClientRect().top)];";
    window.until("the dialog to be still", head, vec![]).await
}

/// Where a button of the open dialog stands, and how high that is, once nothing moves.
async fn place_of(window: &Window, button: &str) -> Result<Value> {
    let still = "return document.getAnimations().every((animation) => animation.playState !== 'running');";
    window.until("everything to be still", still, vec![]).await?;
    let place = "const button = aria.find('button', args[0]).at(-1);
        return [button, button.closest('[role=dialog]')].map((one) => Math.round(one.getBoundingClientRect().bottom));";
    window
        .until(&format!("button {button}"), place, vec![json!(button)])
        .await
}
