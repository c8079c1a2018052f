use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::invited::{Invited, PASSWORD, password};
use crate::on_both_databases;
use crate::support::{Answer, World};

on_both_databases!(every_page_keeps_its_address_to_itself);

async fn every_page_keeps_its_address_to_itself(world: World) {
    let invited = Invited::to(&world).await;
    let form = invited.get(&world).send().await;
    let mut pages = vec![
        world.get("//invitations/nothing").send().await,
        world.post(&invited.path()).text("{}").send().await,
        invited.post(&world, "password=short").send().await,
    ];
    // Neither the page nor the header that guards it depends on what the request said of where it is.
    let spoofed = invited
        .get(&world)
        .header("host", "evil.example")
        .header("x-forwarded-host", "evil.example")
        .send()
        .await;
    assert_eq!(spoofed.text, form.text);
    pages.extend([form, spoofed]);
    pages.push(invited.post(&world, &password(PASSWORD)).send().await);
    pages.push(invited.get(&world).send().await);
    let statuses: Vec<u16> = pages.iter().map(|page| page.status.as_u16()).collect();
    assert_eq!(statuses, [404, 415, 422, 200, 200, 200, 410]);
    for page in &pages {
        check(page);
        assert!(
            !page.text.contains(&invited.token),
            "the page does not repeat the secret"
        );
        assert!(!page.text.contains("evil.example"));
    }
}

fn check(page: &Answer) {
    for (name, value) in [
        ("cache-control", "no-store"),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("x-robots-tag", "noindex, nofollow, noarchive"),
    ] {
        assert_eq!(page.header(name), Some(value), "{name}");
    }
    assert_eq!(page.header("set-cookie"), None);
    let policy = page.header("content-security-policy").expect("a policy");
    for directive in [
        "default-src 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ] {
        assert!(policy.contains(directive), "{policy}");
    }
    assert!(!policy.contains("unsafe"), "{policy}");
    for (element, directive) in [("style", "style-src"), ("script", "script-src")] {
        let open = format!("<{element}>");
        let blocks: Vec<&str> = page.text.split(&open).skip(1).collect();
        assert_eq!(blocks.len(), 1, "one {element}");
        let content = blocks[0].split(&format!("</{element}>")).next().expect("an end");
        let hash = STANDARD.encode(Sha256::digest(content));
        assert!(
            policy.contains(&format!("{directive} 'sha256-{hash}'")),
            "a browser would not run the {element}"
        );
    }
    for forbidden in [" style=\"", " onclick", " onload", "javascript:", "src=\"http"] {
        assert!(!page.text.contains(forbidden), "{forbidden}");
    }
}
