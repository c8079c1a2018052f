//! `GET /users`: what is searched for, and queries that cannot be answered.

use roster_domain::LoginEmail;
use serde_json::Value;

use crate::support::{Person, World};

async fn named(world: &World, who: &Person, first: &str, last: &str, login: &str, communication: &str) {
    world
        .add(who.account, |user| {
            (user.first_name, user.last_name) = (first.to_owned(), last.to_owned());
            user.login_email = LoginEmail::parse(login).unwrap();
            communication.clone_into(&mut user.communication_email);
        })
        .await;
}

async fn found(world: &World, who: &Person, text: &str) -> Vec<String> {
    let query: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
    let page = world
        .get(&format!("/users?sort=firstName&q={query}"))
        .by(who)
        .send()
        .await
        .expect(200);
    let items = page["items"].as_array().unwrap();
    assert_eq!(page["total"], items.len());
    items
        .iter()
        .map(|item| item["firstName"].as_str().unwrap().to_owned())
        .collect()
}

async fn a_part_of_a_name_or_address_finds_its_user(world: World) {
    let account = world.account().await;
    let who = world.administrator(account).await;
    named(&world, &who, "Zoë", "Łuczak", "zl@example.com", "post@Bücher.example").await;
    named(
        &world,
        &who,
        "Straßer",
        "O'Neil",
        "100%_sure@example.com",
        "a@example.org",
    )
    .await;
    named(&world, &who, "Percy", "Back", "back/@example.com", "pb@example.net").await;
    named(&world, &who, "Anne-Marie", "O’Brien", "am@work.test", "am@work.test").await;
    named(&world, &who, "AnneMarie", "O'Brien", "am2@work.test", "am2@work.test").await;
    for (text, expected) in [
        ("zoe", vec!["Zoë"]),
        ("ZOË", vec!["Zoë"]),
        ("luc", vec!["Zoë"]),
        ("ë łu", vec!["Zoë"]),
        ("luczak zoe", vec!["Zoë"]),
        ("Łuczak, Zoë", vec!["Zoë"]),
        ("Zoë Łuczak <ZL@example.com>", vec!["Zoë"]),
        ("\"Łuczak\" (Zoë)", vec!["Zoë"]),
        ("O’Neil", vec!["Straßer"]),
        ("ONeil", vec!["Straßer"]),
        ("Anne\u{2011}Marie", vec!["Anne-Marie", "AnneMarie"]),
        ("AnneMarie", vec!["Anne-Marie", "AnneMarie"]),
        ("anne-marie brien", vec!["Anne-Marie", "AnneMarie"]),
        ("O'Brien", vec!["Anne-Marie", "AnneMarie"]),
        ("zoe luczak", vec!["Zoë"]),
        ("  zoe  ", vec!["Zoë"]),
        ("bucher", vec!["Zoë"]),
        ("ZL@EXAMPLE", vec!["Zoë"]),
        ("strasse", vec!["Straßer"]),
        ("o'neil", vec!["Straßer"]),
        ("%", vec!["Straßer"]),
        ("_", vec!["Straßer"]),
        ("%_", vec!["Straßer"]),
        ("_%", vec![]),
        ("\\", vec![]),
        ("back/", vec!["Percy"]),
        ("@example.", vec!["Percy", "Straßer", "Zoë"]),
        ("'; DROP TABLE users; --", vec![]),
        ("nobody", vec![]),
        ("neil100", vec![]),
        ("neil\u{301}", vec!["Straßer"]),
    ] {
        assert_eq!(found(&world, &who, text).await, expected, "{text:?}");
    }
    for everyone in ["", "   ", "\u{301}", "-", "' \""] {
        assert_eq!(found(&world, &who, everyone).await.len(), 6, "{everyone:?}");
    }
    assert_eq!(found(&world, &who, &"x".repeat(254)).await, Vec::<String>::new());
}

async fn a_search_combines_with_filters_and_pages(world: World) {
    let account = world.account().await;
    let who = world.administrator(account).await;
    for first in ["Anna", "Annabel", "Annika", "Bert"] {
        named(
            &world,
            &who,
            first,
            "X",
            &format!("{first}@example.com"),
            "x@example.com",
        )
        .await;
    }
    let first = world
        .get("/users?q=ann&sort=firstName&limit=2&role=user&status=active")
        .by(&who)
        .send()
        .await
        .expect(200);
    assert_eq!(first["total"], 3);
    let cursor = first["nextCursor"].as_str().unwrap();
    let path = format!("/users?q=ann&sort=firstName&limit=2&role=user&status=active&cursor={cursor}");
    let rest = world.get(&path).by(&who).send().await.expect(200);
    assert_eq!(rest["items"][0]["firstName"], "Annika");
    assert_eq!(
        (rest["items"].as_array().unwrap().len(), &rest["nextCursor"]),
        (1, &Value::Null)
    );
}

async fn what_cannot_be_answered_is_refused_and_not_guessed(world: World) {
    let account = world.account().await;
    let who = world.administrator(account).await;
    world.member(account).await;
    let page = world.get("/users?limit=1").by(&who).send().await.expect(200);
    let cursor = page["nextCursor"].as_str().unwrap();
    let (cut, longer, too_long) = (&cursor[1..], format!("{cursor}A"), "x".repeat(255));
    for query in [
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=",
        "limit=x",
        "limit=1.5",
        "limit=99999999999999999999",
        "limit=1&limit=1",
        "sort=",
        "sort=-",
        "sort=name",
        "sort=LASTNAME",
        "sort=--lastName",
        "sort=lastName,firstName",
        "sort=permissions",
        "status=",
        "status=gone",
        "status=active&status=pending",
        "role=owner",
        "language=en-US",
        "permission=billingManager",
        "permissions=billingManager",
        "billingManager=true",
        "page=2",
        "Q=x",
        "=",
        "q=%00",
        "q=a%0Ab",
        "q=%1B",
        "cursor=",
        "cursor=x",
        "cursor=%00",
        &format!("cursor={cut}"),
        &format!("cursor={longer}"),
        &format!("cursor={cursor}&cursor={cursor}"),
        &format!("q={too_long}"),
    ] {
        let answer = world.get(&format!("/users?{query}")).by(&who).send().await;
        let problem = answer.expect_problem(400, "invalid-query");
        assert!(
            !problem["detail"].as_str().unwrap().contains(char::is_control),
            "{query}"
        );
    }
}

async fn a_cursor_goes_on_with_its_own_list_only(world: World) {
    let (account, elsewhere) = (world.account().await, world.account().await);
    let (who, stranger) = (world.administrator(account).await, world.administrator(elsewhere).await);
    let colleague = world.administrator(account).await;
    for _ in 0..3 {
        world.member(account).await;
        world.member(elsewhere).await;
    }
    let query = "sort=firstName&status=active&q=a";
    let page = world
        .get(&format!("/users?limit=1&{query}"))
        .by(&who)
        .send()
        .await
        .expect(200);
    let cursor = page["nextCursor"].as_str().unwrap();
    let go_on = |query: &str, who: &Person| world.get(&format!("/users?{query}&cursor={cursor}")).by(who).send();
    go_on(query, &who).await.expect(200);
    go_on(&format!("limit=7&{query}"), &who).await.expect(200);
    go_on(query, &colleague).await.expect(200);
    for other in [
        "sort=-firstName&status=active&q=a",
        "sort=lastName&status=active&q=a",
        "status=active&q=a",
        "sort=firstName&status=pending&q=a",
        "sort=firstName&q=a",
        "sort=firstName&status=active&q=b",
        "sort=firstName&status=active",
        "sort=firstName&status=active&q=a&role=user",
        "sort=firstName&status=active&q=a&language=en",
    ] {
        go_on(other, &who).await.expect_problem(400, "invalid-query");
    }
    go_on(query, &stranger).await.expect_problem(400, "invalid-query");
}

crate::on_both_databases!(
    a_part_of_a_name_or_address_finds_its_user,
    a_search_combines_with_filters_and_pages,
    what_cannot_be_answered_is_refused_and_not_guessed,
    a_cursor_goes_on_with_its_own_list_only,
);
