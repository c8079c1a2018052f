#![allow(dead_code, reason = "each test file uses its part of these")]

use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use roster_contract::{Change, ChangeType, Changes, Invitation, SortKey, User};
use roster_domain::{Delivery, Language, Permission, Role, UserId, UserStatus};
use roster_replica::{Query, ReplicaKey};
use roster_testkit::SeededRandom;
use uuid::Uuid;

pub fn key(seed: u64) -> ReplicaKey {
    ReplicaKey::generate(&SeededRandom::new(seed))
}

pub fn id(number: u32) -> UserId {
    UserId::from_uuid(Uuid::from_u128(
        0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::from(number),
    ))
}

pub fn moment(seconds: i64) -> Timestamp {
    "2026-03-02T09:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_secs(seconds)
}

/// An active user; tests change what matters to them.
pub fn user(number: u32, first: &str, last: &str) -> User {
    User {
        id: id(number),
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        login_email: format!("login{number}@example.com"),
        communication_email: format!("mail{number}@example.org"),
        language: Language::En,
        role: Role::User,
        permissions: Vec::new(),
        status: UserStatus::Active,
        version: 1,
        created_at: moment(i64::from(number)).into(),
        updated_at: moment(i64::from(number)).into(),
        last_active_at: None,
        invitation: None,
    }
}

pub fn pending(number: u32, first: &str, last: &str) -> User {
    let invitation = Invitation {
        sent_at: Some(moment(1).into()),
        expires_at: moment(7 * 86_400).into(),
        expired: false,
        delivery: Delivery::Sent,
        delivery_error: None,
        invited_by: None,
    };
    User {
        status: UserStatus::Pending,
        invitation: Some(invitation),
        ..user(number, first, last)
    }
}

pub fn billing_administrator(number: u32, first: &str, last: &str) -> User {
    User {
        role: Role::Administrator,
        permissions: vec![Permission::BillingManager],
        ..user(number, first, last)
    }
}

/// A page of the feed that puts these users and takes those out.
pub fn page(revision: i64, put: Vec<User>, take: &[UserId]) -> Changes {
    let put = put.into_iter().map(|user| Change {
        revision,
        kind: ChangeType::User,
        id: user.id,
        deleted: false,
        user: Some(user),
    });
    let take = take.iter().map(|id| Change {
        revision,
        kind: ChangeType::User,
        id: *id,
        deleted: true,
        user: None,
    });
    Changes {
        items: put.chain(take).collect(),
        revision,
        cursor: format!("cursor-{revision}"),
        has_more: false,
        reset: false,
    }
}

pub fn reset() -> Changes {
    Changes {
        reset: true,
        ..page(0, Vec::new(), &[])
    }
}

pub fn all(status: UserStatus) -> Query {
    Query {
        status,
        search: String::new(),
        sort: SortKey::LastName,
        descending: false,
        offset: 0,
        limit: 1000,
    }
}

pub fn names(users: &[User]) -> Vec<&str> {
    users.iter().map(|user| user.first_name.as_str()).collect()
}

/// Fails where one of these texts can be read in a file of the folder.
pub fn assert_unreadable(folder: &Path, searched: &[&str]) {
    let mut read = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        read += bytes.len();
        for text in searched {
            let found = bytes.windows(text.len()).any(|window| window == text.as_bytes());
            assert!(!found, "{text} can be read in {}", path.display());
        }
    }
    assert!(read > 20_000, "there was something to look through");
}
