use crate::invited::{Invited, PASSWORD, expect_page, password};
use crate::on_both_databases;
use crate::support::World;

on_both_databases!(
    what_is_wrong_with_a_password_is_said_beside_it,
    a_body_that_is_no_form_is_explained,
    no_link_and_no_body_breaks_a_page,
    guessing_links_is_slowed_down,
);

async fn what_is_wrong_with_a_password_is_said_beside_it(world: World) {
    let invited = Invited::to(&world).await;
    let before = world.census().await;
    for (typed, said) in [
        ("", "Saisissez un mot de passe."),
        ("quatorze signe", "Utilisez au moins 15 caractères."),
        (&"ab".repeat(129), "Utilisez au plus 256 caractères."),
        ("passwordpassword", "l’un des premiers"),
        ("Ada.Lovelace.2026", "fait que de votre nom"),
        ("=+=+=+=+=+=+=+=+", "de chiffres ou de signes"),
    ] {
        let page = invited.post(&world, &password(typed)).send().await;
        let error = page
            .text
            .split("<p id=\"password-error\" class=\"error\">")
            .nth(1)
            .expect("a visible error");
        assert!(
            error.split("</p>").next().is_some_and(|error| error.contains(said)),
            "{typed:?}: {error}"
        );
        expect_page(
            &page,
            422,
            &[
                "<title>Erreur",
                "aria-invalid=\"true\" autofocus",
                "value=\"ada@login.example\"",
            ],
        );
        assert!(
            typed.is_empty() || !page.text.contains(typed),
            "a password is never sent back"
        );
    }
    for form in [
        "password=%FF%FE%FFaaaaaaaaaaaaaaaaaaa",
        &format!("{0}&{0}", password(PASSWORD)),
    ] {
        let page = invited.post(&world, form).send().await;
        expect_page(&page, 422, &["n’est pas arrivé entier", "<form"]);
    }
    assert_eq!(world.census().await, before);
    assert_eq!(invited.status(&world).await, "pending");
    expect_page(
        &invited.post(&world, &password(PASSWORD)).send().await,
        200,
        &["Bienvenue"],
    );
}

async fn a_body_that_is_no_form_is_explained(world: World) {
    let invited = Invited::to(&world).await;
    let before = world.census().await;
    let json = world
        .post(&invited.path())
        .text(r#"{"password": "three unrelated pigeons"}"#)
        .send()
        .await;
    expect_page(
        &json,
        415,
        &[
            "formulaire n’est pas arrivé entier",
            "Rien n’a été modifié",
            "href=\"?lang=fr\"",
        ],
    );
    let untold = world.post(&invited.path()).untold(&password(PASSWORD)).send().await;
    expect_page(&untold, 415, &["<h1>"]);
    let huge = invited.post(&world, &password(&"x".repeat(100_000))).send().await;
    expect_page(&huge, 413, &["<h1>"]);
    let long = invited.post(&world, &password(&"x".repeat(10_000))).send().await;
    expect_page(&long, 422, &["au plus 256"]);
    assert_eq!(world.census().await, before);
}

async fn no_link_and_no_body_breaks_a_page(world: World) {
    let invited = Invited::to(&world).await;
    let altered = format!("{}A", &invited.token[..42]);
    let altered = if altered == invited.token {
        format!("{}E", &invited.token[..42])
    } else {
        altered
    };
    for token in [
        "x",
        "%00",
        "%ff%fe",
        "..%2f..",
        "%F0%9F%90%A6",
        &"a".repeat(5_000),
        &altered,
        &invited.token[1..],
    ] {
        let path = format!("//invitations/{token}");
        for call in [
            world.get(&path),
            crate::invited::submit(&world, &path, &password(PASSWORD)),
        ] {
            let page = call.header("accept-language", "es-MX, en;q=0.5").send().await;
            expect_page(
                &page,
                404,
                &["<html lang=\"es\"", "Este enlace no lleva a ninguna parte"],
            );
            assert!(!page.text.contains("Analytical"), "it tells nothing about anybody");
        }
    }
    for form in [
        "&&&",
        "=",
        "%",
        "password",
        "password=%",
        "\0\u{1}",
        "password=%00%01%02",
    ] {
        assert_eq!(invited.post(&world, form).send().await.status.as_u16(), 422, "{form:?}");
    }
    for method in ["PUT", "DELETE", "PATCH"] {
        assert_eq!(
            world.call(method, &invited.path()).send().await.status.as_u16(),
            405,
            "{method}"
        );
    }
}

async fn guessing_links_is_slowed_down(world: World) {
    let invited = Invited::to(&world).await;
    for number in 0..99 {
        let path = format!("//invitations/{number:0>43}");
        let page = crate::invited::submit(&world, &path, &password(PASSWORD)).send().await;
        expect_page(&page, 404, &["<h1>"]);
    }
    let guess = crate::invited::submit(&world, "//invitations/nonsense", &password(PASSWORD));
    let page = guess.header("accept-language", "es").send().await;
    expect_page(&page, 429, &["<h1>Demasiados intentos</h1>"]);
    assert_eq!(page.header("retry-after"), Some("15"));
    expect_page(&invited.post(&world, &password(PASSWORD)).send().await, 429, &["<h1>"]);
    expect_page(&invited.get(&world).send().await, 200, &["<form"]);
    let elsewhere = invited.post(&world, &password(PASSWORD)).sent_from([192, 0, 2, 1]);
    expect_page(&elsewhere.send().await, 200, &["Bienvenue"]);
}
