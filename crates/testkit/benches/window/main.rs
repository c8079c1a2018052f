//! What a person at the window waits for, measured in the real one: the program as it is shipped, with 100,000 users, beside a floor that
//! is measured in the same run: its start screen, and a table of plain text in its page.

#[cfg(target_os = "linux")]
mod parts;

fn main() -> anyhow::Result<()> {
    #[cfg(target_os = "linux")]
    parts::measure()?;
    #[cfg(not(target_os = "linux"))]
    eprintln!("left out: it drives WebKitGTK, which is for Linux");
    Ok(())
}
