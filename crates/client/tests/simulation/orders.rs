//! What people ask their desktops for, and what they are told of it.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use roster_client::Desktop;
use roster_client::view::{
    CommandError, CommandErrorKind, EditField, Outcome, PendingChange, PendingEdit, PendingState, UserEdit, UserQuery,
    UserRestoration, UserRow,
};
use roster_contract::{CreateUser, ProblemCode, RestoreUser, SortKey, UpdateUser};
use roster_domain::{Language, PendingChangeId, Role, UserId, UserStatus};
use roster_testkit::SeededRandom;

/// One thing that was asked for.
#[derive(Debug, Clone)]
pub struct Order {
    pub seat: usize,
    pub what: What,
    pub fate: Fate,
}

/// Something by which it is known again in the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    Create {
        login_email: String,
    },
    /// A field gets a value that no other order gives. `base` is what its author saw there.
    Edit {
        user: UserId,
        field: &'static str,
        base: String,
        value: String,
    },
    /// An action on a user, as the audit log names it.
    Other {
        action: &'static str,
        user: UserId,
    },
}

/// What its author was told last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Nothing: the desktop ended before it could.
    Asked,
    Done,
    /// It is not in force yet.
    Pending(PendingChangeId),
    Refused,
    Withdrawn,
    /// What happened to it cannot be told from outside: the session ended under it, or it became one with a later one.
    Unsure,
}

/// All orders of a run.
#[derive(Debug, Clone, Default)]
pub struct Ledger(Rc<RefCell<Vec<Order>>>);

impl Ledger {
    pub fn orders(&self) -> Vec<Order> {
        self.0.borrow().clone()
    }

    fn number(&self) -> usize {
        self.0.borrow().len()
    }

    fn add(&self, seat: usize, what: What) -> usize {
        let mut orders = self.0.borrow_mut();
        if let What::Edit { user, field, .. } = &what {
            let about = (*user, *field);
            for earlier in orders.iter_mut().filter(|order| order.seat == seat && order.is_open()) {
                if matches!(&earlier.what, What::Edit { user, field, .. } if (*user, *field) == about) {
                    earlier.fate = Fate::Unsure;
                }
            }
        }
        orders.push(Order {
            seat,
            what,
            fate: Fate::Asked,
        });
        orders.len() - 1
    }

    fn set(&self, number: usize, fate: Fate) {
        self.0.borrow_mut()[number].fate = fate;
    }

    fn told(&self, number: usize, outcome: Result<Outcome, CommandError>) -> String {
        let (fate, said) = match outcome {
            Ok(Outcome::Done { .. }) => (Fate::Done, "done".to_owned()),
            Ok(Outcome::Pending { change }) => (Fate::Pending(change.id), format!("pending {:?}", change.state)),
            Err(error) => (
                fate_of(&error),
                format!("{:?} {:?} {}", error.kind, error.code, error.detail),
            ),
        };
        self.set(number, fate);
        said
    }

    /// The orders that a pending change is about.
    fn about(&self, seat: usize, change: &PendingChange) -> Vec<usize> {
        let orders = self.0.borrow();
        let about = orders
            .iter()
            .enumerate()
            .filter(|(_, order)| order.seat == seat && order.is_in(change));
        about.map(|(number, _)| number).collect()
    }
}

impl Order {
    fn is_open(&self) -> bool {
        matches!(self.fate, Fate::Asked | Fate::Pending(_))
    }

    /// Whether that change would bring it about.
    pub fn is_in(&self, change: &PendingChange) -> bool {
        match (&self.what, &change.edit) {
            (What::Create { login_email }, PendingEdit::Create { user }) => user.login_email == *login_email,
            (What::Edit { field, value, .. }, PendingEdit::Update { changes, .. }) => {
                value_of(changes, field).as_ref() == Some(value)
            }
            _ => self.fate == Fate::Pending(change.id),
        }
    }
}

/// A refusal means that it was not done, unless it is about who asked: then it may still be done for them on another day.
fn fate_of(error: &CommandError) -> Fate {
    match (error.kind, error.code) {
        (CommandErrorKind::Problem, Some(ProblemCode::SessionRequired | ProblemCode::AdministratorRequired)) => {
            Fate::Unsure
        }
        _ => Fate::Refused,
    }
}

/// Someone at a desktop does something with what they see.
pub async fn act(desktop: Arc<Desktop>, seat: usize, ledger: Ledger, random: SeededRandom) -> String {
    match random.below(10) {
        0..=2 => create(&desktop, seat, &ledger, &random).await,
        3..=5 => edit(&desktop, seat, &ledger, &random).await,
        6 | 7 => other(&desktop, seat, &ledger, &random).await,
        _ => look_at_pending(&desktop, seat, &ledger, &random).await,
    }
}

async fn create(desktop: &Desktop, seat: usize, ledger: &Ledger, random: &SeededRandom) -> String {
    let login_email = format!("order-{}@login.example", ledger.number());
    let user = CreateUser {
        first_name: format!("Order {}", ledger.number()),
        last_name: "Example".to_owned(),
        login_email: login_email.clone(),
        communication_email: format!("invited-by-order-{}@mail.example", ledger.number()),
        language: Language::En,
        role: [Role::User, Role::Administrator][random.below(2)],
        permissions: Vec::new(),
    };
    let number = ledger.add(seat, What::Create { login_email });
    let outcome = desktop.create_user(user).await;
    format!("order {number}: create: {}", ledger.told(number, outcome))
}

async fn edit(desktop: &Desktop, seat: usize, ledger: &Ledger, random: &SeededRandom) -> String {
    let status = [UserStatus::Active, UserStatus::Pending][random.below(2)];
    let Some(UserRow { user, .. }) = someone(desktop, status, random).await else {
        return "there is nobody to edit".to_owned();
    };
    let number = ledger.number();
    let (field, base, value) = match random.below(3) {
        0 => ("firstName", user.first_name.clone(), format!("First of order {number}")),
        1 => ("lastName", user.last_name.clone(), format!("Last of order {number}")),
        _ => (
            "communicationEmail",
            user.communication_email.clone(),
            format!("order-{number}@mail.example"),
        ),
    };
    let what = What::Edit {
        user: user.id,
        field,
        base,
        value: value.clone(),
    };
    let number = ledger.add(seat, what);
    let edit = UserEdit {
        id: user.id,
        version: user.version,
        changes: changes(field, value),
    };
    let outcome = desktop.update_user(edit).await;
    format!("order {number}: edit {field}: {}", ledger.told(number, outcome))
}

async fn other(desktop: &Desktop, seat: usize, ledger: &Ledger, random: &SeededRandom) -> String {
    let (action, status) = [
        ("user.removed", UserStatus::Active),
        ("user.restored", UserStatus::Removed),
        ("invitation.resent", UserStatus::Pending),
        ("invitation.deleted", UserStatus::Pending),
    ][random.below(4)];
    let Some(UserRow { user, .. }) = someone(desktop, status, random).await else {
        return "there is nobody for that".to_owned();
    };
    let number = ledger.add(seat, What::Other { action, user: user.id });
    let outcome = match action {
        "user.removed" => desktop.remove_user(user.id).await,
        "user.restored" => {
            let restore = RestoreUser::default();
            desktop.restore_user(UserRestoration { id: user.id, restore }).await
        }
        "invitation.resent" => desktop.resend_invitation(user.id).await,
        _ => desktop.delete_invitation(user.id).await,
    };
    format!("order {number}: {action} {}: {}", user.id, ledger.told(number, outcome))
}

/// Looks at the panel: takes something back, drops or corrects what was refused, chooses in a conflict.
async fn look_at_pending(desktop: &Desktop, seat: usize, ledger: &Ledger, random: &SeededRandom) -> String {
    let changes = match desktop.list_pending_changes().await {
        Ok(changes) if !changes.is_empty() => changes,
        Ok(_) => return "nothing is pending".to_owned(),
        Err(error) => return error.detail,
    };
    let change = &changes[random.below(changes.len())];
    match (change.state, random.below(3)) {
        (PendingState::Conflict | PendingState::Refused, 0 | 1) => insist(desktop, seat, ledger, change).await,
        _ => withdraw(desktop, seat, ledger, change).await,
    }
}

async fn withdraw(desktop: &Desktop, seat: usize, ledger: &Ledger, change: &PendingChange) -> String {
    let (about, was) = (ledger.about(seat, change), change.state);
    match desktop.withdraw_pending_change(change.id).await {
        Ok(change) => {
            let about_the_author = change
                .problem
                .as_ref()
                .is_some_and(|problem| fate_of(problem) == Fate::Unsure);
            for number in &about {
                let fate = if about_the_author {
                    Fate::Unsure
                } else {
                    Fate::Withdrawn
                };
                ledger.set(*number, fate);
            }
            format!("orders {about:?}, {was:?}, are withdrawn")
        }
        Err(error) => format!("orders {about:?}, {was:?}, are not withdrawn: {}", error.detail),
    }
}

/// Asks again for the same, seeing what there is now.
async fn insist(desktop: &Desktop, seat: usize, ledger: &Ledger, change: &PendingChange) -> String {
    let about = ledger.about(seat, change);
    if let Some(conflict) = &change.conflict {
        for number in &about {
            let mut orders = ledger.0.borrow_mut();
            if let What::Edit { field, base, .. } = &mut orders[*number].what {
                base.clone_from(match *field {
                    "firstName" => &conflict.theirs.first_name,
                    "lastName" => &conflict.theirs.last_name,
                    _ => &conflict.theirs.communication_email,
                });
            }
        }
        assert!(
            !conflict.fields.contains(&EditField::Language),
            "no order edits a language"
        );
    }
    let outcome = desktop.revise_pending_change(change.id, change.edit.clone()).await;
    let said = match outcome {
        Ok(Outcome::Done { .. }) => {
            for number in &about {
                ledger.set(*number, Fate::Done);
            }
            "done".to_owned()
        }
        // It is still there, as the panel shows.
        Ok(Outcome::Pending { change }) => {
            for number in &about {
                ledger.set(*number, Fate::Pending(change.id));
            }
            format!("pending {:?}", change.state)
        }
        Err(error) => error.detail,
    };
    format!("orders {about:?} are insisted on: {said}")
}

async fn someone(desktop: &Desktop, status: UserStatus, random: &SeededRandom) -> Option<UserRow> {
    let query = UserQuery {
        status,
        search: String::new(),
        sort: SortKey::LoginEmail,
        descending: false,
        offset: 0,
        limit: 500,
    };
    let mut rows = desktop.list_users(query).await.ok()?.rows;
    (!rows.is_empty()).then(|| rows.swap_remove(random.below(rows.len())))
}

fn changes(field: &str, value: String) -> UpdateUser {
    let mut changes = UpdateUser::default();
    match field {
        "firstName" => changes.first_name = Some(value),
        "lastName" => changes.last_name = Some(value),
        _ => changes.communication_email = Some(value),
    }
    changes
}

fn value_of(changes: &UpdateUser, field: &str) -> Option<String> {
    match field {
        "firstName" => changes.first_name.clone(),
        "lastName" => changes.last_name.clone(),
        _ => changes.communication_email.clone(),
    }
}
