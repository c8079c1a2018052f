//! How long a list of 100,000 users takes to be opened, scrolled, searched and changed.

use std::path::Path;

use jiff::Timestamp;
use roster_contract::{Change, ChangeType, Changes, SortKey, User};
use roster_domain::{Language, Role, UserId, UserStatus};
use roster_replica::{Query, Replica, ReplicaKey, erase_files};
use roster_testkit::{Measurement, SeededRandom};
use tokio::runtime::Runtime;
use uuid::Uuid;

const USERS: u32 = 100_000;
const PAGE: usize = 5_000;

fn main() {
    let runtime = Runtime::new().expect("a runtime starts");
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let path = folder.path().join("replica.db");
    let random = SeededRandom::new(1);
    let key = ReplicaKey::generate(&random);
    let users: Vec<User> = (0..USERS).map(|number| user(&random, number)).collect();
    let filled = Measurement::of("take in 100,000 users, page by page", 3, || {
        erase_files(&path).expect("files can be deleted");
        runtime.block_on(fill(&path, &key, &users));
    });
    filled.print();
    Measurement::of("open and show the first rows", 5, || {
        runtime.block_on(async {
            let replica = open(&path, &key).await;
            assert_eq!(total(&replica, first_rows()).await, USERS);
        });
    })
    .print();
    let replica = runtime.block_on(open(&path, &key));
    let measure = |name: &str, samples: usize, query: &mut dyn FnMut() -> Query| {
        Measurement::of(name, samples, || runtime.block_on(total(&replica, query()))).print();
    };
    measure("show 100 rows anywhere", 500, &mut || Query {
        offset: below(&random, USERS - 100),
        ..first_rows()
    });
    measure("sort by another column for the first time", 1, &mut || Query {
        sort: SortKey::LoginEmail,
        ..first_rows()
    });
    let mut last = 0;
    measure("search anew", 200, &mut || {
        last += 1;
        Query {
            search: format!("{:02}@ex", last % 100),
            ..first_rows()
        }
    });
    measure("scroll through what was found", 500, &mut || Query {
        search: "9@ex".to_owned(),
        offset: below(&random, 9_000),
        ..first_rows()
    });
    let mut revision = i64::from(USERS);
    Measurement::of("take in one change and show the rows", 200, || {
        revision += 1;
        let number = below(&random, USERS);
        let changed = User {
            first_name: name(&random),
            version: revision,
            ..users[number as usize].clone()
        };
        runtime.block_on(async {
            replica
                .apply(&page(revision, vec![changed]))
                .await
                .expect("a page is taken in");
            total(&replica, first_rows()).await
        })
    })
    .print();
}

async fn open(path: &Path, key: &ReplicaKey) -> Replica {
    Replica::open(path, key).await.expect("the replica opens")
}

async fn fill(path: &Path, key: &ReplicaKey, users: &[User]) {
    let replica = open(path, key).await;
    for (revision, users) in (1..).zip(users.chunks(PAGE)) {
        replica
            .apply(&page(revision, users.to_vec()))
            .await
            .expect("a page is taken in");
    }
    replica.close().await;
}

async fn total(replica: &Replica, query: Query) -> u32 {
    replica.window(query).await.expect("the list can be read").total
}

fn first_rows() -> Query {
    Query {
        status: UserStatus::Active,
        search: String::new(),
        sort: SortKey::LastName,
        descending: false,
        offset: 0,
        limit: 100,
    }
}

fn page(revision: i64, users: Vec<User>) -> Changes {
    let change = |user: User| Change {
        revision,
        kind: ChangeType::User,
        id: user.id,
        deleted: false,
        user: Some(user),
    };
    Changes {
        items: users.into_iter().map(change).collect(),
        revision,
        cursor: revision.to_string(),
        has_more: false,
        reset: false,
    }
}

fn user(random: &SeededRandom, number: u32) -> User {
    let at = Timestamp::UNIX_EPOCH.into();
    User {
        id: UserId::from_uuid(Uuid::from_u128(u128::from(number))),
        first_name: name(random),
        last_name: name(random),
        login_email: format!("{}{number}@example.com", name(random)),
        communication_email: format!("{number}@mail.example.org"),
        language: Language::En,
        role: Role::User,
        permissions: Vec::new(),
        status: UserStatus::Active,
        version: 1,
        created_at: at,
        updated_at: at,
        last_active_at: None,
        invitation: None,
    }
}

/// A made-up name, every eighth with an accent.
fn name(random: &SeededRandom) -> String {
    let syllables = ["ma", "ri", "lo", "ten", "sha", "ka", "vi", "do"];
    let mut name: String = (0..2 + random.below(3))
        .map(|_| syllables[random.below(syllables.len())])
        .collect();
    if random.below(8) == 0 {
        name.push('é');
    }
    name[..1].to_uppercase() + &name[1..]
}

fn below(random: &SeededRandom, end: u32) -> u32 {
    u32::try_from(random.below(end as usize)).expect("it is below what fits")
}
