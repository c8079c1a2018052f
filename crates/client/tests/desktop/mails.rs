use roster_client::view::{CacheTag, MailQuery};
use roster_domain::Role;

use crate::support::{Computer, accept, another, code, invalidated, person, until, with_account};

const FIRST: MailQuery = MailQuery { offset: 0, limit: 50 };

#[tokio::test]
async fn what_the_service_writes_here_can_be_read_with_its_link_at_hand() {
    let computer = Computer::new();
    let desktop = with_account(&computer).await;
    let mut events = desktop.events();
    let before = desktop.list_mails(FIRST).await.unwrap().total;
    let invited = crate::support::done(desktop.create_user(person("Zoë", Role::User)).await);
    let list = async || desktop.list_mails(FIRST).await.unwrap();
    let page = until("the invitation's mail", list, |page| page.total > before).await;
    invalidated(&mut events, CacheTag::Mails).await;
    assert_eq!(page.items.len(), page.total as usize);
    let newest = &page.items[0];
    assert!(newest.to.contains("zoë@example.org"), "{newest:?}");
    assert!(newest.has_link && !newest.subject.is_empty());
    let mail = desktop.mail(newest.id.clone()).await.unwrap();
    let link = mail.link.unwrap();
    assert!(mail.text.contains(&link) && mail.html.unwrap().contains('<'));
    assert!(desktop.check_link(link.clone()).is_ok());
    accept(&link).await;
    let active = async || {
        desktop
            .user(invited.user.id)
            .await
            .unwrap()
            .unwrap()
            .user
            .invitation
            .is_none()
    };
    until("the one who came by the mail's link", active, |entered| *entered).await;
    assert_eq!(
        desktop
            .list_mails(MailQuery {
                offset: page.total,
                limit: 10
            })
            .await
            .unwrap()
            .items,
        []
    );
}

#[tokio::test]
async fn a_mail_s_name_leads_nowhere_else() {
    let computer = Computer::new();
    let desktop = with_account(&computer).await;
    std::fs::write(computer.data.path().join("outside.eml"), "Subject: no\r\n\r\nno\r\n").unwrap();
    for id in [
        "../outside",
        "../../outside",
        "",
        "nothing",
        "/etc/passwd",
        "..\\outside",
    ] {
        assert_eq!(code(desktop.mail(id.to_owned()).await), "not-found", "{id}");
    }
}

#[tokio::test]
async fn only_the_service_s_own_pages_are_opened() {
    let computer = Computer::new();
    let desktop = with_account(&computer).await;
    let own = crate::support::url(&desktop).await;
    assert!(desktop.check_link(format!("{own}/invitations/x")).is_ok());
    for link in [
        "https://example.com/invitations/x",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://127.0.0.1:1/invitations/x",
        &own.replace("http://", "http://user:secret@"),
        &own.replace("http://", "ftp://"),
        "",
    ] {
        assert!(desktop.check_link(link.to_owned()).is_err(), "{link}");
    }
}

#[tokio::test]
async fn a_server_s_mails_are_not_here() {
    let (here, there) = (Computer::new(), Computer::new());
    let host = with_account(&here).await;
    let guest = another(&host, "Grace", Role::Administrator, &there).await;
    assert_eq!(guest.list_mails(FIRST).await.unwrap().total, 0);
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_the_link_in_a_mail() {
    let computer = Computer::new();
    let desktop = with_account(&computer).await;
    let before = desktop.list_mails(FIRST).await.unwrap().total;
    let unknown = desktop.forgot_password("nobody@example.com".to_owned()).await.unwrap();
    let asked = desktop.forgot_password(" ADA@example.com ".to_owned()).await.unwrap();
    assert_eq!(asked, unknown, "nobody is told whether there is such a login");
    let folder = asked.mail_folder.expect("a folder of this computer");
    assert!(std::path::Path::new(&folder).is_dir());
    let list = async || desktop.list_mails(FIRST).await.unwrap();
    let page = until("the mail with the link", list, |page| page.total > before).await;
    assert_eq!(page.total, before + 1);
    let link = desktop.mail(page.items[0].id.clone()).await.unwrap().link.unwrap();
    assert!(link.contains("/password/reset/"), "{link}");
    assert!(desktop.check_link(link).is_ok());
    assert_eq!(code(desktop.forgot_password("  ".to_owned()).await), "invalid-fields");
}
