//! Roster's desktop.

// A release on Windows opens no console beside its window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    match roster_desktop::run() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            roster_desktop::tell(&*error);
            std::process::ExitCode::FAILURE
        }
    }
}
