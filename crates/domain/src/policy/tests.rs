//! The rules as tables; `tests/small_accounts.rs` holds them together over whole histories.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::*;
use crate::{Permission, Role};

const BILLING: &[Permission] = &[Permission::BillingManager];

const USER: Rights = Rights::new(Role::User, false);
const BILLING_USER: Rights = Rights::new(Role::User, true);
const ADMINISTRATOR: Rights = Rights::new(Role::Administrator, false);
const BILLING_ADMINISTRATOR: Rights = Rights::new(Role::Administrator, true);
const ALL_RIGHTS: [Rights; 4] = [USER, BILLING_USER, ADMINISTRATOR, BILLING_ADMINISTRATOR];

fn id(number: u128) -> UserId {
    UserId::from_uuid(Uuid::from_u128(number))
}

fn actor(rights: Rights) -> Actor {
    Actor { id: id(1), rights }
}

fn other(rights: Rights, status: UserStatus) -> Subject {
    Subject {
        id: id(2),
        rights,
        status,
    }
}

/// The actor's own record.
fn oneself(rights: Rights) -> Subject {
    Subject {
        id: id(1),
        rights,
        status: UserStatus::Active,
    }
}

fn edit(role: Option<Role>, permissions: Option<&[Permission]>) -> RightsEdit {
    RightsEdit {
        role,
        permissions: permissions.map(<[_]>::to_vec),
    }
}

fn now() -> Timestamp {
    Timestamp::constant(1_800_000_000, 0)
}

#[test]
fn ones_own_communication_email_is_changed_elsewhere() {
    let administrator = actor(ADMINISTRATOR);
    let own = edit_communication_email(&administrator, &oneself(ADMINISTRATOR));
    assert_eq!(own, Err(Denial::OwnEmail));
    assert_eq!(edit_information(&administrator, &oneself(ADMINISTRATOR)), Ok(()));
    let told = actions(&administrator, &oneself(ADMINISTRATOR), Guardians::default());
    assert_eq!(told.edit_communication_email.denial, Some(Denial::OwnEmail));
}

#[test]
fn a_removal_is_undone_by_its_author_within_a_minute() {
    let (administrator, removed) = (actor(ADMINISTRATOR), other(BILLING_USER, UserStatus::Removed));
    let tried = |by: u128, after: SignedDuration| {
        let removal = Removal { by: id(by), at: now() };
        undo_removal(&administrator, &removed, Some(&removal), now() + after)
    };
    let (minute, moment) = (SignedDuration::from_mins(1), SignedDuration::from_micros(1));
    assert_eq!(tried(1, SignedDuration::ZERO), Ok(()));
    assert_eq!(tried(1, minute - moment), Ok(()));
    assert_eq!(tried(1, minute), Err(Denial::TooLate));
    // The clock was put back: a little is forgiven, more is not.
    assert_eq!(tried(1, -moment), Ok(()));
    assert_eq!(tried(1, -minute), Err(Denial::TooLate));
    assert_eq!(tried(3, SignedDuration::ZERO), Err(Denial::RemovedByAnother));
    assert_eq!(
        undo_removal(&administrator, &removed, None, now()),
        Err(Denial::TooLate)
    );
    let user = undo_removal(&actor(USER), &removed, None, now());
    assert_eq!(user, Err(Denial::AdministratorRequired));
}

#[test]
fn only_an_administrator_does_anything() {
    for rights in [USER, BILLING_USER] {
        let actor = actor(rights);
        let denied = Err(Denial::AdministratorRequired);
        assert_eq!(administrate(&actor), denied);
        assert_eq!(create_user(&actor, Role::User, BILLING).map(|_| ()), denied);
        for subject in UserStatus::ALL
            .iter()
            .map(|status| other(USER, *status))
            .chain([oneself(rights)])
        {
            let grant = edit(Some(Role::Administrator), Some(BILLING));
            assert_eq!(edit_rights(&actor, &subject, &grant).map(|_| ()), denied);
            assert_eq!(restore_user(&actor, &subject, None, Some(BILLING)).map(|_| ()), denied);
            for rule in [
                edit_information,
                edit_communication_email,
                remove_user,
                delete_invitation,
                resend_invitation,
                copy_invitation_link,
            ] {
                assert_eq!(rule(&actor, &subject), denied);
            }
        }
    }
    assert_eq!(administrate(&actor(ADMINISTRATOR)), Ok(()));
}

#[test]
fn each_status_allows_its_own() {
    use UserStatus::{Active, Pending, Removed};
    type Rule = fn(&Actor, &Subject) -> Result<(), Denial>;
    let table: [(Rule, &[UserStatus]); 9] = [
        (edit_information, &[Pending, Active]),
        (edit_communication_email, &[Pending, Active]),
        (
            |actor, subject| {
                let removal = Removal {
                    by: actor.id,
                    at: now(),
                };
                undo_removal(actor, subject, Some(&removal), now())
            },
            &[Removed],
        ),
        (
            |actor, subject| edit_rights(actor, subject, &RightsEdit::default()).map(|_| ()),
            &[Pending, Active],
        ),
        (remove_user, &[Active]),
        (delete_invitation, &[Pending]),
        (resend_invitation, &[Pending]),
        (copy_invitation_link, &[Pending]),
        (
            |actor, subject| restore_user(actor, subject, None, None).map(|_| ()),
            &[Removed],
        ),
    ];
    for (row, (rule, allowed)) in table.iter().enumerate() {
        for status in UserStatus::ALL {
            let expected = if allowed.contains(status) {
                Ok(())
            } else {
                Err(Denial::WrongStatus)
            };
            assert_eq!(
                rule(&actor(ADMINISTRATOR), &other(USER, *status)),
                expected,
                "row {row}, {status}"
            );
        }
    }
}

#[test]
fn a_permission_is_given_only_by_one_who_holds_it() {
    for role in Role::ALL {
        assert_eq!(
            create_user(&actor(BILLING_ADMINISTRATOR), *role, BILLING),
            Ok(Rights::new(*role, true))
        );
        assert_eq!(
            create_user(&actor(BILLING_ADMINISTRATOR), *role, &[]),
            Ok(Rights::new(*role, false))
        );
        assert_eq!(
            create_user(&actor(ADMINISTRATOR), *role, &[]),
            Ok(Rights::new(*role, false))
        );
        assert_eq!(
            create_user(&actor(ADMINISTRATOR), *role, BILLING),
            Err(Denial::PermissionNotHeld)
        );
    }
}

#[test]
fn an_edit_by_one_who_cannot_see_the_permission_leaves_it_as_it_was() {
    for status in [UserStatus::Pending, UserStatus::Active] {
        for rights in ALL_RIGHTS {
            let subject = other(rights, status);
            for permissions in [None, Some([].as_slice())] {
                let by_stranger = edit_rights(&actor(ADMINISTRATOR), &subject, &edit(Some(Role::User), permissions));
                assert_eq!(by_stranger, Ok(Rights::new(Role::User, rights.billing_manager)));
            }
            let granting = edit_rights(&actor(ADMINISTRATOR), &subject, &edit(None, Some(BILLING)));
            assert_eq!(
                granting,
                Err(Denial::PermissionNotHeld),
                "even to one who has it: no oracle"
            );
        }
    }
}

#[test]
fn a_holder_gives_and_takes_the_permission() {
    for rights in ALL_RIGHTS {
        let subject = other(rights, UserStatus::Active);
        let by_holder = |asked| edit_rights(&actor(BILLING_ADMINISTRATOR), &subject, &edit(None, asked));
        assert_eq!(by_holder(Some(BILLING)), Ok(Rights::new(rights.role, true)));
        assert_eq!(by_holder(Some(&[])), Ok(Rights::new(rights.role, false)));
        assert_eq!(by_holder(None), Ok(rights));
    }
}

#[test]
fn nobody_changes_their_own_rights() {
    let own = |rights, change: RightsEdit| edit_rights(&actor(rights), &oneself(rights), &change);
    for rights in [ADMINISTRATOR, BILLING_ADMINISTRATOR] {
        assert_eq!(own(rights, edit(Some(Role::User), None)), Err(Denial::OwnRole));
        assert_eq!(
            own(rights, edit(Some(Role::Administrator), None)),
            Ok(rights),
            "nothing is changed"
        );
        assert_eq!(
            own(rights, edit(Some(Role::Administrator), Some(&rights.permissions()))),
            Ok(rights)
        );
    }
    assert_eq!(own(BILLING_ADMINISTRATOR, edit(None, Some(&[]))), Err(Denial::OwnRole));
    assert_eq!(
        own(ADMINISTRATOR, edit(None, Some(BILLING))),
        Err(Denial::PermissionNotHeld)
    );
    assert_eq!(
        own(ADMINISTRATOR, edit(Some(Role::User), Some(BILLING))),
        Err(Denial::PermissionNotHeld)
    );
    assert_eq!(
        remove_user(&actor(ADMINISTRATOR), &oneself(ADMINISTRATOR)),
        Err(Denial::OwnAccount)
    );
    assert_eq!(edit_information(&actor(ADMINISTRATOR), &oneself(ADMINISTRATOR)), Ok(()));
}

#[test]
fn what_the_rights_forbid_is_said_before_what_the_status_forbids() {
    let removed = other(USER, UserStatus::Removed);
    let asked = edit(None, Some(BILLING));
    assert_eq!(
        edit_rights(&actor(ADMINISTRATOR), &removed, &asked),
        Err(Denial::PermissionNotHeld)
    );
    let active = other(USER, UserStatus::Active);
    assert_eq!(
        restore_user(&actor(ADMINISTRATOR), &active, None, Some(BILLING)),
        Err(Denial::PermissionNotHeld)
    );
}

#[test]
fn a_restored_user_inherits_the_role_and_never_a_permission() {
    for before in ALL_RIGHTS {
        let removed = other(before, UserStatus::Removed);
        for by in [ADMINISTRATOR, BILLING_ADMINISTRATOR] {
            let plain = Ok(Rights::new(before.role, false));
            assert_eq!(restore_user(&actor(by), &removed, None, None), plain);
            assert_eq!(restore_user(&actor(by), &removed, None, Some(&[])), plain);
            assert_eq!(restore_user(&actor(by), &removed, Some(Role::User), None), Ok(USER));
        }
        let given = restore_user(
            &actor(BILLING_ADMINISTRATOR),
            &removed,
            Some(Role::Administrator),
            Some(BILLING),
        );
        assert_eq!(given, Ok(BILLING_ADMINISTRATOR));
        assert_eq!(
            restore_user(&actor(ADMINISTRATOR), &removed, None, Some(BILLING)),
            Err(Denial::PermissionNotHeld)
        );
    }
}

#[test]
fn permissions_are_seen_by_holders_and_by_oneself() {
    for rights in ALL_RIGHTS {
        assert_eq!(sees_permissions(&actor(rights), id(2)), rights.billing_manager);
        assert!(sees_permissions(&actor(rights), id(1)));
    }
}

#[test]
fn a_guardian_once_there_remains() {
    let guardians = |administrators, billing_administrators| Guardians {
        administrators,
        billing_administrators,
    };
    assert_eq!(
        keep_guardians(guardians(1, 0), guardians(0, 0)),
        Err(Denial::LastAdministrator)
    );
    assert_eq!(
        keep_guardians(guardians(1, 1), guardians(0, 0)),
        Err(Denial::LastAdministrator),
        "reported first"
    );
    assert_eq!(
        keep_guardians(guardians(2, 1), guardians(1, 0)),
        Err(Denial::LastBillingManager)
    );
    assert_eq!(
        keep_guardians(guardians(2, 0), guardians(1, 0)),
        Ok(()),
        "there was none to keep"
    );
    assert_eq!(
        keep_guardians(guardians(0, 0), guardians(0, 0)),
        Ok(()),
        "an account being made"
    );
    assert_eq!(keep_guardians(guardians(2, 2), guardians(1, 1)), Ok(()));
}

#[test]
fn only_active_administrators_are_counted() {
    let users = [
        other(BILLING_ADMINISTRATOR, UserStatus::Active),
        other(ADMINISTRATOR, UserStatus::Active),
        other(BILLING_USER, UserStatus::Active),
        other(BILLING_ADMINISTRATOR, UserStatus::Pending),
        other(BILLING_ADMINISTRATOR, UserStatus::Removed),
    ];
    assert_eq!(
        Guardians::count(&users),
        Guardians {
            administrators: 2,
            billing_administrators: 1
        }
    );
}

#[test]
fn the_last_guardians_are_denied_beforehand() {
    let one = Guardians {
        administrators: 1,
        billing_administrators: 1,
    };
    let two = Guardians {
        administrators: 2,
        billing_administrators: 1,
    };
    let subject = other(BILLING_ADMINISTRATOR, UserStatus::Active);
    let denial = |guardians| {
        let actions = actions(&actor(BILLING_ADMINISTRATOR), &subject, guardians);
        [
            actions.edit_role.denial,
            actions.edit_permissions.denial,
            actions.remove.denial,
        ]
    };
    let (administrator, billing) = (Some(Denial::LastAdministrator), Some(Denial::LastBillingManager));
    assert_eq!(denial(one), [administrator, billing, administrator]);
    assert_eq!(denial(two), [billing; 3]);
    assert_eq!(
        denial(Guardians {
            administrators: 2,
            billing_administrators: 2
        }),
        [None; 3]
    );
}

#[test]
fn to_one_without_the_permission_nothing_in_the_actions_tells_who_has_it() {
    for status in UserStatus::ALL {
        for role in Role::ALL {
            let guardians = Guardians {
                administrators: 3,
                billing_administrators: 0,
            };
            let seen = |billing| {
                actions(
                    &actor(ADMINISTRATOR),
                    &other(Rights::new(*role, billing), *status),
                    guardians,
                )
            };
            assert_eq!(seen(true), seen(false));
            assert!(!seen(true).permissions_visible);
            assert_eq!(seen(true).edit_permissions.denial, Some(Denial::PermissionNotHeld));
        }
    }
}

#[test]
fn actions_are_written_for_the_ui() {
    let guardians = Guardians {
        administrators: 1,
        billing_administrators: 0,
    };
    let json = serde_json::to_value(actions(&actor(ADMINISTRATOR), &oneself(ADMINISTRATOR), guardians)).unwrap();
    assert_eq!(json["edit"], serde_json::json!({"allowed": true, "denial": null}));
    assert_eq!(
        json["remove"],
        serde_json::json!({"allowed": false, "denial": "own-account"})
    );
    assert_eq!(json["editRole"]["denial"], "own-role");
    assert_eq!(json["permissionsVisible"], true);
    assert_eq!(json["copyInvitationLink"]["denial"], "wrong-status");
}

#[test]
fn every_denial_says_what_to_do() {
    for denial in Denial::ALL {
        assert!(
            denial.message().matches(". ").count() >= 1 && denial.message().ends_with('.'),
            "{denial}"
        );
        assert!(!denial.message().contains("  "), "{denial}");
    }
}
