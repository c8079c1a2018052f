use std::fs;

use reqwest::Method;
use serde_json::{Value, json};

use crate::installation::{Installation, LOGIN, PASSWORD, create, json as printed, refusal};
use crate::serving::eventually;

async fn an_account_with_a_password_can_be_used_at_once(installation: Installation) {
    let serving = installation.serve();
    let made = installation.create_account();
    assert_eq!(made["invitationUrl"], Value::Null);
    let token = serving.sign_in().await;
    let me = serving.get("/me", &token).await;
    assert_eq!(me["id"], made["userId"]);
    assert_eq!(me["account"]["id"], made["accountId"]);
    assert_eq!(
        (&me["role"], &me["permissions"]),
        (&json!("administrator"), &json!(["billingManager"]))
    );
    assert_eq!(
        (&me["communicationEmail"], &me["language"]),
        (&json!(LOGIN), &json!("en"))
    );
    let log = serving.get("/audit", &token).await;
    let events: Vec<_> = log["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|event| (&event["action"], &event["origin"]))
        .collect();
    let line = json!("command-line");
    assert_eq!(
        events[..2],
        [(&json!("account.created"), &line), (&json!("user.created"), &line)]
    );
}

async fn an_account_without_one_is_invited_by_mail(installation: Installation) {
    let serving = installation.serve();
    let arguments = [
        &create("Ingénierie", "Zoë@Example.COM")[..],
        &["--language", "fr", "--admin-communication-email", "z@mail.example"],
    ];
    let made = printed(&installation.run(&arguments.concat()));
    let url = made["invitationUrl"].as_str().expect("a link");
    let token = url.rsplit('/').next().expect("a token");
    let mails = installation.data_dir().join("mail");
    let mail = eventually(async || {
        let mut entries = fs::read_dir(&mails).ok()?;
        let path = entries
            .find_map(|entry| Some(entry.ok()?.path()).filter(|path| path.extension().is_some_and(|e| e == "eml")))?;
        Some(fs::read(path).expect("a mail"))
    })
    .await;
    let parsed = mail_parser::MessageParser::default().parse(&mail).expect("a mail");
    assert!(
        parsed.body_text(0).expect("text").contains(token),
        "the mail has the very link that was printed"
    );
    assert_eq!(
        parsed.to().and_then(|to| to.first()).and_then(|to| to.address()),
        Some("z@mail.example")
    );
    let signed_in = serving
        .post(
            "/invitations/accept",
            None,
            &json!({ "token": token, "password": PASSWORD }),
        )
        .await;
    assert_eq!(signed_in["user"]["loginEmail"], "Zoë@Example.COM");
    assert_eq!(signed_in["user"]["language"], "fr");
    assert_eq!(
        signed_in["account"],
        json!({ "id": made["accountId"], "name": "Ingénierie", "language": "fr" })
    );
    assert_eq!(signed_in["user"]["permissions"], json!(["billingManager"]));
}

#[test]
fn what_is_wrong_is_said_by_its_flag() {
    let installation = Installation::over_sqlite();
    let long = "x".repeat(101);
    let wrong = [
        ("--name", ""),
        ("--name", &long),
        ("--name", "a\u{202E}b"),
        ("--admin-first-name", "  "),
        ("--admin-last-name", "a\nb"),
        ("--admin-login-email", "nobody"),
        ("--admin-communication-email", "nobody@"),
        ("--language", "tlh"),
        ("--language", ""),
    ];
    for (flag, value) in wrong {
        let mut arguments: Vec<String> = create("Engines", LOGIN).map(str::to_owned).to_vec();
        match arguments.iter().position(|argument| argument == flag) {
            Some(place) => value.clone_into(&mut arguments[place + 1]),
            None => arguments.extend([flag.to_owned(), value.to_owned()]),
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let line = refusal(&installation.run(&arguments));
        assert!(line.starts_with(&format!("{flag}: ")), "{flag} {value:?}: {line}");
    }
    let with_password = [&create("Analytical Engines", LOGIN)[..], &["--password-stdin"]].concat();
    for password in [
        "",
        "\n",
        "short\n",
        "passwordpassword\n",
        "analytical engines 1\n",
        "Ada Lovelace 1815\r\n",
        "qwertyuiopasdfghjkl\n",
    ] {
        let line = refusal(&installation.run_with_input(&with_password, password));
        assert!(line.starts_with("--password-stdin: "), "{line}");
        assert!(password.trim().is_empty() || !line.contains(password.trim()), "{line}");
    }
    assert!(!installation.data_dir().exists(), "nothing was made");
}

async fn one_line_is_read_and_its_break_left_out(installation: Installation) {
    let serving = installation.serve();
    let arguments = |login| [&create("Engines", login)[..], &["--password-stdin"]].concat();
    let cases = [
        ("a@example.com", format!("{PASSWORD}\n")),
        ("b@example.com", PASSWORD.to_owned()),
        ("c@example.com", format!("{PASSWORD}\r\n")),
        ("d@example.com", format!("{PASSWORD}\nand more\n")),
        ("f@example.com", format!("\u{FEFF}{PASSWORD}\r\n")),
    ];
    for (login, input) in &cases {
        printed(&installation.run_with_input(&arguments(login), input));
        serving.sign_in_as(login).await;
    }
    printed(&installation.run_with_input(&arguments("e@example.com"), &format!(" {PASSWORD} \n\n")));
    let body = json!({ "loginEmail": "e@example.com", "password": format!(" {PASSWORD} ") });
    serving.post("/sessions", None, &body).await;
    let trimmed = json!({ "loginEmail": "e@example.com", "password": PASSWORD });
    assert_eq!(
        serving
            .call(Method::POST, "/sessions", None, Some(&trimmed))
            .await
            .status(),
        401
    );
}

async fn a_login_email_is_used_once_on_the_platform(installation: Installation) {
    installation.create_account();
    let line = refusal(&installation.run(&create("Others", "ADA@example.com")));
    assert!(line.starts_with("--admin-login-email: "), "{line}");
    let serving = installation.serve();
    let token = serving.sign_in().await;
    assert_eq!(serving.get("/users", &token).await["total"], 1);
}

crate::over_both_databases!(
    an_account_with_a_password_can_be_used_at_once,
    an_account_without_one_is_invited_by_mail,
    one_line_is_read_and_its_break_left_out,
    a_login_email_is_used_once_on_the_platform,
);
