//! Checks what is typed of a user by the same rules as the service, so that mistakes are shown at once, offline too.

use roster_contract::{CreateUser, FieldProblem, Problem, UpdateUser};
use roster_domain::{AddressProblem, CommunicationEmail, LoginEmail, NameProblem, PersonName, pasted_address};
use roster_replica::pending::PendingEdit;

use crate::desktop::Desktop;
use crate::view::{CommandError, NewUserInformation};

impl Desktop {
    /// Checks the names and addresses of a user to be invited, and returns them as they will be sent: where an address was pasted with
    /// other text around it, the address only. Whether the login email is free, only the service knows.
    pub fn check_new_user(information: NewUserInformation) -> Result<NewUserInformation, CommandError> {
        let information = NewUserInformation {
            login_email: pasted_address(&information.login_email),
            communication_email: pasted_address(&information.communication_email),
            ..information
        };
        let mut faults = Faults::default();
        faults.name("firstName", &information.first_name);
        faults.name("lastName", &information.last_name);
        faults.login_email(&information.login_email);
        faults.communication_email(&information.communication_email);
        faults.finish().map(|()| information)
    }

    /// The address in a text that was pasted into an address field, such as `Ada <ada@example.com>`.
    pub fn read_address(text: &str) -> String {
        pasted_address(text)
    }
}

/// The edit as it is sent: each address without the text that was pasted around it.
pub(crate) fn cleaned(edit: PendingEdit) -> PendingEdit {
    match edit {
        PendingEdit::Create { user } => PendingEdit::Create {
            user: CreateUser {
                login_email: pasted_address(&user.login_email),
                communication_email: pasted_address(&user.communication_email),
                ..user
            },
        },
        PendingEdit::Update { id, changes } => PendingEdit::Update {
            id,
            changes: UpdateUser {
                communication_email: changes.communication_email.as_deref().map(pasted_address),
                ..changes
            },
        },
        other => other,
    }
}

/// Refuses an edit whose names or addresses break the rules. The error lists all wrong fields.
pub(crate) fn check(edit: &PendingEdit) -> Result<(), CommandError> {
    let mut faults = Faults::default();
    match edit {
        PendingEdit::Create { user } => {
            faults.name("firstName", &user.first_name);
            faults.name("lastName", &user.last_name);
            faults.login_email(&user.login_email);
            faults.communication_email(&user.communication_email);
        }
        PendingEdit::Update { changes, .. } => {
            if let Some(name) = &changes.first_name {
                faults.name("firstName", name);
            }
            if let Some(name) = &changes.last_name {
                faults.name("lastName", name);
            }
            if let Some(email) = &changes.communication_email {
                faults.communication_email(email);
            }
        }
        PendingEdit::Remove { .. }
        | PendingEdit::Restore { .. }
        | PendingEdit::ResendInvitation { .. }
        | PendingEdit::DeleteInvitation { .. } => {}
    }
    faults.finish()
}

/// The wrong fields of a form, with the codes and messages that the service would answer.
#[derive(Debug, Default)]
struct Faults(Vec<FieldProblem>);

impl Faults {
    fn name(&mut self, field: &str, text: &str) {
        let problem: Option<NameProblem> = PersonName::parse(text).err();
        self.note(field, problem.map(|problem| (problem.code(), problem.message())));
    }

    fn login_email(&mut self, text: &str) {
        self.address("loginEmail", LoginEmail::parse(text).err());
    }

    fn communication_email(&mut self, text: &str) {
        self.address("communicationEmail", CommunicationEmail::parse(text).err());
    }

    fn address(&mut self, field: &str, problem: Option<AddressProblem>) {
        self.note(field, problem.map(|problem| (problem.code(), problem.message())));
    }

    fn note(&mut self, field: &str, problem: Option<(&str, &str)>) {
        self.0.extend(problem.map(|(code, message)| FieldProblem {
            field: field.to_owned(),
            code: code.to_owned(),
            message: message.to_owned(),
        }));
    }

    fn finish(self) -> Result<(), CommandError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(CommandError::problem(Problem::fields(self.0), None))
        }
    }
}
