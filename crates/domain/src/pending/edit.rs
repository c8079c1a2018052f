use serde::{Deserialize, Serialize};

use crate::wire_enum::wire_enum;
use crate::{CommunicationEmail, Language, Permission, PersonName, Role, UserStatus};

wire_enum! {
    /// What of a user an administrator can edit.
    EditField {
        FirstName = "firstName",
        LastName = "lastName",
        CommunicationEmail = "communicationEmail",
        Language = "language",
        Role = "role",
        Permissions = "permissions",
    }
}

/// The values of all these fields, as one viewer sees them or as a person typed them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct EditableFields {
    pub first_name: String,
    pub last_name: String,
    pub communication_email: String,
    pub language: Language,
    pub role: Role,
    /// Empty where the viewer may not see them.
    pub permissions: Vec<Permission>,
}

/// An edit of a user that the service has not decided.
#[derive(Debug, Clone, Copy)]
pub struct TypedEdit<'a> {
    /// What was seen while editing; absent where it had to be forgotten.
    pub base: Option<&'a EditableFields>,
    /// The same with what was typed in its place.
    pub mine: &'a EditableFields,
    /// Which fields were typed.
    pub typed: &'a [EditField],
}

/// How an edit goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditCourse {
    /// The record says all of it already.
    Done,
    /// Nobody else changed these fields, or all to the same: they can be sent, based on the record as it is now.
    Again(Vec<EditField>),
    /// Others changed these fields too, to something else: a person has to choose.
    Conflict(Vec<EditField>),
    /// The user was removed meanwhile, and a removal wins over an edit.
    Removed,
}

/// A pending edit meets the record as it is now: a three-way merge, field by field.
///
/// What was not typed, or was typed as it stood, is not the edit's and stays theirs. Where it is not known what was seen,
/// every difference is a conflict: it might be another's work. Permissions that the viewer cannot see take no part.
pub fn edit_meets(
    edit: TypedEdit<'_>,
    theirs: &EditableFields,
    status: UserStatus,
    permissions_visible: bool,
) -> EditCourse {
    if status == UserStatus::Removed {
        return EditCourse::Removed;
    }
    let (mut again, mut conflicts) = (Vec::new(), Vec::new());
    let fields = EditField::ALL.iter().copied();
    for field in fields.filter(|field| edit.typed.contains(field)) {
        if field == EditField::Permissions && !permissions_visible {
            continue;
        }
        let untouched = edit.base.is_some_and(|base| same(field, base, edit.mine));
        if untouched || same(field, edit.mine, theirs) {
            continue;
        }
        let theirs_is_as_seen = edit.base.is_some_and(|base| same(field, base, theirs));
        let list = if theirs_is_as_seen { &mut again } else { &mut conflicts };
        list.push(field);
    }
    match (again.is_empty(), conflicts.is_empty()) {
        (_, false) => EditCourse::Conflict(conflicts),
        (false, true) => EditCourse::Again(again),
        (true, true) => EditCourse::Done,
    }
}

/// Whether a field has the same value in both, in whichever of the forms that the service takes for one it was typed.
fn same(field: EditField, a: &EditableFields, b: &EditableFields) -> bool {
    let names = |a: &str, b: &str| a == b || PersonName::parse(a).is_ok_and(|a| PersonName::parse(b) == Ok(a));
    match field {
        EditField::FirstName => names(&a.first_name, &b.first_name),
        EditField::LastName => names(&a.last_name, &b.last_name),
        EditField::CommunicationEmail => same_address(&a.communication_email, &b.communication_email),
        EditField::Language => a.language == b.language,
        EditField::Role => a.role == b.role,
        EditField::Permissions => Permission::ALL
            .iter()
            .all(|permission| a.permissions.contains(permission) == b.permissions.contains(permission)),
    }
}

fn same_address(a: &str, b: &str) -> bool {
    a == b || CommunicationEmail::parse(a).is_ok_and(|a| CommunicationEmail::parse(b) == Ok(a))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fields() -> impl Strategy<Value = EditableFields> {
        let name = || prop::sample::select(vec!["Ada", "Zoë", "Max"]);
        let email = prop::sample::select(vec!["a@example.org", "b@example.org"]);
        let permissions = prop::sample::select(vec![vec![], vec![Permission::BillingManager]]);
        let language = prop::sample::select(vec![Language::En, Language::Fr]);
        let role = prop::sample::select(vec![Role::User, Role::Administrator]);
        (name(), name(), email, language, role, permissions).prop_map(
            |(first, last, email, language, role, permissions)| EditableFields {
                first_name: first.to_owned(),
                last_name: last.to_owned(),
                communication_email: email.to_owned(),
                language,
                role,
                permissions,
            },
        )
    }

    fn meets(base: &EditableFields, mine: &EditableFields, theirs: &EditableFields) -> EditCourse {
        let edit = TypedEdit {
            base: Some(base),
            mine,
            typed: EditField::ALL,
        };
        edit_meets(edit, theirs, UserStatus::Active, true)
    }

    fn differ(a: &EditableFields, b: &EditableFields) -> Vec<EditField> {
        let fields = EditField::ALL.iter().copied();
        fields.filter(|field| !same(*field, a, b)).collect()
    }

    proptest! {
        #[test]
        fn a_conflict_is_exactly_where_both_changed_to_different_values(
            base in fields(), mine in fields(), theirs in fields()
        ) {
            let (i_changed, they_changed) = (differ(&base, &mine), differ(&base, &theirs));
            let differing = differ(&mine, &theirs);
            let in_all = |field: &EditField| they_changed.contains(field) && differing.contains(field);
            let contested: Vec<EditField> = i_changed.iter().copied().filter(in_all).collect();
            let to_send: Vec<EditField> = i_changed.iter().copied().filter(|field| !they_changed.contains(field)).collect();
            let expected = match (contested.is_empty(), to_send.is_empty()) {
                (false, _) => EditCourse::Conflict(contested),
                (true, false) => EditCourse::Again(to_send),
                (true, true) => EditCourse::Done,
            };
            prop_assert_eq!(meets(&base, &mine, &theirs), expected);
        }

        #[test]
        fn whose_edit_it_is_does_not_matter_to_what_is_contested(base in fields(), mine in fields(), theirs in fields()) {
            let contested = |course| match course {
                EditCourse::Conflict(fields) => fields,
                _ => Vec::new(),
            };
            prop_assert_eq!(contested(meets(&base, &mine, &theirs)), contested(meets(&base, &theirs, &mine)));
        }

        #[test]
        fn without_what_was_seen_nothing_is_written_over_anothers_work(mine in fields(), theirs in fields()) {
            let edit = TypedEdit { base: None, mine: &mine, typed: EditField::ALL };
            let expected = match differ(&mine, &theirs) {
                none if none.is_empty() => EditCourse::Done,
                fields => EditCourse::Conflict(fields),
            };
            prop_assert_eq!(edit_meets(edit, &theirs, UserStatus::Pending, true), expected);
        }

        #[test]
        fn what_was_not_typed_or_cannot_be_seen_takes_no_part(
            base in fields(), mine in fields(), theirs in fields(), typed in prop::sample::subsequence(EditField::ALL, 0..=6)
        ) {
            let edit = TypedEdit { base: Some(&base), mine: &mine, typed: &typed };
            let touched = match edit_meets(edit, &theirs, UserStatus::Active, false) {
                EditCourse::Again(fields) | EditCourse::Conflict(fields) => fields,
                EditCourse::Done | EditCourse::Removed => Vec::new(),
            };
            prop_assert!(touched.iter().all(|field| typed.contains(field) && *field != EditField::Permissions));
        }

        #[test]
        fn a_removal_wins(base in fields(), mine in fields(), theirs in fields()) {
            let edit = TypedEdit { base: Some(&base), mine: &mine, typed: EditField::ALL };
            prop_assert_eq!(edit_meets(edit, &theirs, UserStatus::Removed, true), EditCourse::Removed);
        }
    }

    #[test]
    fn a_value_in_another_form_is_the_same_value() {
        let typed = |first: &str, email: &str| EditableFields {
            first_name: first.to_owned(),
            last_name: "Example".to_owned(),
            communication_email: email.to_owned(),
            language: Language::En,
            role: Role::User,
            permissions: Vec::new(),
        };
        let base = typed("Max", "max@example.org");
        // Decomposed and with a space behind; the service keeps it composed and trimmed.
        let mine = typed("Zoe\u{308} ", " zoe@example.org");
        assert_eq!(
            meets(&base, &mine, &typed("Zo\u{eb}", "zoe@example.org")),
            EditCourse::Done
        );
        assert_eq!(
            meets(&base, &mine, &base),
            EditCourse::Again(vec![EditField::FirstName, EditField::CommunicationEmail])
        );
        // What is no name is compared as it stands.
        assert_eq!(meets(&typed("", ""), &typed("", ""), &base), EditCourse::Done);
    }
}
