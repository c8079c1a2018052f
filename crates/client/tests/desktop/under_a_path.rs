//! A service that is one of several things at its host.

use roster_client::view::{CommandErrorKind, DesktopProblem, Mode, Stage};
use roster_domain::{Role, UserStatus};
use roster_testkit::Nginx;

use crate::support::{Computer, accept, credentials, done, names, person, until, until_up_to_date, url, with_account};

/// nginx in front of the host's service, under `/team/roster`.
async fn proxied(service: &str) -> Option<Nginx> {
    let service = service.to_owned();
    let start = move || Nginx::start(Nginx::free_address()?, "/team/roster", &service, "");
    tokio::task::spawn_blocking(start).await.unwrap().unwrap()
}

#[tokio::test]
async fn everything_goes_under_its_path_and_is_remembered_so() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let Some(nginx) = proxied(&url(&host).await).await else {
        return;
    };
    let invited = done(host.create_user(person("Grace", Role::Administrator)).await);
    accept(&host.copy_invitation_link(invited.user.id).await.unwrap().url).await;

    let guest = there.open();
    // As the page of one who was just invited hands it over.
    let suggested = format!("{}/", nginx.url);
    let status = guest.connect_to_server(suggested).await.unwrap();
    assert_eq!(
        (status.stage, status.mode, status.server_url),
        (Stage::SignIn, Some(Mode::Server), Some(nginx.url.clone()))
    );
    guest.sign_in(credentials("grace@example.com")).await.unwrap();
    until_up_to_date(&guest).await;
    // Writes and the stream of events go there as well.
    done(guest.create_user(person("Max", Role::User)).await);
    done(host.create_user(person("Zoe", Role::User)).await);
    let pending = async || names(&guest, UserStatus::Pending).await;
    until("both are listed", pending, |names| names.len() == 2).await;
    let page = format!("{}/invitations/x", nginx.url);
    assert!(guest.check_link(page.clone()).is_ok());
    assert!(
        guest.check_link(page.replace("/team/roster", "")).is_err(),
        "another thing at that host"
    );

    guest.shut_down().await;
    drop(guest);
    let guest = there.open();
    let status = guest.status().await;
    assert_eq!(
        (status.stage, status.server_url),
        (Stage::SignedIn, Some(nginx.url.clone()))
    );
    until_up_to_date(&guest).await;
    let accounts = guest.accounts().await;
    assert_eq!(accounts[0].server_url, Some(nginx.url.clone()));
}

#[tokio::test]
async fn any_page_of_it_will_do_and_what_is_beside_it_will_not() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let Some(nginx) = proxied(&url(&host).await).await else {
        return;
    };
    let guest = there.open();
    for page in [
        "invitations/abc?lang=fr",
        "password/forgotten",
        "help/of/a/later/version",
        "api/v1/me",
    ] {
        let status = guest.connect_to_server(format!("{}/{page}", nginx.url)).await.unwrap();
        assert_eq!(status.server_url, Some(nginx.url.clone()), "{page}");
        guest.leave_server().await.unwrap();
    }
    let beside = nginx.url.replace("/team/roster", "");
    let error = guest.connect_to_server(beside).await.unwrap_err();
    assert_eq!(
        (error.kind, error.desktop_code),
        (CommandErrorKind::Desktop, Some(DesktopProblem::NotRoster))
    );
}
