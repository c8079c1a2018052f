//! `GET /users`: order and pages.

use jiff::SignedDuration;
use roster_domain::{Rights, Role, UserStatus, search};
use serde_json::{Value, json};

use crate::support::{Person, World};

/// First and last name of people whose order is easy to get wrong.
const NAMES: [(&str, &str); 12] = [
    ("Zoë", "Ångström"),
    ("ada", "Lovelace"),
    ("Ada", "LOVELACE"),
    ("Émile", "de la Cruz"),
    ("Anna", "De"),
    ("Łukasz", "Øst"),
    ("Ｂob", "ost"),
    ("أحمد", "محمد"),
    ("李", "小龙"),
    ("Jo", "O'Neil"),
    ("Jo", "ONeil"),
    ("😀", "Zed"),
];

/// An account with people of every kind, and its administrator, whose own record is always one of them.
async fn crowd(world: &World) -> (Person, Vec<Value>) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    for (index, (first, last)) in NAMES.into_iter().enumerate() {
        world.advance(SignedDuration::from_secs(1));
        let status = UserStatus::ALL[index % 3];
        let role = Role::ALL[index % 2];
        world
            .add(account, |user| {
                (user.first_name, user.last_name) = (first.to_owned(), last.to_owned());
                (user.status, user.rights) = (status, Rights::new(role, false));
                if index % 4 == 0 {
                    user.language = "fr".parse().unwrap();
                }
            })
            .await;
    }
    let all = all_pages(world, &administrator, "", 200).await;
    assert_eq!(all.len(), NAMES.len() + 1);
    (administrator, all)
}

/// Every item of a list, read page by page.
async fn all_pages(world: &World, who: &Person, query: &str, limit: usize) -> Vec<Value> {
    let mut items = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = world
            .get(&format!("/users?limit={limit}{query}{cursor}"))
            .by(who)
            .send()
            .await
            .expect(200);
        let page_items = page["items"].as_array().unwrap().clone();
        let next = page["nextCursor"].as_str();
        assert!(
            page_items.len() == limit || next.is_none(),
            "only the last page may be short"
        );
        assert!(page_items.len() <= limit);
        items.extend(page_items);
        if let Some(next) = next {
            cursor = format!("&cursor={next}");
        } else {
            assert_eq!(page["total"], json!(items.len()));
            return items;
        }
    }
}

fn names(items: &[Value]) -> Vec<String> {
    items
        .iter()
        .map(|item| format!("{} {}", text(item, "firstName"), text(item, "lastName")))
        .collect()
}

fn text<'a>(item: &'a Value, field: &str) -> &'a str {
    item[field].as_str().unwrap_or_default()
}

async fn every_order_is_the_same_on_both_engines_and_its_reverse_backwards(world: World) {
    let (administrator, all) = crowd(&world).await;
    let folded = |item: &Value, fields: [&str; 2]| {
        [
            search::fold(text(item, fields[0])),
            "\0".to_owned(),
            search::fold(text(item, fields[1])),
        ]
        .concat()
    };
    let key = |column: &str, item: &Value| match column {
        "lastName" => folded(item, ["lastName", "firstName"]),
        "firstName" => folded(item, ["firstName", "lastName"]),
        "loginEmail" => search::fold(text(item, "loginEmail")),
        other => text(item, other).to_owned(),
    };
    for column in ["lastName", "firstName", "loginEmail", "createdAt", "lastActiveAt"] {
        let mut expected = all.clone();
        expected.sort_by_key(|item| (key(column, item), text(item, "id").to_owned()));
        for limit in [1, 4, 13, 200] {
            let ascending = all_pages(&world, &administrator, &format!("&sort={column}"), limit).await;
            assert_eq!(names(&ascending), names(&expected), "{column} {limit}");
            let mut descending = all_pages(&world, &administrator, &format!("&sort=-{column}"), limit).await;
            descending.reverse();
            assert_eq!(descending, ascending, "-{column} {limit}");
        }
    }
    let by_default = all_pages(&world, &administrator, "", 5).await;
    assert_eq!(by_default, all_pages(&world, &administrator, "&sort=lastName", 5).await);
}

async fn those_who_were_never_active_come_before_the_others(world: World) {
    let (administrator, _) = crowd(&world).await;
    let items = all_pages(&world, &administrator, "&sort=lastActiveAt", 3).await;
    let never = items.iter().take_while(|item| item["lastActiveAt"].is_null()).count();
    assert_eq!(never, 8, "pending and removed people have not been active");
    assert!(items[never..].iter().all(|item| item["lastActiveAt"].is_string()));
    let times: Vec<&str> = items[never..].iter().map(|item| text(item, "lastActiveAt")).collect();
    assert!(times.is_sorted());
}

async fn filters_combine(world: World) {
    let (administrator, all) = crowd(&world).await;
    for status in ["", "pending", "active", "removed"] {
        for role in ["", "user", "administrator"] {
            for language in ["", "en", "fr", "ar"] {
                let mut query = String::new();
                let mut expected = all.clone();
                for (field, value) in [("status", status), ("role", role), ("language", language)] {
                    if !value.is_empty() {
                        query = format!("{query}&{field}={value}");
                        expected.retain(|item| item[field] == value);
                    }
                }
                assert_eq!(all_pages(&world, &administrator, &query, 4).await, expected, "{query}");
            }
        }
    }
}

async fn pending_people_come_with_their_invitations_and_nobody_else_does(world: World) {
    let (administrator, all) = crowd(&world).await;
    for item in all {
        assert_eq!(item["invitation"].is_object(), item["status"] == "pending", "{item}");
        let one = world
            .get(&format!("/users/{}", text(&item, "id")))
            .by(&administrator)
            .send()
            .await
            .expect(200);
        assert_eq!(one, item, "a list shows the same as the record itself");
    }
}

async fn what_comes_and_goes_meanwhile_moves_nobody_to_another_page(world: World) {
    let account = world.account().await;
    let administrator = world.billing_administrator(account).await;
    let mut people = Vec::new();
    for letter in ["B", "D", "F", "H"] {
        people.push(
            world
                .add(account, |user| {
                    letter.clone_into(&mut user.last_name);
                    user.status = UserStatus::Pending;
                })
                .await,
        );
    }
    let first = world
        .get("/users?limit=2&status=pending")
        .by(&administrator)
        .send()
        .await
        .expect(200);
    let (before, last_seen) = (&people[0], &people[1]);
    world
        .delete(&before.path(""))
        .by(&administrator)
        .send()
        .await
        .expect(204);
    world
        .delete(&last_seen.path(""))
        .by(&administrator)
        .send()
        .await
        .expect(204);
    world
        .add(account, |user| {
            (user.last_name, user.status) = ("A".to_owned(), UserStatus::Pending);
        })
        .await;
    world
        .add(account, |user| {
            (user.last_name, user.status) = ("E".to_owned(), UserStatus::Pending);
        })
        .await;
    let cursor = text(&first, "nextCursor");
    let rest = world
        .get(&format!("/users?limit=9&status=pending&cursor={cursor}"))
        .by(&administrator)
        .send()
        .await
        .expect(200);
    let names: Vec<&str> = rest["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| text(item, "lastName"))
        .collect();
    assert_eq!(names, ["E", "F", "H"]);
    assert_eq!((&rest["total"], &rest["nextCursor"]), (&json!(4), &json!(null)));
}

async fn a_page_holds_fifty_unless_asked_and_two_hundred_at_most(world: World) {
    let account = world.account().await;
    let administrator = world.administrator(account).await;
    for _ in 0..205 {
        world.add(account, |user| user.status = UserStatus::Pending).await;
    }
    for (query, shown) in [
        ("", 50),
        ("?limit=1", 1),
        ("?limit=200", 200),
        ("?limit=50&sort=-createdAt", 50),
    ] {
        let page = world
            .get(&format!("/users{query}"))
            .by(&administrator)
            .send()
            .await
            .expect(200);
        assert_eq!(page["items"].as_array().map(Vec::len), Some(shown), "{query}");
        assert_eq!(page["total"], 206);
        assert!(page["nextCursor"].is_string());
    }
}

async fn an_account_lists_only_its_own(world: World) {
    let (account, elsewhere) = (world.account().await, world.account().await);
    let administrator = world.administrator(account).await;
    for _ in 0..3 {
        world.member(elsewhere).await;
    }
    let page = world.get("/users").by(&administrator).send().await.expect(200);
    assert_eq!(
        (page["total"].as_i64(), page["items"].as_array().map(Vec::len)),
        (Some(1), Some(1))
    );
}

crate::on_both_databases!(
    every_order_is_the_same_on_both_engines_and_its_reverse_backwards,
    those_who_were_never_active_come_before_the_others,
    filters_combine,
    pending_people_come_with_their_invitations_and_nobody_else_does,
    what_comes_and_goes_meanwhile_moves_nobody_to_another_page,
    a_page_holds_fifty_unless_asked_and_two_hundred_at_most,
    an_account_lists_only_its_own,
);
