//! Answers that belong to one operation or a few.

use jiff::{SignedDuration, Timestamp};
use roster_domain::{MailCounter, Rights, Role, Term};
use roster_store::{Micros, mail_quotas};
use serde_json::{Value, json};

use crate::driver::Driver;
use crate::passwords::{PASSWORD, credentials};

/// Each request is refused for what it asks for or of whom.
pub async fn are_refused_for_what_they_ask(driver: &Driver) {
    permissions(driver).await;
    wrong_statuses(driver).await;
    login_emails(driver).await;
    passwords(driver).await;
    invitations(driver).await;
    over_the_quota(driver).await;
    over_the_mail_quota(driver).await;
}

async fn permissions(driver: &Driver) {
    let (world, administrator) = (&driver.world, &driver.administrator);
    let granting = json!({ "permissions": ["billingManager"] });
    let create = driver.operation("createUser");
    let mut body = create.body.clone().unwrap();
    body["loginEmail"] = driver.free_login().into();
    body["permissions"] = granting["permissions"].clone();
    let call = driver.call(create, "").by(administrator).json(&body);
    driver.expect(create, call, 403, "permission-not-held").await;

    let update = driver.operation("updateUser");
    let edit = async |id: String, body: &Value, code: &str| {
        let call = driver.call(update, &id).by(administrator).if_match(1).json(body);
        driver.expect(update, call, 403, code).await;
    };
    edit(
        world.member(driver.account).await.id.to_string(),
        &granting,
        "permission-not-held",
    )
    .await;
    let fresh = world.administrator(driver.account).await;
    let own = driver.call(update, &fresh.id.to_string()).by(&fresh).if_match(1);
    driver
        .expect(update, own.json(&json!({ "role": "user" })), 403, "own-role")
        .await;

    let own = driver.call(update, &fresh.id.to_string()).by(&fresh).if_match(1);
    let moved = json!({ "communicationEmail": "elsewhere@mail.example" });
    driver.expect(update, own.json(&moved), 403, "own-email").await;

    let undo = driver.operation("undoRemoval");
    let removed = driver.subject(undo, &fresh).await;
    let call = driver.call(undo, &removed).by(administrator);
    driver.expect(undo, call, 403, "removed-by-another").await;
    let removed = driver.subject(undo, administrator).await;
    world.advance(SignedDuration::from_secs(60));
    let call = driver.call(undo, &removed).by(administrator);
    driver.expect(undo, call, 409, "too-late").await;

    let restore = driver.operation("restoreUser");
    let removed = world.removed(driver.account).await.id.to_string();
    let call = driver.call(restore, &removed).by(administrator).json(&granting);
    driver.expect(restore, call, 403, "permission-not-held").await;

    let remove = driver.operation("removeUser");
    let call = driver.call(remove, &administrator.id.to_string()).by(administrator);
    driver.expect(remove, call, 403, "own-account").await;

    // The one billing manager of an account, whom somebody else means.
    let holder = world.billing_administrator(driver.account).await.id.to_string();
    edit(holder.clone(), &json!({ "role": "user" }), "last-billing-manager").await;
    let call = driver.call(remove, &holder).by(administrator);
    driver.expect(remove, call, 403, "last-billing-manager").await;
}

async fn wrong_statuses(driver: &Driver) {
    let (active, removed) = (
        driver.world.member(driver.account).await.id.to_string(),
        driver.world.removed(driver.account).await.id.to_string(),
    );
    for (id, subject) in [
        ("resendInvitation", &active),
        ("copyInvitationLink", &active),
        ("restoreUser", &active),
        ("undoRemoval", &active),
        ("updateUser", &removed),
        ("removeUser", &removed),
    ] {
        let operation = driver.operation(id);
        let call = driver.call(operation, subject).by(&driver.administrator).if_match(1);
        let call = if operation.body.is_some() {
            call.json(&json!({}))
        } else {
            call
        };
        let call = if id == "updateUser" {
            call_with(driver, subject)
        } else {
            call
        };
        driver.expect(operation, call, 409, "wrong-status").await;
    }
}

/// An edit that would change something.
fn call_with(driver: &Driver, subject: &str) -> crate::support::Call {
    let call = driver.call(driver.operation("updateUser"), subject);
    call.by(&driver.administrator)
        .if_match(1)
        .json(&json!({ "firstName": "Augusta" }))
}

async fn login_emails(driver: &Driver) {
    let create = driver.operation("createUser");
    let mut body = create.body.clone().unwrap();
    body["loginEmail"] = driver.member.login_email.clone().into();
    let call = driver.call(create, "").by(&driver.administrator).json(&body);
    driver.expect(create, call, 409, "login-email-taken").await;
    let other = json!({ "loginEmail": "other@example.com" });
    for (id, subject) in [
        ("updateUser", driver.member.id.to_string()),
        ("updateMe", String::new()),
    ] {
        let operation = driver.operation(id);
        let call = driver
            .call(operation, &subject)
            .by(&driver.administrator)
            .if_match(1)
            .json(&other);
        driver.expect(operation, call, 422, "login-email-immutable").await;
    }
}

async fn passwords(driver: &Driver) {
    let sign_in = driver.operation("signIn");
    let call = driver
        .call(sign_in, "")
        .json(&credentials("nobody@example.com", "not the right one"));
    driver.expect(sign_in, call, 401, "invalid-credentials").await;
    let change = driver.operation("changePassword");
    let wrong = json!({ "currentPassword": "not the right one", "newPassword": "granite violin meadow" });
    let call = driver.call(change, "").by(&driver.administrator).json(&wrong);
    driver.expect(change, call, 403, "wrong-password").await;
    let update = driver.operation("updateMe");
    let wrong = json!({ "communicationEmail": "other@mail.example", "currentPassword": "not the right one" });
    let call = driver.call(update, "").by(&driver.administrator).json(&wrong);
    driver.expect(update, call, 403, "wrong-password").await;
}

async fn invitations(driver: &Driver) {
    let accept = driver.operation("acceptInvitation");
    let with = |token: &str| {
        let mut body = accept.body.clone().unwrap();
        body["token"] = token.into();
        driver.call(accept, "").json(&body)
    };
    driver
        .expect(accept, with("no such link"), 404, "invitation-unknown")
        .await;
    let used = driver.link().await;
    driver.expect(accept, with(&used), 201, "").await;
    driver.expect(accept, with(&used), 410, "invitation-used").await;

    let person = driver.world.pending(driver.account).await;
    let former = driver.world.open_invitation(person.id).await.unwrap();
    let resend = driver.operation("resendInvitation");
    let call = driver.call(resend, &person.id.to_string()).by(&driver.administrator);
    driver.expect(resend, call, 200, "").await;
    let former = driver.world.invitation_token(former.id);
    driver.expect(accept, with(&former), 410, "invitation-revoked").await;

    let late = driver.link().await;
    driver.world.advance(SignedDuration::from_hours(7 * 24));
    driver.expect(accept, with(&late), 410, "invitation-expired").await;
}

/// All that would send an invitation, where none is left.
async fn over_the_quota(driver: &Driver) {
    let spend = async |until: Timestamp| {
        let Micros(until) = until.into();
        let sql = format!("UPDATE accounts SET invitations_spent_until = {until}");
        driver.world.execute(&sql).await;
    };
    let now = driver.world.app.now();
    spend(now + SignedDuration::from_hours(24)).await;
    for id in ["createUser", "restoreUser", "resendInvitation"] {
        let operation = driver.operation(id);
        let call = driver.good(operation).await;
        driver.expect(operation, call, 429, "invitation-quota").await;
    }
    let update = driver.operation("updateUser");
    let pending = driver.world.pending(driver.account).await.id.to_string();
    let call = driver.call(update, &pending).by(&driver.administrator).if_match(1);
    let moved = json!({ "communicationEmail": "elsewhere@mail.example" });
    driver.expect(update, call.json(&moved), 429, "invitation-quota").await;
    spend(now).await;
}

/// All that would mail a notice or an invitation, where no more may be sent.
async fn over_the_mail_quota(driver: &Driver) {
    let (world, account) = (&driver.world, driver.account);
    let (now, key) = (world.app.now(), &world.app.secret_key);
    let spent = Term {
        from: now,
        until: now + SignedDuration::from_hours(24),
    };
    let exhaust = async |counter: MailCounter| {
        let mut tx = world.write().await;
        mail_quotas::set_spent(&mut tx, &counter, spent).await.unwrap();
        tx.commit().await.unwrap();
    };
    exhaust(MailCounter::of_account(key, account)).await;
    let person = world.with_password(account, Rights::new(Role::User, false)).await;
    let id = person.id.to_string();
    for (operation, id, by, body) in [
        (
            "updateMe",
            "",
            &person,
            json!({ "communicationEmail": "elsewhere@mail.example", "currentPassword": PASSWORD }),
        ),
        (
            "updateUser",
            id.as_str(),
            &driver.administrator,
            json!({ "role": "administrator" }),
        ),
    ] {
        let operation = driver.operation(operation);
        let call = driver.call(operation, id).by(by).if_match(1).json(&body);
        driver.expect(operation, call, 429, "mail-quota").await;
    }
    let create = driver.operation("createUser");
    let form = driver.good_body(create).await.expect("a body");
    let recipient = form["communicationEmail"].as_str().unwrap();
    exhaust(MailCounter::of_recipient(key, account, "invitation", recipient)).await;
    let call = driver.call(create, "").by(&driver.administrator).json(&form);
    driver.expect(create, call, 429, "mail-quota").await;
    for (operation, person) in [
        ("restoreUser", world.removed(account).await),
        ("resendInvitation", world.pending(account).await),
    ] {
        let recipient = world.record(&person).await.unwrap().communication_email;
        exhaust(MailCounter::of_recipient(key, account, "invitation", &recipient)).await;
        let operation = driver.operation(operation);
        let call = driver.call(operation, &person.id.to_string()).by(&driver.administrator);
        driver.expect(operation, call, 429, "mail-quota").await;
    }
    world.execute("DELETE FROM mail_quotas").await;
}

/// Again and again, until one has to wait.
pub async fn are_refused_after_too_many_attempts(driver: &Driver) {
    let person = driver
        .world
        .with_password(driver.account, Rights::new(Role::User, false))
        .await;
    let link = driver.link().await;
    let wrong = json!({ "currentPassword": "not the right one", "newPassword": "granite violin meadow" });
    for (id, body, address) in [
        ("signIn", credentials(&person.login_email, "not the right one"), 1),
        ("changePassword", wrong, 2),
        (
            "updateMe",
            json!({ "communicationEmail": "other@mail.example", "currentPassword": "not the right one" }),
            5,
        ),
        ("acceptInvitation", json!({ "token": link, "password": "too short" }), 3),
        ("forgotPassword", json!({ "loginEmail": "nobody@example.com" }), 4),
    ] {
        let operation = driver.operation(id);
        let mut waits = false;
        for _ in 0..110 {
            let call = driver.call(operation, "").sent_from([10, 0, 0, address]).json(&body);
            let is_own = ["changePassword", "updateMe"].contains(&id);
            let call = if is_own { call.by(&person) } else { call };
            waits = driver.send(operation, call).await.status == 429;
            if waits {
                break;
            }
        }
        assert!(waits, "{id}");
    }
}
