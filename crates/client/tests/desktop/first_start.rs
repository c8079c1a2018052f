use roster_client::view::{DesktopProblem, Mode, NewAccount, Stage, StatusNotice};
use roster_domain::{Role, UserStatus};

use crate::support::{Computer, PASSWORD, account, code, credentials, names, person, until_up_to_date, with_account};

#[tokio::test]
async fn from_nothing_to_an_account_on_this_computer() {
    let computer = Computer::new();
    let desktop = computer.open();
    let status = desktop.status().await;
    assert_eq!(
        (status.stage, status.mode, status.server_url),
        (Stage::FirstStart, None, None)
    );
    let status = desktop.use_on_this_computer().await.unwrap();
    assert_eq!(
        (status.stage, status.mode),
        (Stage::CreateAccount, Some(Mode::Embedded))
    );
    let status = desktop.create_account(account()).await.unwrap();
    assert_eq!(status.stage, Stage::SignedIn);
    let me = status.session.unwrap().me;
    assert_eq!(
        (me.user.role, me.account.name.as_str()),
        (Role::Administrator, "Analytical Engines")
    );
    assert_eq!(me.user.permissions.len(), 1, "the first is a billing manager");
    assert_eq!(status.last_login_email.as_deref(), Some("ada@example.com"));
    assert!(status.keyring.available);
    until_up_to_date(&desktop).await;
    assert_eq!(names(&desktop, UserStatus::Active).await, ["Ada"]);
    assert_eq!(
        code(desktop.create_account(account()).await).split('{').next(),
        Some("CommandError ")
    );
}

#[tokio::test]
async fn every_fault_of_the_form_is_beside_its_field() {
    let computer = Computer::new();
    let desktop = computer.open();
    desktop.use_on_this_computer().await.unwrap();
    let empty = NewAccount {
        account_name: "  ".to_owned(),
        first_name: "\0".to_owned(),
        last_name: "x".repeat(101),
        login_email: "nobody".to_owned(),
        communication_email: String::new(),
        password: "short".into(),
        ..account()
    };
    let error = desktop.create_account(empty).await.unwrap_err();
    let mut fields: Vec<&str> = error.errors.iter().map(|error| error.field.as_str()).collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        [
            "accountName",
            "communicationEmail",
            "firstName",
            "lastName",
            "loginEmail",
            "password"
        ]
    );
    assert_eq!(desktop.status().await.stage, Stage::CreateAccount);
    desktop.create_account(account()).await.unwrap();
}

#[tokio::test]
async fn signing_out_leaves_nothing_and_signing_in_brings_it_back() {
    let computer = Computer::new();
    let desktop = with_account(&computer).await;
    until_up_to_date(&desktop).await;
    assert!(computer.replica().exists());
    let status = desktop.sign_out().await.unwrap();
    assert_eq!((status.stage, status.notice), (Stage::SignIn, None));
    assert!(!computer.replica().exists());
    assert_eq!(code(desktop.count_users().await), "session-required");
    assert_eq!(
        code(desktop.sign_in(credentials("nobody@example.com")).await),
        "invalid-credentials"
    );
    desktop
        .sign_in(credentials("Ada <mailto:Ada@Example.com>; "))
        .await
        .unwrap();
    until_up_to_date(&desktop).await;
    assert_eq!(names(&desktop, UserStatus::Active).await, ["Ada"]);
}

#[tokio::test]
async fn one_can_go_back_to_the_choice_and_the_account_stays() {
    let computer = Computer::new();
    let desktop = with_account(&computer).await;
    assert_eq!(
        desktop.leave_server().await.unwrap().stage,
        Stage::SignedIn,
        "not while one is signed in"
    );
    desktop.sign_out().await.unwrap();
    let status = desktop.leave_server().await.unwrap();
    assert_eq!(
        (status.stage, status.mode, status.last_login_email),
        (Stage::FirstStart, None, None)
    );
    assert_eq!(desktop.use_on_this_computer().await.unwrap().stage, Stage::SignIn);
    desktop.sign_in(credentials("ada@example.com")).await.unwrap();
}

#[tokio::test]
async fn a_database_that_cannot_be_used_is_said_so_and_not_touched() {
    let computer = Computer::new();
    let service = computer.data.path().join("service");
    std::fs::create_dir_all(&service).unwrap();
    let database = service.join("roster.sqlite");
    let garbage = vec![0x42; 8192];
    std::fs::write(&database, &garbage).unwrap();
    let desktop = computer.open();
    let error = desktop.use_on_this_computer().await.unwrap_err();
    assert_eq!(
        error.desktop_code,
        Some(DesktopProblem::DatabaseUnreadable),
        "{error:?}"
    );
    assert_eq!(std::fs::read(&database).unwrap(), garbage);
    assert_eq!(desktop.status().await.stage, Stage::FirstStart);
    std::fs::remove_dir_all(&service).unwrap();
    assert_eq!(
        desktop.use_on_this_computer().await.unwrap().stage,
        Stage::CreateAccount
    );
    desktop.create_account(account()).await.unwrap();
    desktop.shut_down().await;
    drop(desktop);

    // The same found at a later start.
    let whole = std::fs::read(&database).unwrap();
    std::fs::write(&database, &garbage).unwrap();
    let desktop = computer.open();
    let status = desktop.status().await;
    assert_eq!((status.stage, status.mode), (Stage::FirstStart, Some(Mode::Embedded)));
    assert_eq!(status.notice, Some(StatusNotice::EmbeddedFailed));
    // Once the file is back, all is as it was: signed in.
    std::fs::write(&database, whole).unwrap();
    let status = desktop.use_on_this_computer().await.unwrap();
    assert_eq!((status.stage, status.notice), (Stage::SignedIn, None));
}

#[tokio::test]
async fn a_database_that_was_lost_is_said_so_and_not_begun_anew() {
    let computer = Computer::new();
    let desktop = with_account(&computer).await;
    desktop.shut_down().await;
    drop(desktop);
    let database = computer.data.path().join("service").join("roster.sqlite");
    let whole = std::fs::read(&database).unwrap();
    for empty in [false, true] {
        std::fs::remove_file(&database).unwrap();
        if empty {
            std::fs::write(&database, "").unwrap();
        }
        let desktop = computer.open();
        let status = desktop.status().await;
        assert_eq!(status.notice, Some(StatusNotice::DatabaseLost));
        let error = desktop.use_on_this_computer().await.unwrap_err();
        assert_eq!(error.desktop_code, Some(DesktopProblem::DatabaseLost), "{error:?}");
        assert_eq!(error.detail, database.display().to_string());
        assert_eq!(std::fs::read(&database).ok(), empty.then(Vec::new), "nothing was made");
        // Once it is put back, all is as it was.
        std::fs::write(&database, &whole).unwrap();
        let status = desktop.use_on_this_computer().await.unwrap();
        assert_eq!((status.stage, status.notice), (Stage::SignedIn, None));
        desktop.shut_down().await;
    }
}

#[tokio::test]
async fn two_desktops_do_not_share_a_data_folder() {
    let computer = Computer::new();
    let desktop = computer.open();
    let parts = computer.parts(Box::new(|| Err(keyring_core::Error::NoDefaultStore)));
    let second = tokio::task::spawn_blocking(move || roster_client::Desktop::open(parts))
        .await
        .unwrap();
    assert!(second.unwrap_err().to_string().contains("open already"));
    assert_eq!(desktop.status().await.stage, Stage::FirstStart);
}

#[tokio::test]
async fn neither_secrets_nor_names_are_on_the_disk_in_the_clear() {
    let computer = Computer::new();
    let desktop = with_account(&computer).await;
    desktop.create_user(person("Maximilian", Role::User)).await.unwrap();
    until_up_to_date(&desktop).await;
    // The service's own folder is a database for its administrators, and not the desktop's copy.
    let folders = [computer.data.path(), computer.replica().parent().unwrap()].map(std::path::Path::to_owned);
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let files: Vec<_> = files
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    assert!(files.contains(&computer.replica()), "{files:?}");
    for path in files {
        let bytes = std::fs::read(&path).unwrap();
        for text in ["Maximilian", "maximilian@example", "ada@example.org", PASSWORD] {
            let found = bytes.windows(text.len()).any(|window| window == text.as_bytes());
            assert!(!found, "{text} in {}", path.display());
        }
    }
    let names = |settings: &serde_json::Value| -> Vec<String> {
        let mut names: Vec<String> = settings.as_object().unwrap().keys().cloned().collect();
        names.sort();
        names
    };
    let settings = computer.settings();
    assert_eq!(
        names(&settings),
        [
            "accounts",
            "current",
            "embeddedPort",
            "installation",
            "lastLoginEmail",
            "mode",
            "serverUrl"
        ]
    );
    // Whose accounts these are, and nobody else.
    assert_eq!(
        names(&settings["accounts"][0]),
        [
            "accountName",
            "key",
            "left",
            "loginEmail",
            "mode",
            "serverUrl",
            "serviceAheadSeconds",
            "signedIn",
            "userId",
            "userName"
        ]
    );
}
