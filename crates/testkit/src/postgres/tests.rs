use super::*;
use crate::killed::{is_alive, soon, start_and_kill, wait_to_be_killed};

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

#[test]
fn a_standby_follows_only_reads_and_takes_writes_once_it_is_promoted() {
    let server = ThrowawayPostgres::start().unwrap();
    psql(
        &server.url(),
        "CREATE TABLE pets (name TEXT); INSERT INTO pets VALUES ('Zoë')",
    )
    .unwrap();
    let standby = server.start_standby().unwrap();
    assert_eq!(psql(&standby.url(), "SELECT name FROM pets").unwrap(), "Zoë");
    psql(&server.url(), "INSERT INTO pets VALUES ('Rex')").unwrap();
    assert!(soon(
        || psql(&standby.url(), "SELECT count(*) FROM pets").unwrap() == "2"
    ));
    let refused = psql(&standby.url(), "INSERT INTO pets VALUES ('Ada')").unwrap_err();
    assert!(refused.to_string().contains("read-only"), "{refused}");
    standby.promote().unwrap();
    psql(&standby.url(), "INSERT INTO pets VALUES ('Ada')").unwrap();
}

/// What [`a_killed_process_leaves_no_server_behind`] starts and kills.
#[test]
#[ignore = "it waits to be killed by another test, which starts it"]
fn a_process_to_be_killed() {
    wait_to_be_killed(&shared_postgres().unwrap().folder().to_string_lossy());
}

#[test]
fn a_killed_process_leaves_no_server_behind() {
    let mut server = 0;
    let folder = start_and_kill("postgres::tests::a_process_to_be_killed", |folder| {
        let file = fs::read_to_string(Path::new(folder).join("data/postmaster.pid")).unwrap();
        server = file.lines().next().unwrap().parse().unwrap();
        assert!(is_alive(server));
    });
    assert!(
        soon(|| !Path::new(&folder).exists() && !is_alive(server)),
        "{folder} or {server} is still there"
    );
}
