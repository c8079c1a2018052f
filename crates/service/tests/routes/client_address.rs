use serde_json::json;

use crate::attempts::{expect_wait, wrong_at_once};
use crate::passwords::{PASSWORD, credentials};
use crate::support::World;

/// Where the last sign-in came from, as the audit log has it.
async fn last_origin(world: &World) -> String {
    let latest = "SELECT origin FROM audit_events WHERE action = 'session.created' ORDER BY seq DESC LIMIT 1";
    world.texts(latest).await.pop().expect("an event")
}

async fn only_a_trusted_proxy_says_where_a_request_comes_from(world: World) {
    let account = world.account().await;
    let person = world.administrator_with_password(account).await;
    let behind_proxy = world.with_settings(|settings| {
        settings.trusted_proxies = "127.0.0.1, 10.0.0.0/8".parse().expect("addresses");
    });
    let body = credentials(&person.login_email, PASSWORD);
    let sign_in = || {
        let call = world.post("/sessions").json(&body);
        call.header("x-forwarded-for", "203.0.113.9, 192.0.2.1")
    };
    sign_in().send().await.expect(201);
    assert_eq!(last_origin(&world).await, "127.0.0.1", "nobody is trusted by default");
    sign_in().to(&behind_proxy).send().await.expect(201);
    assert_eq!(last_origin(&world).await, "192.0.2.1", "the hop that the proxy saw");
    sign_in()
        .sent_from([198, 51, 100, 7])
        .to(&behind_proxy)
        .send()
        .await
        .expect(201);
    assert_eq!(last_origin(&world).await, "198.51.100.7", "not through the proxy");
}

async fn behind_a_proxy_failures_are_counted_by_client(world: World) {
    let behind_proxy = world.with_settings(|settings| {
        settings.trusted_proxies = "127.0.0.1".parse().expect("an address");
    });
    let fail = |number: u32, hops: &str| {
        let body = json!({ "loginEmail": format!("n{number}@example.com"), "password": wrong_at_once() });
        let call = world.post("/sessions").json(&body).header("x-forwarded-for", hops);
        call.to(&behind_proxy).send()
    };
    for number in 0..99 {
        // What a client writes itself stands before what the proxy adds.
        let made_up = format!("10.1.1.{number}, 192.0.2.1");
        fail(number, &made_up).await.expect_problem(401, "invalid-credentials");
    }
    expect_wait(&fail(100, "192.0.2.1").await, 15);
    expect_wait(&fail(101, "192.0.2.2, 192.0.2.1").await, 15);
    fail(102, "192.0.2.2").await.expect_problem(401, "invalid-credentials");
}

crate::on_both_databases!(
    only_a_trusted_proxy_says_where_a_request_comes_from,
    behind_a_proxy_failures_are_counted_by_client,
);
