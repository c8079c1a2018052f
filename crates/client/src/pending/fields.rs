//! The fields of an edit, between the types that carry them.

use roster_contract::{UpdateUser, User};
use roster_domain::pending::{EditField, EditableFields};

/// What an edit may change of a record.
pub(super) fn fields_of(user: &User) -> EditableFields {
    EditableFields {
        first_name: user.first_name.clone(),
        last_name: user.last_name.clone(),
        communication_email: user.communication_email.clone(),
        language: user.language,
        role: user.role,
        permissions: user.permissions.clone(),
    }
}

/// The fields with an edit's values in their places.
pub(super) fn edited(fields: &EditableFields, changes: &UpdateUser) -> EditableFields {
    let UpdateUser {
        first_name,
        last_name,
        communication_email,
        language,
        role,
        permissions,
    } = changes.clone();
    EditableFields {
        first_name: first_name.unwrap_or_else(|| fields.first_name.clone()),
        last_name: last_name.unwrap_or_else(|| fields.last_name.clone()),
        communication_email: communication_email.unwrap_or_else(|| fields.communication_email.clone()),
        language: language.unwrap_or(fields.language),
        role: role.unwrap_or(fields.role),
        permissions: permissions.unwrap_or_else(|| fields.permissions.clone()),
    }
}

/// Which fields an edit has.
pub(super) fn typed(changes: &UpdateUser) -> Vec<EditField> {
    let is_typed = |field: &EditField| match field {
        EditField::FirstName => changes.first_name.is_some(),
        EditField::LastName => changes.last_name.is_some(),
        EditField::CommunicationEmail => changes.communication_email.is_some(),
        EditField::Language => changes.language.is_some(),
        EditField::Role => changes.role.is_some(),
        EditField::Permissions => changes.permissions.is_some(),
    };
    EditField::ALL.iter().copied().filter(is_typed).collect()
}

/// An edit of these fields only.
pub(super) fn only(changes: &UpdateUser, fields: &[EditField]) -> UpdateUser {
    let has = |field| fields.contains(&field);
    let changes = changes.clone();
    UpdateUser {
        first_name: changes.first_name.filter(|_| has(EditField::FirstName)),
        last_name: changes.last_name.filter(|_| has(EditField::LastName)),
        communication_email: changes
            .communication_email
            .filter(|_| has(EditField::CommunicationEmail)),
        language: changes.language.filter(|_| has(EditField::Language)),
        role: changes.role.filter(|_| has(EditField::Role)),
        permissions: changes.permissions.filter(|_| has(EditField::Permissions)),
    }
}

/// Two edits as one: where both have a field, the later counts.
pub(super) fn joined(earlier: &UpdateUser, later: UpdateUser) -> UpdateUser {
    let earlier = earlier.clone();
    UpdateUser {
        first_name: later.first_name.or(earlier.first_name),
        last_name: later.last_name.or(earlier.last_name),
        communication_email: later.communication_email.or(earlier.communication_email),
        language: later.language.or(earlier.language),
        role: later.role.or(earlier.role),
        permissions: later.permissions.or(earlier.permissions),
    }
}

#[cfg(test)]
mod tests {
    use roster_domain::{Language, Role};

    use super::*;

    fn fields() -> EditableFields {
        EditableFields {
            first_name: "Max".to_owned(),
            last_name: "Example".to_owned(),
            communication_email: "max@example.org".to_owned(),
            language: Language::En,
            role: Role::User,
            permissions: Vec::new(),
        }
    }

    fn every_field() -> UpdateUser {
        UpdateUser {
            first_name: Some("Zoë".to_owned()),
            last_name: Some("Sample".to_owned()),
            communication_email: Some("zoe@example.org".to_owned()),
            language: Some(Language::Fr),
            role: Some(Role::Administrator),
            permissions: Some(vec![roster_domain::Permission::BillingManager]),
        }
    }

    #[test]
    fn each_field_is_taken_apart_from_the_others() {
        assert_eq!(typed(&every_field()), EditField::ALL);
        assert_eq!(only(&every_field(), EditField::ALL), every_field());
        assert_eq!(edited(&fields(), &UpdateUser::default()), fields());
        for field in EditField::ALL {
            let one = only(&every_field(), &[*field]);
            assert_eq!(typed(&one), [*field]);
            assert_ne!(edited(&fields(), &one), fields(), "{field}");
            let rest: Vec<EditField> = EditField::ALL.iter().copied().filter(|other| other != field).collect();
            assert_eq!(joined(&only(&every_field(), &rest), one), every_field());
        }
    }

    #[test]
    fn the_later_edit_counts_where_both_have_a_field() {
        let later = UpdateUser {
            first_name: Some("Zora".to_owned()),
            ..UpdateUser::default()
        };
        let both = joined(&every_field(), later);
        assert_eq!(
            (both.first_name.as_deref(), both.last_name.as_deref()),
            (Some("Zora"), Some("Sample"))
        );
    }
}
