use roster_contract::{
    BulkCreate, BulkResults, CreateUser, ProblemCode, RestoreUser, SortKey, UpdateUser, User, UserPage,
};
use roster_domain::{Language, Role, UserStatus};
use utoipa::openapi::HttpMethod::{Delete, Patch, Post};
use utoipa::openapi::Required;

use super::endpoint::{Endpoint, Said};
use super::query::{number, one_of, search_text, text};

const ETAG: Said<'_> = ("ETag", "The user's version, quoted.", "\"1\"");
const LOCATION: Said<'_> = (
    "Location",
    "Where the user is.",
    "/api/v1/users/01932c61-0b7e-7d3c-b6f4-90e1f2a3b4c5",
);

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        list(),
        create(),
        create_many(),
        get(),
        update(),
        remove(),
        restore(),
        undo_removal(),
    ]
}

fn list() -> Endpoint {
    let descending = SortKey::ALL.map(|key| format!("-{}", key.as_str()));
    let orders = SortKey::ALL
        .iter()
        .map(|key| key.as_str())
        .chain(descending.iter().map(String::as_str));
    Endpoint::get(
        "users",
        "/users",
        "listUsers",
        "List, search and sort the account's users",
    )
    .administrators()
    .query(
        "status",
        "Only users of this status.",
        one_of(UserStatus::ALL.iter().map(|status| status.as_str())),
        "active",
    )
    .query(
        "q",
        "Words, each of which is in a name or an address, in any order; case, accents, apostrophes and hyphens do not count.",
        search_text(),
        "lovelace",
    )
    .query(
        "role",
        "Only users of this role.",
        one_of(Role::ALL.iter().map(|role| role.as_str())),
        "administrator",
    )
    .query(
        "language",
        "Only users of this language.",
        one_of(Language::ALL.iter().map(|language| language.tag())),
        "pt-BR",
    )
    .query(
        "sort",
        "What to order by; `-` turns the order round.",
        one_of(orders),
        "-createdAt",
    )
    .query("limit", "How many users a page has at most.", number(1, 200, 50), 100)
    .query("cursor", "The `nextCursor` of the page before.", text(), "b3BhcXVl")
    .gives::<UserPage>(200, "A page of users.")
}

fn create() -> Endpoint {
    Endpoint::write(Post, "users", "/users", "createUser", "Invite a person")
        .administrators()
        .takes::<CreateUser>()
        .gives_with::<User>(201, "The pending user.", &[LOCATION, ETAG])
        .refuses([
            ProblemCode::PermissionNotHeld,
            ProblemCode::LoginEmailTaken,
            ProblemCode::InvitationQuota,
            ProblemCode::MailQuota,
        ])
}

fn create_many() -> Endpoint {
    Endpoint::write(
        Post,
        "users",
        "/users/bulk",
        "createUsers",
        "Invite up to 1,000 people, each for themselves",
    )
    .administrators()
    .takes::<BulkCreate>()
    .gives::<BulkResults>(200, "What became of each row, in order.")
}

fn get() -> Endpoint {
    Endpoint::get("users", "/users/{id}", "getUser", "One user")
        .administrators()
        .gives_with::<User>(200, "The user.", &[ETAG])
        .refuses([ProblemCode::NotFound])
}

fn update() -> Endpoint {
    Endpoint::write(
        Patch,
        "users",
        "/users/{id}",
        "updateUser",
        "Edit a user's information, role and permissions",
    )
    .administrators()
    .if_match(Required::True)
    .takes::<UpdateUser>()
    .gives_with::<User>(200, "As the user is now.", &[ETAG])
    .refuses([
        ProblemCode::NotFound,
        ProblemCode::VersionRequired,
        ProblemCode::VersionConflict,
        ProblemCode::LoginEmailImmutable,
        ProblemCode::InvitationQuota,
        ProblemCode::MailQuota,
        ProblemCode::PermissionNotHeld,
        ProblemCode::OwnRole,
        ProblemCode::OwnEmail,
        ProblemCode::LastAdministrator,
        ProblemCode::LastBillingManager,
        ProblemCode::WrongStatus,
    ])
}

fn remove() -> Endpoint {
    Endpoint::write(
        Delete,
        "users",
        "/users/{id}",
        "removeUser",
        "Remove an active user, or delete a pending invitation",
    )
    .administrators()
    .if_match(Required::False)
    .gives_nothing("Removed, or deleted.")
    .refuses([
        ProblemCode::NotFound,
        ProblemCode::VersionConflict,
        ProblemCode::OwnAccount,
        ProblemCode::LastAdministrator,
        ProblemCode::LastBillingManager,
        ProblemCode::WrongStatus,
    ])
}

fn restore() -> Endpoint {
    Endpoint::write(
        Post,
        "users",
        "/users/{id}/restore",
        "restoreUser",
        "Invite a removed user anew",
    )
    .administrators()
    .if_match(Required::False)
    .may_take::<RestoreUser>()
    .gives_with::<User>(200, "Pending again.", &[ETAG])
    .refuses([
        ProblemCode::NotFound,
        ProblemCode::VersionConflict,
        ProblemCode::PermissionNotHeld,
        ProblemCode::WrongStatus,
        ProblemCode::InvitationQuota,
        ProblemCode::MailQuota,
    ])
}

fn undo_removal() -> Endpoint {
    Endpoint::write(
        Post,
        "users",
        "/users/{id}/undo-removal",
        "undoRemoval",
        "Give a user whom one removed within the last minute their access back as it was",
    )
    .administrators()
    .if_match(Required::False)
    .gives_with::<User>(200, "Active as before; their sessions stay ended.", &[ETAG])
    .refuses([
        ProblemCode::NotFound,
        ProblemCode::VersionConflict,
        ProblemCode::RemovedByAnother,
        ProblemCode::WrongStatus,
        ProblemCode::TooLate,
    ])
}
