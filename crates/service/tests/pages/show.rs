use serde_json::json;

use crate::invited::{Invited, expect_page};
use crate::on_both_databases;
use crate::support::World;

on_both_databases!(
    shows_who_invites_whom_to_what,
    is_in_the_invited_language_unless_another_is_chosen,
    opening_a_link_changes_nothing,
    shows_names_as_text,
    a_link_may_carry_what_mail_programs_add,
    a_slash_at_the_end_makes_no_difference,
);

async fn shows_who_invites_whom_to_what(world: World) {
    let invited = Invited::to(&world).await;
    let page = invited.get(&world).send().await;
    expect_page(
        &page,
        200,
        &[
            "<h1>Rejoindre Analytical Engines</h1>",
            "Grace Hopper vous invite",
            "value=\"ada@login.example\"",
            "autocomplete=\"username\" readonly",
            "<form method=\"post\" novalidate>",
            "<label for=\"password\">",
            "autocomplete=\"new-password\"",
            "Au moins 15 caractères",
        ],
    );
    assert!(!page.text.contains("ada@mail.example"), "nobody signs in with it");
    assert!(
        !page.text.contains("aria-invalid=\"true\" autofocus"),
        "nothing is wrong yet"
    );
}

async fn is_in_the_invited_language_unless_another_is_chosen(world: World) {
    let invited = Invited::to(&world).await;
    let own = invited.get(&world).header("accept-language", "de").send().await;
    expect_page(&own, 200, &["<html lang=\"fr\" dir=\"ltr\">"]);
    let arabic = world.get(&format!("{}?lang=ar", invited.path())).send().await;
    expect_page(
        &arabic,
        200,
        &[
            "<html lang=\"ar\" dir=\"rtl\">",
            "action=\"?lang=ar\"",
            "aria-current=\"true\">العربية",
        ],
    );
    assert_eq!(arabic.header("content-language"), Some("ar"));
    let nonsense = world.get(&format!("{}?lang=tlh", invited.path())).send().await;
    expect_page(&nonsense, 200, &["<html lang=\"fr\""]);
}

async fn opening_a_link_changes_nothing(world: World) {
    let invited = Invited::to(&world).await;
    let before = world.census().await;
    for _ in 0..3 {
        expect_page(&invited.get(&world).send().await, 200, &["<form"]);
        let head = world.call("HEAD", &invited.path()).send().await;
        assert_eq!((head.status.as_u16(), head.text.as_str()), (200, ""));
        // Scanners also try methods and buttons that carry nothing.
        let options = world.call("OPTIONS", &invited.path()).send().await;
        assert_eq!(options.status.as_u16(), 405);
        assert_eq!(invited.post(&world, "").send().await.status.as_u16(), 422);
    }
    assert_eq!(world.census().await, before);
    assert_eq!(invited.status(&world).await, "pending");
}

async fn shows_names_as_text(world: World) {
    let invited = Invited::with(&world, json!({"loginEmail": "o'hara&co@login.example"})).await;
    let rename = json!({"firstName": "<script>alert(1)</script>", "lastName": "\"Hopper\""});
    world
        .patch("/me")
        .by(&invited.grace)
        .json(&rename)
        .send()
        .await
        .expect(200);
    let page = invited.get(&world).send().await;
    expect_page(
        &page,
        200,
        &[
            "&#60;script&#62;alert(1)&#60;/script&#62; &#34;Hopper&#34;",
            "o&#39;hara&#38;co@login.example",
        ],
    );
    assert!(!page.text.contains("<script>alert"));
}

async fn a_link_may_carry_what_mail_programs_add(world: World) {
    let invited = Invited::to(&world).await;
    for query in ["?utm_source=mail", "?", "?lang", "?%ff", "?a=b&a=c&lang=en"] {
        let page = world.get(&format!("{}{query}", invited.path())).send().await;
        expect_page(&page, 200, &["<form"]);
    }
}

async fn a_slash_at_the_end_makes_no_difference(world: World) {
    let invited = Invited::to(&world).await;
    let path = format!("{}/", invited.path());
    expect_page(
        &world.get(&path).send().await,
        200,
        &["<h1>Rejoindre Analytical Engines</h1>"],
    );
    expect_page(&world.get("//password/forgotten/").send().await, 200, &["<form"]);
    expect_page(&world.get("//password/reset/nonsense/").send().await, 410, &["<h1>"]);
    let accepted = crate::invited::submit(&world, &path, &crate::invited::password(crate::invited::PASSWORD));
    expect_page(&accepted.send().await, 200, &["Bienvenue"]);
}
