//! 100,000 users: never loaded whole, and usable before the first sync is through.

use anyhow::Result;
use roster_testkit::{Server, Window};
use serde_json::Value;

use crate::desktop::{Desktop, rosterd};
use crate::server::connect;

const USERS: u32 = 100_000;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "opens the application's window: cargo xtask test runs it"]
async fn a_hundred_thousand_users_are_scrolled_and_searched() -> Result<()> {
    let server = Server::start(&rosterd()?)?;
    server.seed(USERS, 0)?;
    let desktop = Desktop::new().await?;
    let window = connect(&desktop, &server).await?;
    window.open_users().await?;

    // The first screenful is there while the rest still streams in.
    let early =
        "const rows = aria.find('row', null).length; const sync = aria.find('status', 'Sync')[0]?.innerText ?? '';
                 return rows > 5 ? { rows, sync } : null;";
    let first = window.until("the first rows", early, vec![]).await?;
    assert!(
        first["sync"].as_str().unwrap_or_default().contains("Syncing"),
        "rows came only when the sync was through: {first}"
    );

    window
        .until(
            "the whole account",
            "return aria.find('tab', 'Active Users…')[0]?.innerText.replace(/\\D/g, '') === '100001';",
            vec![],
        )
        .await?;
    let rows = window
        .script("return document.querySelectorAll('main tbody tr').length;", vec![])
        .await?;
    assert!(
        rows.as_u64().is_some_and(|rows| rows < 300),
        "the window holds {rows} rows at once"
    );

    scroll_to_the_end(&window).await?;
    window.fill("Search users", "Lovelace").await?;
    window.row("Ada Lovelace").await?;
    let found = "return document.querySelectorAll('main tbody tr').length <= 3;";
    window.until("one match", found, vec![]).await?;
    window.client.close().await?;
    Ok(())
}

/// The last row of the table has the last number.
async fn scroll_to_the_end(window: &Window) -> Result<()> {
    let scroll = "const table = aria.find('table', null)[0];
        let box = table; while (box && box.scrollHeight <= box.clientHeight + 1) box = box.parentElement;
        (box ?? document.scrollingElement).scrollTop = 1e9;
        const last = Math.max(...[...document.querySelectorAll('main tbody tr')].map((row) => Number(row.getAttribute('aria-rowindex') ?? 0)));
        const loading = document.querySelector('main tbody [aria-busy=true], main tbody .mantine-Skeleton-root') !== null;
        return last >= 100001 && !loading ? last : null;";
    let last = window.until("the last row", scroll, vec![]).await?;
    assert!(matches!(last, Value::Number(_)));
    Ok(())
}
