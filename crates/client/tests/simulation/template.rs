//! How every run begins: an account with people in it, and desktops that are signed in and know nothing yet. Made once.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::SignedDuration;
use keyring_core::api::CredentialStoreApi;
use keyring_core::{CredentialStore, mock};
use roster_client::view::{Credentials, Stage};
use roster_domain::{
    AccountId, AccountName, BearerToken, CommunicationEmail, Language, LoginEmail, NewPassword, PersonName,
    PersonalWords, Rights, Role, SecretKey, SessionId, UserId, UserStatus,
};
use roster_service::Origin;
use roster_service::account_creation::{NewAccount, create_account};
use roster_store::sessions::{self, NewSession};
use roster_store::users::{self, NewUser};
use roster_store::{Scope, Tx, accounts};
use roster_testkit::{FixedClock, SeededRandom};
use tempfile::TempDir;

use crate::actor::Actor;
use crate::service::Service;

pub const PASSWORD: &str = "seven green bicycles at dawn";

/// Who has a desktop, and with which rights they begin.
pub const SEATS: [(&str, Role, bool); 3] = [
    ("ada", Role::Administrator, true),
    ("grace", Role::Administrator, false),
    ("max", Role::Administrator, true),
];

/// The others: who acts from elsewhere, and those who are only acted upon.
const OTHERS: [(&str, Role, bool, UserStatus); 7] = [
    ("olga", Role::Administrator, true, UserStatus::Active),
    ("iris", Role::Administrator, false, UserStatus::Active),
    ("uma", Role::User, false, UserStatus::Active),
    ("viktor", Role::User, true, UserStatus::Active),
    ("wanda", Role::User, false, UserStatus::Pending),
    ("xaver", Role::Administrator, false, UserStatus::Pending),
    ("yoko", Role::User, false, UserStatus::Removed),
];

/// Someone of the account.
#[derive(Debug, Clone)]
pub struct Person {
    pub id: UserId,
    pub name: &'static str,
    /// A session of theirs elsewhere, for those who are active.
    pub token: Option<String>,
}

/// Folders to be copied.
#[derive(Debug)]
pub struct Template {
    folder: TempDir,
    pub account: AccountId,
    pub people: Vec<Person>,
    pub key: SecretKey,
    keyrings: Vec<Vec<(String, String, Vec<u8>)>>,
}

impl Template {
    pub async fn make() -> Self {
        let folder = fast_folder();
        let clock = FixedClock::default();
        let random = Arc::new(SeededRandom::unprinted(0));
        let key = SecretKey::generate(&*random);
        let service = Service::open(&folder.path().join("service"), &clock, random.clone(), key.clone()).await;
        let (account, people) = populate(&service).await;
        let mut keyrings = Vec::new();
        for (seat, (name, ..)) in SEATS.iter().enumerate() {
            let keyring = mock::Store::new().unwrap();
            let mut actor = Actor::new(
                seat,
                seat_folder(folder.path(), seat),
                keyring.clone(),
                &clock,
                random.branch(),
            );
            actor.open();
            sign_in(&mut actor, &service, name).await;
            actor.close().await;
            keyrings.push(entries(&keyring));
        }
        service.close().await;
        Self {
            folder,
            account,
            people,
            key,
            keyrings,
        }
    }

    /// A copy of it all for one run.
    pub fn copy(&self) -> TempDir {
        let copy = fast_folder();
        copy_folder(self.folder.path(), copy.path());
        copy
    }

    /// The keyring of a desktop, as it is in the template.
    pub fn keyring(&self, seat: usize) -> Arc<CredentialStore> {
        let store = mock::Store::new().unwrap();
        for (service, user, secret) in &self.keyrings[seat] {
            store.build(service, user, None).unwrap().set_secret(secret).unwrap();
        }
        store
    }
}

pub fn seat_folder(folder: &Path, seat: usize) -> PathBuf {
    folder.join(format!("desktop-{seat}"))
}

pub fn service_folder(folder: &Path) -> PathBuf {
    folder.join("service")
}

/// In memory where the system has a place for that, so that what is made durable thousands of times costs nothing.
fn fast_folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).or_else(|_| tempfile::tempdir()).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let there = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &there);
        } else {
            std::fs::copy(entry.path(), there).unwrap();
        }
    }
}

async fn populate(service: &Service) -> (AccountId, Vec<Person>) {
    let app = &service.app;
    let password = NewPassword::parse(PASSWORD, &PersonalWords::of::<&str>([])).unwrap();
    let hash = app.hasher.hash(PASSWORD.into()).await;
    let first = NewAccount {
        name: AccountName::parse("Analytical Engines").unwrap(),
        first_name: PersonName::parse(SEATS[0].0).unwrap(),
        last_name: PersonName::parse("Example").unwrap(),
        login_email: login(SEATS[0].0),
        communication_email: CommunicationEmail::parse(&address(SEATS[0].0)).unwrap(),
        language: Language::En,
        password: Some(password),
    };
    let created = create_account(app, Origin::command_line(), first).await.unwrap();
    let mut tx = app.store.begin_write(Scope::Platform).await.unwrap();
    let mut people = vec![Person {
        id: created.user,
        name: SEATS[0].0,
        token: Some(session(service, &mut tx, created.account, created.user).await),
    }];
    let seats = SEATS[1..]
        .iter()
        .map(|(name, role, holds)| (*name, *role, *holds, UserStatus::Active));
    for (name, role, holds, status) in seats.chain(OTHERS) {
        let new = NewUser {
            status,
            rights: Rights::new(role, holds),
            ..someone(service, &mut tx, created.account, name, &hash).await
        };
        people.push(add(service, &mut tx, new, name).await);
    }
    tx.commit().await.unwrap();
    (created.account, people)
}

async fn someone(service: &Service, tx: &mut Tx, account: AccountId, name: &str, hash: &str) -> NewUser {
    let app = &service.app;
    NewUser {
        id: UserId::generate(&*app.clock, &*app.random),
        account,
        first_name: name.to_owned(),
        last_name: "Example".to_owned(),
        login_email: login(name),
        communication_email: address(name),
        language: Language::En,
        rights: Rights::new(Role::User, false),
        status: UserStatus::Active,
        password_hash: Some(hash.to_owned()),
        revision: accounts::hold(tx, account, &app.revision_mark())
            .await
            .unwrap()
            .revision,
        now: app.now(),
    }
}

/// Someone pending has no invitation yet: one is written when it is resent.
async fn add(service: &Service, tx: &mut Tx, new: NewUser, name: &'static str) -> Person {
    let status = new.status;
    let new = NewUser {
        status: if status == UserStatus::Removed {
            UserStatus::Active
        } else {
            status
        },
        ..new
    };
    assert_eq!(users::insert(tx, &new).await.unwrap(), users::Inserted::Done);
    if status == UserStatus::Removed {
        let mut record = users::get(tx, new.account, new.id).await.unwrap().unwrap();
        record.status = status;
        users::update(tx, &record).await.unwrap();
    }
    let token = match status {
        UserStatus::Active => Some(session(service, tx, new.account, new.id).await),
        UserStatus::Pending | UserStatus::Removed => None,
    };
    Person {
        id: new.id,
        name,
        token,
    }
}

async fn session(service: &Service, tx: &mut Tx, account: AccountId, user: UserId) -> String {
    let app = &service.app;
    let token = BearerToken::generate(&*app.random);
    let new = NewSession {
        id: SessionId::generate(&*app.clock, &*app.random),
        account,
        user,
        token_hash: token.hash(),
        device_name: None,
        origin: None,
        created_at: app.now(),
        expires_at: app.now() + SignedDuration::from_hours(30 * 24),
    };
    sessions::insert(tx, &new).await.unwrap();
    token.to_text()
}

async fn sign_in(actor: &mut Actor, service: &Service, name: &str) {
    let desktop = actor.desktop();
    let credentials = Credentials {
        login_email: login(name).as_str().to_owned(),
        password: PASSWORD.into(),
    };
    actor.begin("sign in", async move {
        desktop.connect_to_server(crate::ADDRESS.to_owned()).await.unwrap();
        let status = desktop.sign_in(credentials).await.unwrap();
        assert_eq!(status.stage, Stage::SignedIn);
        String::new()
    });
    actor.finish_over_good_network(service).await;
}

pub fn login(name: &str) -> LoginEmail {
    LoginEmail::parse(&format!("{name}@login.example")).unwrap()
}

fn address(name: &str) -> String {
    format!("{name}@mail.example")
}

fn entries(keyring: &mock::Store) -> Vec<(String, String, Vec<u8>)> {
    let all = keyring.search(&std::collections::HashMap::new()).unwrap();
    let kept = all.into_iter().filter_map(|entry| {
        let (service, user) = entry.get_specifiers()?;
        Some((service, user, entry.get_secret().ok()?))
    });
    kept.collect()
}
