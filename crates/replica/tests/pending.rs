//! The file of pending changes, alone.

#![allow(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

mod support;

use std::path::{Path, PathBuf};

use roster_contract::{CreateUser, Problem, ProblemCode, UpdateUser};
use roster_domain::pending::{EditableFields, PendingState};
use roster_domain::{Language, PendingChangeId, Role};
use roster_replica::pending::{Lost, PendingEdit, PendingStore, Revised, Revision, Seen, StoredChange, Withdrawn};
use roster_replica::{OpenError, erase_files};
use support::{assert_unreadable, id, key, moment};
use uuid::Uuid;

fn path(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("pending.db")
}

async fn open(folder: &tempfile::TempDir) -> PendingStore {
    PendingStore::open(&path(folder), &key(1)).await.unwrap()
}

fn uuid(number: u32) -> Uuid {
    Uuid::from_u128(u128::from(number))
}

fn change(number: u32) -> PendingChangeId {
    PendingChangeId::from_uuid(uuid(number))
}

fn fields(first: &str) -> EditableFields {
    EditableFields {
        first_name: first.to_owned(),
        last_name: "Planted-Name".to_owned(),
        communication_email: "planted@example.org".to_owned(),
        language: Language::Fr,
        role: Role::User,
        permissions: Vec::new(),
    }
}

fn seen(version: i64, first: &str) -> Seen {
    Seen {
        version,
        permissions_visible: true,
        fields: Some(fields(first)),
    }
}

fn creation(number: u32) -> StoredChange {
    let user = CreateUser {
        first_name: "Wilhelmina".to_owned(),
        last_name: "Planted-Name".to_owned(),
        login_email: format!("planted{number}@example.com"),
        communication_email: "planted@example.org".to_owned(),
        language: Language::Fr,
        role: Role::Administrator,
        permissions: Vec::new(),
    };
    let name = "Wilhelmina Planted-Name".to_owned();
    StoredChange {
        subject_email: Some(user.login_email.clone()),
        ..StoredChange::new(
            change(number),
            moment(0),
            PendingEdit::Create { user },
            name,
            uuid(number + 1_000),
        )
    }
}

fn renaming(first: &str) -> PendingEdit {
    PendingEdit::Update {
        id: id(9),
        changes: UpdateUser {
            first_name: Some(first.to_owned()),
            ..UpdateUser::default()
        },
    }
}

fn update(number: u32) -> StoredChange {
    let name = "Max Planted-Name".to_owned();
    StoredChange {
        subject_email: Some("planted@example.com".to_owned()),
        seen: Some(seen(3, "Max")),
        ..StoredChange::new(
            change(number),
            moment(1),
            renaming("Maximilian"),
            name,
            uuid(number + 1_000),
        )
    }
}

fn revision(number: u32, first: &str) -> Revision {
    Revision {
        edit: renaming(first),
        subject_name: "Max Planted-Name".to_owned(),
        subject_email: None,
        seen: Some(seen(4, "Moritz")),
        idempotency_key: uuid(number),
    }
}

fn taken() -> Problem {
    Problem::new(ProblemCode::LoginEmailTaken)
}

#[tokio::test]
async fn what_was_stored_is_there_in_its_order_however_the_process_ended() {
    let folder = tempfile::tempdir().unwrap();
    let all = [creation(5), update(3), creation(8), update(1)];
    let store = open(&folder).await;
    for change in &all {
        store.store(change).await.unwrap();
    }
    // Nobody closes anything: what is there now is what a crash would leave.
    let copy = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
    }
    let after_crash = PendingStore::open_or_replace(&path(&copy), &key(1), moment(9))
        .await
        .unwrap();
    assert_eq!(after_crash.lost, Lost::Nothing);
    assert_eq!(after_crash.store.list().await.unwrap(), all);
    assert_eq!(after_crash.store.get(change(8)).await.unwrap(), Some(all[2].clone()));
    assert_eq!(after_crash.store.get(change(99)).await.unwrap(), None);
}

#[tokio::test]
async fn a_change_is_stored_with_full_synchronisation() {
    // What `synchronous=FULL` means to a loss of power cannot be tried here; that it is set can.
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    assert_eq!(store.synchronous().await.unwrap(), 2);
}

#[tokio::test]
async fn the_first_that_waits_or_may_have_been_sent_is_sent_first() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    for change in [creation(1), update(2), creation(3), update(4)] {
        store.store(&change).await.unwrap();
    }
    let first = async || {
        store
            .first_to_send()
            .await
            .unwrap()
            .map(|change| (change.id, change.state))
    };
    assert_eq!(first().await, Some((change(1), PendingState::Waiting)));
    let sending = store
        .begin_sending(change(1), moment(10), Some(5))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(sending.first_sent_at, Some(moment(10)));
    assert_eq!(sending.first_sent_after, Some(5));
    assert_eq!(first().await, Some((change(1), PendingState::Sending)));
    // A later try keeps the time of the first, on which it depends how long the service knows the key.
    let again = store
        .begin_sending(change(1), moment(20), Some(6))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (again.first_sent_at, again.first_sent_after),
        (Some(moment(10)), Some(5))
    );
    store.refuse(change(1), &taken()).await.unwrap();
    store.contest(change(2), &seen(4, "Moritz"), uuid(77)).await.unwrap();
    assert_eq!(first().await, Some((change(3), PendingState::Waiting)));
    store.take_out(change(3)).await.unwrap();
    assert_eq!(first().await, Some((change(4), PendingState::Waiting)));
    store.begin_sending(change(4), moment(30), Some(5)).await.unwrap();
    store.was_not_sent(change(4)).await.unwrap();
    let waiting = store.get(change(4)).await.unwrap().unwrap();
    assert_eq!((waiting.state, waiting.first_sent_at), (PendingState::Waiting, None));
    let anew = store
        .begin_sending(change(4), moment(40), Some(7))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((anew.first_sent_at, anew.first_sent_after), (Some(moment(40)), Some(7)));
    assert_eq!(
        [
            store.count_try(change(4)).await.unwrap(),
            store.count_try(change(4)).await.unwrap()
        ],
        [1, 2]
    );
}

#[tokio::test]
async fn what_may_have_been_sent_is_neither_withdrawn_nor_revised() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    store.store(&update(1)).await.unwrap();
    store.begin_sending(change(1), moment(10), Some(5)).await.unwrap();
    let sent = store.get(change(1)).await.unwrap();
    assert_eq!(store.withdraw(change(1)).await.unwrap(), Withdrawn::AlreadySent);
    assert_eq!(
        store.revise(change(1), &revision(50, "Maxine")).await.unwrap(),
        Revised::AlreadySent
    );
    assert_eq!(store.get(change(1)).await.unwrap(), sent);
    assert_eq!(store.withdraw(change(2)).await.unwrap(), Withdrawn::NotThere);
    assert_eq!(
        store.revise(change(2), &revision(51, "Maxine")).await.unwrap(),
        Revised::NotThere
    );
    store.was_not_sent(change(1)).await.unwrap();
    assert_eq!(
        store.withdraw(change(1)).await.unwrap(),
        Withdrawn::Gone(Box::new(update(1)))
    );
    assert_eq!(
        store.begin_sending(change(1), moment(11), Some(5)).await.unwrap(),
        None,
        "it was withdrawn"
    );
    assert_eq!(store.list().await.unwrap(), []);
}

#[tokio::test]
async fn a_revision_is_another_request_in_the_same_place() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    for change in [update(1), update(2), update(3)] {
        store.store(&change).await.unwrap();
    }
    store.refuse(change(1), &taken()).await.unwrap();
    let refused = store.get(change(1)).await.unwrap().unwrap();
    assert_eq!((refused.state, refused.problem), (PendingState::Refused, Some(taken())));
    store.contest(change(2), &seen(4, "Moritz"), uuid(77)).await.unwrap();
    let contested = store.get(change(2)).await.unwrap().unwrap();
    assert_eq!(
        (contested.theirs, contested.idempotency_key),
        (Some(seen(4, "Moritz")), uuid(77))
    );
    for (number, fresh) in [(1, 60), (2, 61), (3, 62)] {
        let Revised::Waiting(revised) = store.revise(change(number), &revision(fresh, "Maxine")).await.unwrap() else {
            panic!("nothing was sent");
        };
        let expected = StoredChange {
            edit: renaming("Maxine"),
            subject_email: None,
            seen: Some(seen(4, "Moritz")),
            idempotency_key: uuid(fresh),
            ..update(number)
        };
        assert_eq!(*revised, expected);
    }
    let order: Vec<PendingChangeId> = store
        .list()
        .await
        .unwrap()
        .into_iter()
        .map(|change| change.id)
        .collect();
    assert_eq!(order, [change(1), change(2), change(3)]);
    // What was sent is based anew only by who knows that it was not done.
    let sent = store
        .begin_sending(change(1), moment(10), Some(5))
        .await
        .unwrap()
        .unwrap();
    store.rebase(&sent, &revision(63, "Maxine")).await.unwrap();
    let rebased = store.get(change(1)).await.unwrap().unwrap();
    assert_eq!(
        (rebased.state, rebased.first_sent_at, rebased.tries),
        (PendingState::Waiting, None, 1)
    );
}

#[tokio::test]
async fn what_was_seen_of_others_is_forgotten_and_what_was_typed_stays() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    for change in [update(1), creation(2), update(3)] {
        store.store(&change).await.unwrap();
    }
    store.contest(change(3), &seen(4, "Moritz"), uuid(77)).await.unwrap();
    store.forget_seen().await.unwrap();
    let forgotten = Seen {
        version: 3,
        permissions_visible: true,
        fields: None,
    };
    let edit = |number, key| StoredChange {
        seen: Some(forgotten.clone()),
        subject_email: None,
        idempotency_key: key,
        ..update(number)
    };
    assert_eq!(
        store.list().await.unwrap(),
        [edit(1, uuid(1_001)), creation(2), edit(3, uuid(77))]
    );
}

#[tokio::test]
async fn nothing_of_it_can_be_read_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    for number in 0..50 {
        store.store(&creation(number)).await.unwrap();
        store.store(&update(number + 100)).await.unwrap();
    }
    store.contest(change(100), &seen(4, "Moritz"), uuid(777)).await.unwrap();
    let searched = [
        "Wilhelmina",
        "Planted",
        "planted",
        "Maximilian",
        "Moritz",
        "administrator",
        "CREATE TABLE",
        "waiting",
    ];
    assert!(folder.path().join("pending.db-wal").exists());
    assert_unreadable(folder.path(), &searched);
    store.close().await;
    assert_unreadable(folder.path(), &searched);
}

#[tokio::test]
async fn what_does_not_open_is_set_aside_and_one_is_told_how_many_are_lost() {
    for harm in ["another key", "the first page", "no number", "nothing in it"] {
        let folder = tempfile::tempdir().unwrap();
        let path = path(&folder);
        let store = open(&folder).await;
        for change in [update(1), creation(2), update(3)] {
            store.store(&change).await.unwrap();
        }
        store.take_out(change(2)).await.unwrap();
        if harm == "nothing in it" {
            store.take_out(change(1)).await.unwrap();
            store.take_out(change(3)).await.unwrap();
        }
        store.close().await;
        let written = std::fs::read(&path).unwrap();
        if harm != "another key" {
            harm_at(&path, 20..21);
        }
        if harm == "no number" {
            std::fs::remove_file(folder.path().join("pending.db-count")).unwrap();
        }
        let other = if harm == "another key" { key(2) } else { key(1) };
        let refused = PendingStore::open(&path, &other).await;
        assert!(
            matches!(refused, Err(OpenError::WrongKeyOrDamaged(_))),
            "{harm}: {refused:?}"
        );
        let opened = PendingStore::open_or_replace(&path, &other, moment(0)).await.unwrap();
        let expected = match harm {
            "no number" => Lost::Unknown,
            "nothing in it" => Lost::Nothing,
            _ => Lost::Known(2),
        };
        assert_eq!(opened.lost, expected, "{harm}");
        assert_eq!(opened.store.list().await.unwrap(), []);
        opened.store.store(&update(7)).await.unwrap();
        let aside = aside(folder.path());
        if harm == "another key" {
            assert_eq!(std::fs::read(&aside).unwrap(), written, "nothing is destroyed");
            let recovered = PendingStore::open(&aside, &key(1)).await.unwrap();
            assert_eq!(recovered.list().await.unwrap(), [update(1), update(3)]);
        }
        opened.store.erase().await.unwrap();
        erase_files(&aside).unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "{harm}");
    }
}

#[tokio::test]
async fn of_a_file_that_is_damaged_in_part_the_rest_is_saved() {
    let whole = tempfile::tempdir().unwrap();
    let store = open(&whole).await;
    let all: Vec<StoredChange> = (0..30).map(update).collect();
    for change in &all {
        store.store(change).await.unwrap();
    }
    store.close().await;
    let pages = usize::try_from(std::fs::metadata(path(&whole)).unwrap().len()).unwrap() / 4096;
    let mut in_part = 0;
    // Each page but the first, without which there is no file.
    for page in 1..pages {
        let folder = tempfile::tempdir().unwrap();
        for name in ["pending.db", "pending.db-count"] {
            std::fs::copy(whole.path().join(name), folder.path().join(name)).unwrap();
        }
        harm_at(&path(&folder), page * 4096 + 100..page * 4096 + 200);
        let opened = PendingStore::open_or_replace(&path(&folder), &key(1), moment(0))
            .await
            .unwrap();
        let saved = opened.store.list().await.unwrap();
        assert!(saved.iter().all(|change| all.contains(change)), "page {page}");
        let lost = all.len() - saved.len();
        let expected = match u32::try_from(lost).unwrap() {
            0 => Lost::Nothing,
            lost => Lost::Known(lost),
        };
        assert_eq!(opened.lost, expected, "page {page}");
        in_part += usize::from(lost > 0 && lost < all.len());
        // From now on it is whole.
        assert!(aside(folder.path()).exists(), "page {page}");
        opened.store.close().await;
        let again = PendingStore::open_or_replace(&path(&folder), &key(1), moment(1))
            .await
            .unwrap();
        assert_eq!((again.lost, again.store.list().await.unwrap()), (Lost::Nothing, saved));
        again.store.close().await;
    }
    assert!(in_part >= 3, "of {pages} pages {in_part} hold changes");
}

#[tokio::test]
async fn a_file_whose_log_was_taken_away_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    store.store(&update(1)).await.unwrap();
    let copy = tempfile::tempdir().unwrap();
    for name in ["pending.db", "pending.db-count"] {
        std::fs::copy(folder.path().join(name), copy.path().join(name)).unwrap();
    }
    let opened = PendingStore::open_or_replace(&path(&copy), &key(1), moment(0))
        .await
        .unwrap();
    assert_eq!(
        opened.lost,
        Lost::Known(1),
        "it was stored in the log beside the database"
    );
    opened.store.close().await;
    let again = PendingStore::open_or_replace(&path(&copy), &key(1), moment(0))
        .await
        .unwrap();
    assert_eq!(again.lost, Lost::Nothing, "it is said once");
}

#[tokio::test]
async fn a_file_whose_key_is_lost_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = path(&folder);
    assert_eq!(PendingStore::give_up(&path, moment(0)).unwrap(), Lost::Nothing);
    let store = open(&folder).await;
    store.close().await;
    let opened = PendingStore::open_or_replace(&path, &key(1), moment(0)).await.unwrap();
    opened.store.close().await;
    assert_eq!(PendingStore::give_up(&path, moment(0)).unwrap(), Lost::Nothing);
    assert!(!path.exists());
    let store = open(&folder).await;
    store.store(&update(1)).await.unwrap();
    store.close().await;
    assert_eq!(PendingStore::give_up(&path, moment(0)).unwrap(), Lost::Known(1));
    assert!(!path.exists() && aside(folder.path()).exists());
}

fn harm_at(path: &Path, bytes: std::ops::Range<usize>) {
    let mut content = std::fs::read(path).unwrap();
    // Turned over: what is encrypted may be any byte already.
    for byte in &mut content[bytes] {
        *byte ^= 0x5a;
    }
    std::fs::write(path, content).unwrap();
}

fn aside(folder: &Path) -> PathBuf {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut aside = paths.filter(|path| path.extension().is_some_and(|extension| extension == "aside"));
    aside.next().unwrap()
}
