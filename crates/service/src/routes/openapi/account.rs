use roster_contract::{Account, Administrators, UpdateAccount};
use utoipa::openapi::HttpMethod::Patch;

use super::endpoint::Endpoint;

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::get("account", "/account", "getAccount", "The account's name and language")
            .gives::<Account>(200, "The account."),
        Endpoint::write(
            Patch,
            "account",
            "/account",
            "updateAccount",
            "Rename the account, or set its language",
        )
        .administrators()
        .takes::<UpdateAccount>()
        .gives::<Account>(200, "As it is now."),
        Endpoint::get(
            "account",
            "/account/administrators",
            "listAdministrators",
            "Whom to ask",
        )
        .gives::<Administrators>(200, "The active administrators."),
    ]
}
