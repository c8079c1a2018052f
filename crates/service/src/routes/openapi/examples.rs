//! What requests and replies look like. Each example is read as a value of its type and written again, so that it has every
//! field the type has, and no other.

use roster_contract::{
    AcceptInvitation, Account, Administrators, AuditHead, AuditPage, BulkCreate, BulkResults, ChangePassword, Changes,
    CreateUser, FieldProblem, ForgottenPassword, InvitationLink, Me, OwnSessions, Problem, ProblemCode, RestoreUser,
    SignIn, SignedIn, UpdateAccount, UpdateMe, UpdateUser, User, UserPage,
};
use serde_json::{Value, json};

use super::service::OpenApiDocument;

/// A type of which the document has an example.
pub trait Example {
    fn example() -> Value;
}

/// Gives types their examples, in the JSON of the type.
macro_rules! examples {
    ($($type:ty => $json:expr),+ $(,)?) => {
        $(
            impl Example for $type {
                fn example() -> Value {
                    let read: $type = serde_json::from_value($json)
                        .unwrap_or_else(|error| panic!("{}: {error}", stringify!($type)));
                    serde_json::to_value(read).expect("the contract's types are plain data")
                }
            }
        )+
    };
}

const ACCOUNT: &str = "01932c60-8f43-7a51-9d5a-2a4f0c6f3e11";
pub const ADA: &str = "01932c60-8f44-7c02-8a1b-51c0de7a9b02";
pub const GRACE: &str = "01932c61-0b7e-7d3c-b6f4-90e1f2a3b4c5";
pub const SESSION: &str = "01932c60-90aa-7b13-a4c5-d6e7f8091a2b";
const PASSWORD: &str = "walnut orbit lantern";
const HASH: &str = "77b08e22c1c2f6a1c6e8d3c7d0a4b9f05e2b7a9c4d1e8f3a6b5c0d9e8f7a6b5c";

examples! {
    SignIn => json!({ "loginEmail": "ada@example.com", "password": PASSWORD, "deviceName": "Ada's computer" }),
    SignedIn => signed_in(),
    Me => me(),
    UpdateMe => json!({ "firstName": "Ada", "communicationEmail": "ada@mail.example", "currentPassword": PASSWORD }),
    OwnSessions => json!({ "items": [{
        "id": SESSION, "deviceName": "Ada's computer", "createdAt": "2026-11-20T08:00:00Z",
        "lastUsedAt": "2026-11-23T08:55:00Z", "expiresAt": "2026-12-20T08:00:00Z", "current": true, "origin": "192.0.2.7",
    }] }),
    ChangePassword => json!({ "currentPassword": PASSWORD, "newPassword": "granite violin meadow" }),
    ForgottenPassword => json!({ "loginEmail": "ada@example.com" }),
    Account => account(),
    UpdateAccount => json!({ "name": "Analytical Engines", "language": "en" }),
    Administrators => json!({ "items": [{
        "id": ADA, "firstName": "Ada", "lastName": "Lovelace", "communicationEmail": "ada@mail.example",
    }] }),
    User => invited(),
    UserPage => json!({ "items": [invited()], "nextCursor": null, "total": 1 }),
    CreateUser => to_invite(),
    BulkCreate => json!({ "users": [to_invite()] }),
    BulkResults => json!({ "results": [
        { "status": 201, "user": invited() },
        { "status": 409, "problem": Problem::new(ProblemCode::LoginEmailTaken) },
    ] }),
    UpdateUser => json!({ "lastName": "Hopper", "language": "fr", "role": "user" }),
    RestoreUser => json!({ "role": "user" }),
    AcceptInvitation => json!({ "token": "bW9yZSB0aGFuIGFueW9uZSBjYW4gZ3Vlc3MsIHRydWx5", "password": PASSWORD, "language": "fr" }),
    InvitationLink => json!({
        "url": "https://roster.example.com/invitations/bW9yZSB0aGFuIGFueW9uZSBjYW4gZ3Vlc3MsIHRydWx5",
        "expiresAt": "2026-11-30T09:00:00Z",
    }),
    Changes => json!({
        "items": [{ "revision": 7, "type": "user", "id": GRACE, "deleted": false, "user": invited() }],
        "revision": 7, "cursor": "b3BhcXVl", "hasMore": false, "reset": false,
    }),
    AuditPage => json!({ "items": [{
        "seq": 12, "revision": 7, "at": "2026-11-23T09:00:00Z", "actor": { "id": ADA, "name": "Ada Lovelace" },
        "action": "user.updated", "target": { "type": "user", "id": GRACE, "name": "Grace Hopper" },
        "changes": { "language": { "before": "en", "after": "fr" } }, "origin": "192.0.2.7",
    }], "hasMore": false }),
    AuditHead => json!({ "chain": "open", "seq": 12, "hash": HASH }),
}

impl Example for OpenApiDocument {
    fn example() -> Value {
        json!({ "openapi": "3.1.0", "info": { "title": "Roster", "version": env!("CARGO_PKG_VERSION") }, "paths": {} })
    }
}

/// What a refusal with this code looks like.
pub fn refusal(code: ProblemCode) -> Value {
    let mut problem = Problem::new(code);
    match code {
        ProblemCode::InvalidFields => problem.errors.push(FieldProblem {
            field: "password".to_owned(),
            code: "too-short".to_owned(),
            message: "Use 15 characters or more.".to_owned(),
        }),
        ProblemCode::VersionConflict => {
            problem.current = serde_json::from_value(invited()).ok();
        }
        _ => {}
    }
    serde_json::to_value(problem).expect("a problem is plain data")
}

fn account() -> Value {
    json!({ "id": ACCOUNT, "name": "Analytical Engines", "language": "en" })
}

fn to_invite() -> Value {
    json!({
        "firstName": "Grace", "lastName": "Hopper", "loginEmail": "grace@example.com", "communicationEmail": "grace@mail.example",
        "language": "en", "role": "user", "permissions": [],
    })
}

fn invited() -> Value {
    let invitation = json!({
        "sentAt": "2026-11-23T09:00:02Z", "expiresAt": "2026-11-30T09:00:00Z", "expired": false, "delivery": "sent",
        "deliveryError": null, "invitedBy": { "id": ADA, "name": "Ada Lovelace" },
    });
    let mut user = to_invite();
    extend(
        &mut user,
        json!({
            "id": GRACE, "status": "pending", "version": 1, "createdAt": "2026-11-23T09:00:00Z",
            "updatedAt": "2026-11-23T09:00:00Z", "lastActiveAt": null, "invitation": invitation,
        }),
    );
    user
}

fn ada() -> Value {
    json!({
        "id": ADA, "firstName": "Ada", "lastName": "Lovelace", "loginEmail": "ada@example.com",
        "communicationEmail": "ada@mail.example", "language": "en", "role": "administrator", "permissions": ["billingManager"],
        "status": "active", "version": 3, "createdAt": "2026-11-02T08:30:00Z", "updatedAt": "2026-11-20T16:12:44Z",
        "lastActiveAt": "2026-11-23T08:59:12Z", "invitation": null,
    })
}

fn me() -> Value {
    let mut me = ada();
    extend(&mut me, json!({ "account": account() }));
    me
}

fn signed_in() -> Value {
    json!({
        "token": "dGhlIGRhdGFiYXNlIGhvbGRzIG9ubHkgaXRzIGhhc2gh", "expiresAt": "2026-12-23T09:00:00Z", "user": ada(),
        "account": account(), "deviceToken": "YW5vdGhlciBvbmUgZm9yIHRoaXMgb25lIGRldmljZSEh",
    })
}

fn extend(object: &mut Value, by: Value) {
    if let (Some(object), Value::Object(by)) = (object.as_object_mut(), by) {
        object.extend(by);
    }
}
