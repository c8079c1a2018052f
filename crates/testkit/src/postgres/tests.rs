use std::io::{self, BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use super::*;

/// Asks a database by its URL, as any program would.
fn psql(url: &str, query: &str) -> Result<String> {
    // libpq reads the folder of the socket from the same parameter as sqlx.
    let output = Command::new("psql")
        .args([url, "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", query])
        .output()?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

#[test]
fn each_test_has_a_database_of_its_own() {
    let server = shared_postgres().unwrap();
    let (one, other) = (server.create_database().unwrap(), server.create_database().unwrap());
    psql(&one, "CREATE TABLE pets (name TEXT); INSERT INTO pets VALUES ('Zoë')").unwrap();
    assert_eq!(psql(&one, "SELECT name FROM pets").unwrap(), "Zoë");
    assert!(
        psql(&other, "SELECT name FROM pets")
            .unwrap_err()
            .to_string()
            .contains("does not exist")
    );
}

#[test]
fn a_benchmarks_server_waits_for_the_disk_and_a_drop_leaves_nothing_behind() {
    let server = ThrowawayPostgres::start_durable().unwrap();
    assert_eq!(psql(&server.url(), "SHOW fsync").unwrap(), "on");
    let (url, folder) = (server.url(), server.folder().to_owned());
    drop(server);
    assert!(psql(&url, "SELECT 1").is_err());
    assert!(!folder.exists());
}

/// What [`a_killed_process_leaves_no_server_behind`] starts and kills.
#[test]
#[ignore = "it waits to be killed by another test, which starts it"]
fn a_process_to_be_killed() {
    let server = shared_postgres().unwrap();
    println!("folder: {}", server.folder().display());
    io::stdin().read_line(&mut String::new()).unwrap();
}

#[test]
fn a_killed_process_leaves_no_server_behind() {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "postgres::tests::a_process_to_be_killed",
            "--ignored",
            "--nocapture",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let folder = folder_of(&mut child);
    let server: i32 = fs::read_to_string(folder.join("data/postmaster.pid"))
        .unwrap()
        .lines()
        .next()
        .and_then(|line| line.parse().ok())
        .unwrap();
    assert!(is_alive(server));
    child.kill().unwrap();
    child.wait().unwrap();
    let gone = (0..600).any(|_| {
        thread::sleep(Duration::from_millis(50));
        !folder.exists() && !is_alive(server)
    });
    assert!(gone, "{} or process {server} is still there", folder.display());
}

fn folder_of(child: &mut Child) -> PathBuf {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut lines = lines.map_while(Result::ok);
    // The test harness prints the test's name before it, on the same line.
    lines
        .find_map(|line| Some(line.split_once("folder: ")?.1.into()))
        .expect("the folder is printed")
}

fn is_alive(process: i32) -> bool {
    rustix::process::Pid::from_raw(process).is_some_and(|pid| rustix::process::test_kill_process(pid).is_ok())
}
