use std::process::ExitCode;

use roster_domain::AccountId;
use roster_store::audit::{self, BrokenLink, Fault, Verified};
use roster_store::{DatabaseUrl, Scope, Store, accounts};
use serde_json::{Value, json};

use crate::cli::arguments::{AuditVerifyArguments, parse};
use crate::cli::print_line;
use crate::cli::wrong::Wrong;
use crate::start;

/// What a script sees when a log is not as it was written.
const BROKEN: u8 = 1;

/// `rosterd audit verify`: one line of JSON an account, whether its log is as it was written.
pub async fn verify(arguments: AuditVerifyArguments) -> Result<ExitCode, Wrong> {
    let settings = arguments.service.settings()?;
    let asked: Option<AccountId> = match &arguments.account {
        Some(id) => Some(parse("--account", id).map_err(|_| Wrong::setting("--account", "is no id"))?),
        None => None,
    };
    must_exist(&settings.database_url)?;
    let store = start::open_store(&settings).await?;
    let mut all_whole = true;
    for account in accounts(&store, asked).await? {
        let found = audit::verify(&mut store.begin_read(Scope::Account(account)).await?, account).await?;
        all_whole &= found.broken.is_none();
        print_line(&line(account, &found).to_string());
    }
    store.close().await;
    Ok(if all_whole { ExitCode::SUCCESS } else { BROKEN.into() })
}

/// A log that is not there is not whole: an SQLite file is not made by asking for it.
pub fn must_exist(url: &DatabaseUrl) -> Result<(), Wrong> {
    match url {
        DatabaseUrl::Sqlite(path) if !path.is_file() => Err(Wrong::setting(
            "--database-url",
            format!("{} does not exist", path.display()),
        )),
        _ => Ok(()),
    }
}

async fn accounts(store: &Store, asked: Option<AccountId>) -> Result<Vec<AccountId>, Wrong> {
    let all = accounts::ids(&mut store.begin_read(Scope::Platform).await?).await?;
    match asked {
        None => Ok(all),
        Some(account) if all.contains(&account) => Ok(vec![account]),
        Some(_) => Err(Wrong::setting("--account", "there is no such account")),
    }
}

fn line(account: AccountId, found: &Verified) -> Value {
    let head = found
        .head
        .map(|head| json!({ "seq": found.events, "hash": head.whole.to_string() }));
    let broken = found
        .broken
        .map(|BrokenLink { seq, fault }| json!({ "seq": seq, "fault": name(fault) }));
    json!({
        "accountId": account, "whole": broken.is_none(), "events": found.events, "beforeChain": found.before_chain,
        "head": head, "broken": broken,
    })
}

fn name(fault: Fault) -> &'static str {
    match fault {
        Fault::Missing => "missing",
        Fault::Altered => "altered",
        Fault::Unchained => "unchained",
        Fault::CutOff => "cut-off",
    }
}
