use std::fs;
use std::path::Path;

use jiff::SignedDuration;
use mail_parser::MessageParser;
use roster_domain::MailId;
use roster_service::mail::MailWorker;

use crate::invited::Invited;
use crate::on_both_databases;
use crate::post_office::{Running, in_state, pass, pass_to_next_try, settings, until, until_delivery};
use crate::support::World;

on_both_databases!(
    a_mail_becomes_one_file,
    a_mail_written_again_takes_its_own_place,
    a_folder_that_is_away_is_waited_for,
    a_folder_that_cannot_be_is_told_at_once,
);

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

async fn a_mail_becomes_one_file(world: World) {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("new mails");
    let worker = Running::start(&world, &format!("file:{}", folder.display()));
    let invited = Invited::to(&world).await;
    until_delivery(&world, &invited, "sent", false).await;
    worker.stop().await;
    let names = files(&folder);
    assert_eq!(names.len(), 1, "{names:?}");
    let id = names[0]
        .strip_prefix("20260302T090000Z-")
        .and_then(|rest| rest.strip_suffix(".eml"));
    assert!(id.is_some_and(|id| id.parse::<MailId>().is_ok()), "{names:?}");
    let bytes = fs::read(folder.join(&names[0])).unwrap();
    let mail = MessageParser::default().parse(&bytes).unwrap();
    assert!(mail.body_text(0).unwrap().contains(&invited.token));
    let bare = String::from_utf8(bytes.clone()).unwrap().replace("\r\n", "");
    assert!(!bare.contains(['\r', '\n']), "lines end as RFC 5322 wants them to");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(
            (mode(&folder), mode(&folder.join(&names[0]))),
            (0o700, 0o600),
            "links are for their owner's eyes"
        );
    }
}

async fn a_mail_written_again_takes_its_own_place(world: World) {
    let folder = tempfile::tempdir().unwrap();
    let worker = Running::start(&world, &format!("file:{}", folder.path().display()));
    let invited = Invited::to(&world).await;
    until_delivery(&world, &invited, "sent", false).await;
    let before = fs::read(folder.path().join(&files(folder.path())[0])).unwrap();
    world
        .execute("UPDATE mails SET state = 'queued', next_attempt_at = 0")
        .await;
    pass(&world, SignedDuration::from_hours(1));
    until("written again", async || {
        // Where the hour passed while it was being written, once more.
        world
            .number("SELECT COUNT(*) FROM mails WHERE state = 'sent' AND attempts > 1")
            .await
            == 1
    })
    .await;
    worker.stop().await;
    assert_eq!(files(folder.path()).len(), 1);
    assert_eq!(fs::read(folder.path().join(&files(folder.path())[0])).unwrap(), before);
}

async fn a_folder_that_is_away_is_waited_for(world: World) {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("mails");
    let worker = Running::start(&world, &format!("file:{}", folder.display()));
    fs::remove_dir(&folder).unwrap();
    let invited = Invited::to(&world).await;
    let waiting = until_delivery(&world, &invited, "queued", true).await;
    assert!(
        waiting["deliveryError"].as_str().unwrap().contains("folder"),
        "{waiting}"
    );
    fs::create_dir(&folder).unwrap();
    until("the folder's return", async || {
        pass_to_next_try(&world).await;
        in_state(&world, "sent").await == 1
    })
    .await;
    assert_eq!(files(&folder).len(), 1);
    worker.stop().await;
}

async fn a_folder_that_cannot_be_is_told_at_once(world: World) {
    let file = tempfile::NamedTempFile::new().unwrap();
    let url = format!("file:{}/mails", file.path().display());
    assert!(MailWorker::new(world.app.clone(), settings(&url)).is_err());
}
