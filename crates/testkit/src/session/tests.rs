use std::os::unix::fs::PermissionsExt;

use super::*;
use crate::killed::{is_alive, soon, start_and_kill, wait_to_be_killed};

#[test]
fn its_programs_see_its_folders_and_nothing_of_the_users() {
    let session = DesktopSession::start().unwrap();
    let output = session.command("env").output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let names: Vec<&str> = printed
        .lines()
        .filter_map(|line| line.split_once('='))
        .map(|(name, _)| name)
        .collect();
    assert!(names.contains(&"DISPLAY"), "{printed}");
    assert!(!names.contains(&"CARGO_MANIFEST_DIR"), "{printed}");
    let runtime = fs::metadata(session.folder.join("runtime")).unwrap();
    assert_eq!(runtime.permissions().mode() & 0o777, 0o700);
    let folder = session.folder.clone();
    drop(session);
    assert!(!folder.exists());
}

#[test]
fn its_keyring_can_be_locked_stopped_and_started_again() {
    let session = DesktopSession::start().unwrap();
    assert!(!session.keyring_is_locked().unwrap());
    session.lock_keyring().unwrap();
    session.stop_keyring().unwrap();
    let error = session.keyring_is_locked().unwrap_err().to_string();
    assert!(
        error.contains("ServiceUnknown") || error.contains("not provided"),
        "{error}"
    );
    session.start_keyring().unwrap();
    assert!(!session.keyring_is_locked().unwrap());
}

#[test]
fn two_sessions_do_not_see_each_other() {
    let (one, other) = (DesktopSession::start().unwrap(), DesktopSession::start().unwrap());
    assert_ne!(one.display, other.display);
    one.stop_keyring().unwrap();
    assert!(!other.keyring_is_locked().unwrap());
}

/// What [`a_killed_process_leaves_no_session_behind`] starts and kills.
#[test]
#[ignore = "it waits to be killed by another test, which starts it"]
fn a_process_to_be_killed() {
    let session = DesktopSession::start().unwrap();
    wait_to_be_killed(&format!("{} {}", session.folder.display(), session.screen.id()));
}

#[test]
fn a_killed_process_leaves_no_session_behind() {
    let screen = |started: &str| started.split_once(' ').unwrap().1.parse().unwrap();
    let started = start_and_kill("session::tests::a_process_to_be_killed", |started| {
        assert!(is_alive(screen(started)), "{started}");
    });
    let folder = Path::new(started.split_once(' ').unwrap().0);
    assert!(
        soon(|| !folder.exists() && !is_alive(screen(&started))),
        "{started} is still there"
    );
}
