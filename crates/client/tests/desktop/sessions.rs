//! Where one is signed in, seen from one desktop and ended on another.

use roster_client::view::{Stage, StatusNotice};
use roster_domain::Role;

use crate::support::{
    Computer, another, credentials, until_erased, until_stage_is, until_up_to_date, url, with_account,
};

#[tokio::test]
async fn a_session_ended_elsewhere_ends_on_its_desktop_and_takes_the_copy_with_it() {
    let (one, two) = (Computer::new(), Computer::new());
    let host = with_account(&one).await;
    let other = two.open();
    other.connect_to_server(url(&host).await).await.unwrap();
    other.sign_in(credentials("ada@example.com")).await.unwrap();
    until_up_to_date(&other).await;
    let sessions = host.list_sessions().await.unwrap();
    assert_eq!(sessions.len(), 2);
    let there = sessions.iter().find(|session| !session.current).unwrap();
    assert_eq!(there.device_name.as_deref(), Some("a computer of a test"));
    assert_eq!(there.origin.as_deref(), Some("127.0.0.1"));
    host.end_own_session(there.id).await.unwrap();
    let status = until_stage_is(&other, Stage::SignIn).await;
    assert_eq!(status.notice, Some(StatusNotice::SessionEnded));
    until_erased(&two).await;
    host.end_own_session(there.id)
        .await
        .expect("it has ended, as asked for");
    assert_eq!(host.list_sessions().await.unwrap().len(), 1);
}

#[tokio::test]
async fn all_others_of_one_s_own_end_and_nobody_else_s() {
    let (one, two, three) = (Computer::new(), Computer::new(), Computer::new());
    let host = with_account(&one).await;
    let grace = another(&host, "Grace", Role::Administrator, &two).await;
    let second = three.open();
    second.connect_to_server(url(&host).await).await.unwrap();
    second.sign_in(credentials("grace@example.com")).await.unwrap();
    // One came with the accepted invitation.
    assert_eq!(second.list_sessions().await.unwrap().len(), 3);
    second.end_other_sessions().await.unwrap();
    until_stage_is(&grace, Stage::SignIn).await;
    assert_eq!(second.list_sessions().await.unwrap().len(), 1);
    assert_eq!(host.status().await.stage, Stage::SignedIn);
}
