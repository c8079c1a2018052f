//! `rosterd seed`: made-up people, for trying things out at size.

mod names;
mod people;

use roster_domain::{AccountId, Delivery, InvitationId, InvitationToken, Rights, UserId, UserStatus};
use roster_store::invitations::{self, NewInvitation};
use roster_store::users::{self, NewUser, SeededUser};
use roster_store::{Scope, StoreError, accounts};
use serde_json::json;

use crate::app::App;
use crate::cli::arguments::{SeedArguments, parse};
use crate::cli::print_line;
use crate::cli::wrong::Wrong;
use crate::kernel::audit_entry::{Changes, Target};
use crate::kernel::origin::Origin;
use crate::kernel::unit::{Effect, Unit};
use crate::start;

use people::{People, Person};

/// More than any organisation has, and few enough to be held in memory.
const MOST: u32 = 1_000_000;

/// Adds the users, all in one transaction.
pub async fn seed(arguments: SeedArguments) -> Result<(), Wrong> {
    let settings = arguments.service.settings()?;
    let (active, pending) = (
        number("--users", &arguments.users)?,
        number("--pending", &arguments.pending)?,
    );
    let account: AccountId =
        parse("--account", &arguments.account).map_err(|_| Wrong::setting("--account", "is no id"))?;
    let seed: u64 =
        parse("--seed", &arguments.seed).map_err(|_| Wrong::setting("--seed", "is no whole number from 0 on"))?;
    let public_url = start::default_public_url(arguments.service.listen()?);
    let app = start::open(&settings, public_url).await?;
    let added = add(&app, account, active, pending, seed).await;
    app.store.close().await;
    added?;
    print_line(&json!({ "accountId": account, "active": active, "pending": pending, "seed": seed }).to_string());
    Ok(())
}

fn number(flag: &str, text: &str) -> Result<u32, Wrong> {
    let wrong = || Wrong::setting(flag, format!("is a whole number from 0 to {MOST}"));
    text.parse().ok().filter(|number| *number <= MOST).ok_or_else(wrong)
}

/// Adds `active` and `pending` made-up people of a seed to an account, all in one transaction.
pub async fn add(app: &App, account: AccountId, active: u32, pending: u32, seed: u64) -> Result<(), Wrong> {
    let mut tx = app.store.begin_write(Scope::Account(account)).await?;
    let record = accounts::get(&mut tx, account).await?;
    let Some(record) = record else {
        return Err(Wrong::setting("--account", "there is no such account"));
    };
    let total = active + pending;
    if total == 0 {
        return Ok(());
    }
    let held = accounts::hold_by(&mut tx, account, i64::from(total), &app.revision_mark()).await?;
    let last = held.revision;
    let mut unit = Unit::begin(app.clone(), tx, Origin::command_line(), account, Effect::Change, held);
    let people = People::new(seed, free_generation(&mut unit, seed).await?);
    let first = last - i64::from(total) + 1;
    let rows: Vec<SeededUser> = (0..total)
        .map(|index| row(&unit, &people.person(index), index < active, first + i64::from(index)))
        .collect();
    let added = users::insert_many(&mut unit.tx, &rows).await?;
    if added != u64::from(total) {
        return Err(Wrong::setting(
            "--seed",
            "some of these made-up people are here already: give another seed",
        ));
    }
    let invitations: Vec<NewInvitation> = rows
        .iter()
        .filter(|row| row.user.status == UserStatus::Pending)
        .map(|row| invitation(&unit, row))
        .collect();
    invitations::insert_many(&mut unit.tx, &invitations).await?;
    let changes = Changes::default().field(
        "users",
        None,
        Some(json!({ "active": active, "pending": pending, "seed": seed })),
    );
    let target = Target {
        kind: "account",
        id: account.as_uuid(),
        name: record.name,
    };
    unit.audit(None, "account.seeded", Some(target), changes);
    Ok(unit.commit().await?)
}

/// The first generation of a seed's people of which nobody is on the platform yet: a login email is never used twice, but
/// a seed may be, in another account.
async fn free_generation(unit: &mut Unit, seed: u64) -> Result<u32, StoreError> {
    let mut generation = 1;
    loop {
        let first = People::new(seed, generation).person(0);
        if users::by_login_email_key(&mut unit.tx, first.login_email.key())
            .await?
            .is_none()
        {
            return Ok(generation);
        }
        generation += 1;
    }
}

fn row(unit: &Unit, person: &Person, active: bool, revision: i64) -> SeededUser {
    let created_at = unit.now - person.joined;
    SeededUser {
        user: NewUser {
            id: UserId::generate(&*unit.app.clock, &*unit.app.random),
            account: unit.account,
            first_name: person.first_name.to_owned(),
            last_name: person.last_name.clone(),
            login_email: person.login_email.clone(),
            communication_email: person.communication_email.clone(),
            language: person.language,
            rights: Rights {
                role: person.role,
                billing_manager: false,
            },
            status: if active {
                UserStatus::Active
            } else {
                UserStatus::Pending
            },
            password_hash: None,
            revision,
            now: if active { created_at } else { unit.now },
        },
        last_active_at: person
            .last_seen
            .filter(|_| active)
            .map(|ago| unit.now - ago.min(person.joined)),
    }
}

/// As if its mail had been sent: made-up addresses are not written to.
fn invitation(unit: &Unit, row: &SeededUser) -> NewInvitation {
    let id = InvitationId::generate(&*unit.app.clock, &*unit.app.random);
    NewInvitation {
        id,
        account: unit.account,
        user: row.user.id,
        token_hash: InvitationToken::derive(&unit.app.secret_key, id).hash(),
        invited_by: None,
        created_at: unit.now,
        expires_at: unit.now + unit.app.settings.invitation_ttl,
        delivery: Delivery::Sent,
        delivery_error: None,
        sent_at: Some(unit.now),
    }
}
