//! Windows, searches and counts against a model that does it all the slow way.

#![allow(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

mod support;

use std::collections::{BTreeMap, HashSet};

use jiff::Timestamp;
use proptest::prelude::*;
use roster_contract::{Invitation, SortKey, User};
use roster_domain::{UserId, UserStatus, search};
use roster_replica::{Query, Replica};
use support::{all, id, key, moment, page, pending, reset, user};

/// What can happen to a replica.
#[derive(Debug, Clone)]
enum Step {
    Page {
        put: Vec<User>,
        take: Vec<u32>,
    },
    Put(Box<User>),
    TakeOut(u32),
    Reset,
    Restart,
    /// What was looked at is kept, perhaps for a restart, and looked at again.
    Keep,
    Look(Query),
    LookAgain,
}

#[derive(Debug, Default)]
struct Model {
    users: BTreeMap<UserId, User>,
    gone: HashSet<UserId>,
}

impl Model {
    fn put(&mut self, user: &User) {
        let newer = self
            .users
            .get(&user.id)
            .is_none_or(|known| known.version <= user.version);
        if newer && !self.gone.contains(&user.id) {
            self.users.insert(user.id, user.clone());
        }
    }

    fn window(&self, query: &Query) -> (Vec<User>, usize) {
        let text = |user: &User| {
            let User {
                first_name,
                last_name,
                login_email,
                communication_email,
                ..
            } = user;
            search::searched([first_name.as_str(), last_name, login_email, communication_email])
        };
        let mut found: Vec<&User> = self.users.values().collect();
        found.retain(|user| user.status == query.status && search::finds(&query.search, &text(user)));
        found.sort_by_key(|user| (sort_text(query.sort, user), user.id));
        if query.descending {
            found.reverse();
        }
        let part = found.iter().skip(query.offset as usize).take(query.limit as usize);
        (part.map(|user| (*user).clone()).collect(), found.len())
    }
}

fn sort_text(key: SortKey, user: &User) -> (String, String, Option<Timestamp>) {
    let (first, last) = (search::fold(&user.first_name), search::fold(&user.last_name));
    match key {
        SortKey::LastName => (last, first, None),
        SortKey::FirstName => (first, last, None),
        SortKey::LoginEmail => (search::fold(&user.login_email), String::new(), None),
        SortKey::CreatedAt => {
            let listed_at = user
                .invitation
                .as_ref()
                .map_or(user.created_at, |invitation| invitation.expires_at);
            (String::new(), String::new(), Some(listed_at.into()))
        }
        SortKey::LastActiveAt => (String::new(), String::new(), user.last_active_at.map(Into::into)),
    }
}

fn any_status() -> impl Strategy<Value = UserStatus> {
    prop::sample::select(UserStatus::ALL)
}

fn any_user() -> impl Strategy<Value = User> {
    // Few ids, names and times, so that they meet again.
    let number = 0..24_u32;
    let name = prop::sample::select(vec![
        "Ada",
        "ada",
        "Zoë",
        "ZOE",
        "Éluard",
        "Straße",
        "Strasse",
        "李",
        "O'Neil",
        "O’Neil",
        "ONeil",
        "Anne-Marie",
        "Anne Marie",
        "(Bob)",
        "x",
    ]);
    (
        number,
        name.clone(),
        name,
        any_status(),
        1..4_i64,
        0..3_i64,
        prop::option::of(0..3_i64),
        0..3_i64,
    )
        .prop_map(
            |(number, first, last, status, version, created, active, runs_out)| User {
                status,
                version,
                created_at: moment(created).into(),
                last_active_at: active.map(|seconds| moment(seconds).into()),
                invitation: (status == UserStatus::Pending).then(|| invitation(runs_out)),
                ..user(number, first, last)
            },
        )
}

fn invitation(runs_out: i64) -> Invitation {
    let expires_at = moment(runs_out).into();
    let sent = pending(0, "", "").invitation.unwrap();
    Invitation { expires_at, ..sent }
}

fn any_query() -> impl Strategy<Value = Query> {
    let search = prop::sample::select(vec![
        "",
        "",
        "a",
        "AD",
        "ada z",
        "zoe",
        "ß",
        "ss",
        "login1",
        "@example.org",
        "\n",
        "q",
        "oneil",
        "O‘Neil",
        "neil, ada",
        "Anne\u{2011}Marie",
        "marie anne",
        "Ada \"Bob\" <login1@example.com>",
        "'",
    ]);
    (
        any_status(),
        search,
        prop::sample::select(SortKey::ALL.to_vec()),
        any::<bool>(),
        0..12_u32,
        0..12_u32,
    )
        .prop_map(|(status, search, sort, descending, offset, limit)| Query {
            status,
            search: search.to_owned(),
            sort,
            descending,
            offset,
            limit,
        })
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (prop::collection::vec(any_user(), 0..8), prop::collection::vec(0..24_u32, 0..3))
            .prop_map(|(put, take)| Step::Page { put, take }),
        // More than the index puts in their places one by one.
        1 => prop::collection::vec(any_user(), 120).prop_map(|mut put| {
            for (number, user) in put.iter_mut().enumerate() {
                user.id = id(u32::try_from(number).unwrap());
            }
            Step::Page { put, take: Vec::new() }
        }),
        2 => any_user().prop_map(|user| Step::Put(Box::new(user))),
        1 => (0..24_u32).prop_map(Step::TakeOut),
        1 => Just(Step::Reset),
        1 => Just(Step::Restart),
        2 => Just(Step::Keep),
        3 => Just(Step::LookAgain),
        6 => any_query().prop_map(Step::Look),
    ]
}

async fn look(replica: &Replica, model: &Model, query: &Query) -> Result<(), TestCaseError> {
    let window = replica.window(query.clone()).await.unwrap();
    let (users, total) = model.window(query);
    prop_assert_eq!(window.total as usize, total, "{:?}", query);
    prop_assert_eq!(window.users, users, "{:?}", query);
    Ok(())
}

async fn walk(steps: Vec<Step>) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("replica.db");
    let mut replica = Replica::open(&path, &key(1)).await.unwrap();
    let mut model = Model::default();
    let mut looked_at = all(UserStatus::Active);
    for (revision, step) in (1..).zip(steps) {
        match step {
            Step::Page { put, take } => {
                let take: Vec<UserId> = take.into_iter().map(id).collect();
                // The last word on a user counts, and deletions come last in `page`.
                let last: BTreeMap<UserId, User> = put.iter().map(|user| (user.id, user.clone())).collect();
                replica.apply(&page(revision, put, &take)).await.unwrap();
                last.values()
                    .filter(|user| !take.contains(&user.id))
                    .for_each(|user| model.put(user));
                model.users.retain(|id, _| !take.contains(id));
            }
            Step::Put(user) => {
                replica.put(&user).await.unwrap();
                model.put(&user);
            }
            Step::TakeOut(number) => {
                replica.take_out(id(number)).await.unwrap();
                model.users.remove(&id(number));
                model.gone.insert(id(number));
            }
            Step::Reset => {
                replica.apply(&reset()).await.unwrap();
                model = Model::default();
            }
            Step::Restart => {
                drop(replica);
                replica = Replica::open(&path, &key(1)).await.unwrap();
                model.gone.clear();
            }
            Step::Keep => replica.keep_glance().await.unwrap(),
            Step::Look(query) => {
                looked_at = query;
                look(&replica, &model, &looked_at).await?;
            }
            Step::LookAgain => look(&replica, &model, &looked_at).await?,
        }
    }
    let counts = replica.counts().await.unwrap();
    for (status, count) in [
        (UserStatus::Active, counts.active),
        (UserStatus::Pending, counts.pending),
        (UserStatus::Removed, counts.removed),
    ] {
        prop_assert_eq!(
            count as usize,
            model.users.values().filter(|user| user.status == status).count()
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_replica_shows_what_the_model_shows(steps in prop::collection::vec(any_step(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(walk(steps))?;
    }
}
