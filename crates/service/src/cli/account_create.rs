use std::io::BufRead;

use roster_domain::{NewPassword, PersonalWords};
use serde_json::json;

use crate::account_creation::{self, NewAccount};
use crate::cli::arguments::{AccountCreateArguments, parse};
use crate::cli::print_line;
use crate::cli::wrong::Wrong;
use crate::kernel::links;
use crate::kernel::origin::Origin;
use crate::start;

/// `rosterd account create`.
pub async fn create(arguments: AccountCreateArguments) -> Result<(), Wrong> {
    let settings = arguments.service.settings()?;
    let public_url = match &settings.public_url {
        Some(url) => url.clone(),
        None => start::default_public_url(arguments.service.listen()?),
    };
    let new = read(&arguments)?;
    let app = start::open(&settings, public_url).await?;
    let created = account_creation::create_account(&app, Origin::command_line(), new).await;
    app.store.close().await;
    let created = created.map_err(Wrong::refused)?;
    let url = created
        .invitation
        .map(|invitation| links::invitation(&app, invitation).to_string());
    print_line(&json!({ "accountId": created.account, "userId": created.user, "invitationUrl": url }).to_string());
    Ok(())
}

fn read(arguments: &AccountCreateArguments) -> Result<NewAccount, Wrong> {
    let communication_email = arguments
        .admin_communication_email
        .as_ref()
        .unwrap_or(&arguments.admin_login_email);
    Ok(NewAccount {
        name: roster_domain::AccountName::parse(&arguments.name)
            .map_err(|problem| Wrong::setting("--name", problem.message()))?,
        first_name: person("--admin-first-name", &arguments.admin_first_name)?,
        last_name: person("--admin-last-name", &arguments.admin_last_name)?,
        login_email: roster_domain::LoginEmail::parse(&arguments.admin_login_email)
            .map_err(|problem| Wrong::setting("--admin-login-email", problem.message()))?,
        communication_email: roster_domain::CommunicationEmail::parse(communication_email)
            .map_err(|problem| Wrong::setting("--admin-communication-email", problem.message()))?,
        language: parse("--language", &arguments.language)
            .map_err(|_| Wrong::setting("--language", "is one of en, fr, es, de, pt-BR, ar"))?,
        password: if arguments.password_stdin {
            Some(password(arguments, communication_email)?)
        } else {
            None
        },
    })
}

fn person(flag: &str, text: &str) -> Result<roster_domain::PersonName, Wrong> {
    roster_domain::PersonName::parse(text).map_err(|problem| Wrong::setting(flag, problem.message()))
}

/// The first line of standard input.
fn password(arguments: &AccountCreateArguments, communication_email: &str) -> Result<NewPassword, Wrong> {
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|error| Wrong::setting("--password-stdin", error))?;
    let typed = typed(&line);
    let personal = PersonalWords::of([
        arguments.name.as_str(),
        &arguments.admin_first_name,
        &arguments.admin_last_name,
        &arguments.admin_login_email,
        communication_email,
    ]);
    NewPassword::parse(typed, &personal).map_err(|problem| Wrong::setting("--password-stdin", problem.message()))
}

/// The password in a line: without one line end, and without the byte order mark that editors and PowerShell put before it.
fn typed(line: &str) -> &str {
    let line = line.strip_prefix('\u{FEFF}').unwrap_or(line);
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.strip_suffix('\r').unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_and_one_line_end_around_a_password_are_not_part_of_it() {
        for line in [
            "pass word",
            "pass word\n",
            "pass word\r\n",
            "\u{FEFF}pass word\r\n",
            "\u{FEFF}pass word",
        ] {
            assert_eq!(typed(line), "pass word", "{line:?}");
        }
        assert_eq!(typed(" pass word \r\r\n"), " pass word \r", "one end alone");
        assert_eq!(typed("\u{FEFF}\u{FEFF}pass"), "\u{FEFF}pass");
    }
}
