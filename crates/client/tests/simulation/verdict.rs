//! What has to be so once all is quiet.

use std::collections::{BTreeMap, BTreeSet};

use roster_client::Desktop;
use roster_client::view::{Stage, UserQuery};
use roster_contract::{Changes, Me, SortKey, User, UserPage};
use roster_domain::{AccountId, Role, UserId, UserStatus};
use roster_store::{Scope, guardians};

use crate::actor::Actor;
use crate::service::Service;
use crate::template::SEATS;

type Users = BTreeMap<UserId, User>;

pub async fn an_administrator_remains(service: &Service, account: AccountId) -> Result<(), String> {
    let mut tx = service.app.store.begin_read(Scope::Platform).await.unwrap();
    let guardians = guardians::count(&mut tx, account).await.unwrap();
    if guardians.administrators == 0 || guardians.billing_administrators == 0 {
        return Err(format!("nobody is left who may administrate: {guardians:?}"));
    }
    Ok(())
}

pub async fn replicas_are_right(service: &Service, actors: &[Actor], went_back: bool) -> Result<(), String> {
    for actor in actors {
        let name = SEATS[actor.seat].0;
        replica_is_right(service, actor, went_back)
            .await
            .map_err(|why| format!("{name}: {why}"))?;
    }
    Ok(())
}

/// The desktop shows what the service would show whoever is signed in there.
async fn replica_is_right(service: &Service, actor: &Actor, went_back: bool) -> Result<(), String> {
    let desktop = actor.desktop();
    let status = desktop.status().await;
    let shown: Option<Me> = match &actor.token() {
        Some(token) => service.read("/me", token).await,
        None => None,
    };
    match (status.stage, shown) {
        (Stage::SignedIn, None) => Err("it shows as signed in whom the service does not know".to_owned()),
        (Stage::SignedIn, Some(me)) => {
            let token = actor.token().expect("the token that was just used");
            let seen = status.session.map(|session| session.me);
            same("who is signed in", &seen.map(still), &Some(still(me.clone())))?;
            let expected = visible(service, &token, &me).await;
            same_users("the service's feed", &from_scratch(service, &token).await, &expected)?;
            same_users("the users", &in_replica(&desktop).await, &expected)
        }
        // After a backup was restored, a session may live again that had ended.
        (_, Some(_)) if !went_back => Err("it has ended a session that goes on".to_owned()),
        _ => Ok(()),
    }
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, seen: &T, expected: &T) -> Result<(), String> {
    if seen == expected {
        Ok(())
    } else {
        Err(format!("{what}\n     here: {seen:?}\n  service: {expected:?}"))
    }
}

/// Names only those who differ.
fn same_users(what: &str, seen: &Users, expected: &Users) -> Result<(), String> {
    let ids: BTreeSet<&UserId> = seen.keys().chain(expected.keys()).collect();
    for id in ids {
        same(what, &seen.get(id), &expected.get(id))?;
    }
    Ok(())
}

/// What the lists show.
async fn visible(service: &Service, token: &str, me: &Me) -> Users {
    if me.user.role != Role::Administrator {
        return by_id([me.user.clone()]);
    }
    let mut users = Vec::new();
    let mut after = String::new();
    loop {
        let page: UserPage = service.read(&format!("/users?limit=200{after}"), token).await.unwrap();
        users.extend(page.items);
        match page.next_cursor {
            Some(cursor) => after = format!("&cursor={cursor}"),
            None => return by_id(users),
        }
    }
}

/// What the feed gives to one who begins now.
async fn from_scratch(service: &Service, token: &str) -> Users {
    let mut users = Users::new();
    let mut after = String::new();
    loop {
        let page: Changes = service.read(&format!("/changes?limit=7{after}"), token).await.unwrap();
        users.extend(by_id(page.items.into_iter().filter_map(|change| change.user)));
        if !page.has_more {
            return users;
        }
        after = format!("&after={}", page.cursor);
    }
}

async fn in_replica(desktop: &Desktop) -> Users {
    let mut users = Users::new();
    for status in [UserStatus::Active, UserStatus::Pending, UserStatus::Removed] {
        let query = UserQuery {
            status,
            search: String::new(),
            sort: SortKey::LastName,
            descending: false,
            offset: 0,
            limit: 500,
        };
        let window = desktop.list_users(query).await.unwrap();
        assert_eq!(window.total as usize, window.rows.len(), "a list counts what it shows");
        users.extend(by_id(window.rows.into_iter().map(|row| row.user)));
    }
    users
}

fn by_id(users: impl IntoIterator<Item = User>) -> Users {
    let each = users.into_iter().map(|user| {
        (
            user.id,
            User {
                last_active_at: None,
                ..user
            },
        )
    });
    each.collect()
}

/// `lastActiveAt` alone is no change, so that a desktop may know an older one.
fn still(me: Me) -> Me {
    Me {
        user: User {
            last_active_at: None,
            ..me.user
        },
        ..me
    }
}
