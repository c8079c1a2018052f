use roster_client::view::{CommandErrorKind, DesktopProblem, Mode, Stage};

use crate::support::{Computer, url, with_account};

#[tokio::test]
async fn an_address_is_accepted_as_it_is_pasted_and_left_again() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let address = url(&host).await;
    let guest = there.open();
    let status = guest
        .connect_to_server(format!("  {address}/invitations/abc?x=1 "))
        .await
        .unwrap();
    assert_eq!(
        (status.stage, status.mode, status.server_url),
        (Stage::SignIn, Some(Mode::Server), Some(address.clone()))
    );
    drop(guest);
    let guest = there.open();
    assert_eq!(
        guest.status().await.server_url,
        Some(address.clone()),
        "it is remembered"
    );
    assert_eq!(guest.leave_server().await.unwrap().stage, Stage::FirstStart);
    let bare = address.strip_prefix("http://").unwrap().to_owned();
    assert_eq!(guest.connect_to_server(bare).await.unwrap().stage, Stage::SignIn);
}

#[tokio::test]
async fn addresses_that_will_not_do_are_refused_for_what_they_are() {
    let computer = Computer::new();
    let desktop = computer.open();
    for (address, problem) in [
        ("", DesktopProblem::InvalidAddress),
        ("not an address", DesktopProblem::InvalidAddress),
        ("http://roster.example.com", DesktopProblem::InsecureAddress),
    ] {
        let error = desktop.connect_to_server(address.to_owned()).await.unwrap_err();
        assert_eq!(
            (error.kind, error.desktop_code),
            (CommandErrorKind::Desktop, Some(problem)),
            "{address}"
        );
    }
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let error = desktop
        .connect_to_server(format!("http://127.0.0.1:{port}"))
        .await
        .unwrap_err();
    assert_eq!(error.kind, CommandErrorKind::Offline);
    assert_eq!(desktop.status().await.stage, Stage::FirstStart);
}
