//! The policy over whole histories: small accounts, where random people ask for random things, and whatever is allowed
//! is done.

use proptest::prelude::*;
use roster_domain::{
    Actions, Actor, Denial, Guardians, Permission, Rights, RightsEdit, Role, Subject, UserId, UserStatus, actions,
    copy_invitation_link, create_user, delete_invitation, edit_communication_email, edit_information, edit_rights,
    keep_guardians, remove_user, resend_invitation, restore_user, sees_permissions,
};
use uuid::Uuid;

#[derive(Debug, Clone)]
enum Wish {
    Create {
        role: Role,
        permissions: Vec<Permission>,
    },
    Edit {
        subject: usize,
        edit: RightsEdit,
    },
    Remove {
        subject: usize,
    },
    DeleteInvitation {
        subject: usize,
    },
    Restore {
        subject: usize,
        role: Option<Role>,
        permissions: Option<Vec<Permission>>,
    },
    /// Not an administrator's: a pending user accepts.
    Accept {
        subject: usize,
    },
}

#[derive(Debug, Clone, PartialEq)]
struct Account {
    users: Vec<Subject>,
    created: u128,
}

impl Account {
    fn new(rights: &[Rights]) -> Self {
        let mut account = Self {
            users: Vec::new(),
            created: 0,
        };
        for rights in rights {
            account.add(*rights, UserStatus::Active);
        }
        account
    }

    fn add(&mut self, rights: Rights, status: UserStatus) {
        self.created += 1;
        self.users.push(Subject {
            id: UserId::from_uuid(Uuid::from_u128(self.created)),
            rights,
            status,
        });
    }

    fn actor(&self, index: usize) -> Option<Actor> {
        let user = self.users[index % self.users.len()];
        (user.status == UserStatus::Active).then_some(Actor {
            id: user.id,
            rights: user.rights,
        })
    }

    fn index(&self, wished: usize) -> usize {
        wished % self.users.len()
    }

    /// Counted one by one, on purpose not by `Guardians::count`.
    fn guardians(&self) -> Guardians {
        let administrators = || {
            let active = self.users.iter().filter(|user| user.status == UserStatus::Active);
            active.filter(|user| user.rights.role == Role::Administrator)
        };
        Guardians {
            administrators: administrators().count() as u64,
            billing_administrators: administrators().filter(|user| user.rights.billing_manager).count() as u64,
        }
    }

    /// The account once the wish is granted, as a transaction would leave it.
    fn grant(&self, actor: &Actor, wish: &Wish) -> Result<Self, Denial> {
        let mut next = self.clone();
        next.change(actor, wish)?;
        keep_guardians(self.guardians(), next.guardians())?;
        Ok(next)
    }

    fn change(&mut self, actor: &Actor, wish: &Wish) -> Result<(), Denial> {
        match wish {
            Wish::Create { role, permissions } => {
                let rights = create_user(actor, *role, permissions)?;
                self.add(rights, UserStatus::Pending);
            }
            Wish::Edit { subject, edit } => {
                let index = self.index(*subject);
                self.users[index].rights = edit_rights(actor, &self.users[index], edit)?;
            }
            Wish::Remove { subject } => {
                let index = self.index(*subject);
                remove_user(actor, &self.users[index])?;
                self.users[index].status = UserStatus::Removed;
            }
            Wish::DeleteInvitation { subject } => {
                let index = self.index(*subject);
                delete_invitation(actor, &self.users[index])?;
                self.users.remove(index);
            }
            Wish::Restore {
                subject,
                role,
                permissions,
            } => {
                let index = self.index(*subject);
                let rights = restore_user(actor, &self.users[index], *role, permissions.as_deref())?;
                self.users[index] = Subject {
                    rights,
                    status: UserStatus::Pending,
                    ..self.users[index]
                };
            }
            Wish::Accept { subject } => {
                let index = self.index(*subject);
                if self.users[index].status == UserStatus::Pending {
                    self.users[index].status = UserStatus::Active;
                }
            }
        }
        Ok(())
    }

    fn find(&self, id: UserId) -> Option<&Subject> {
        self.users.iter().find(|user| user.id == id)
    }
}

fn role() -> impl Strategy<Value = Role> {
    proptest::sample::select(Role::ALL)
}

fn permissions() -> impl Strategy<Value = Vec<Permission>> {
    any::<bool>().prop_map(|held| {
        if held {
            vec![Permission::BillingManager]
        } else {
            Vec::new()
        }
    })
}

fn account() -> impl Strategy<Value = Account> {
    let rights = (role(), any::<bool>()).prop_map(|(role, billing)| Rights::new(role, billing));
    (any::<bool>(), proptest::collection::vec(rights, 0..4)).prop_map(|(billing, mut others)| {
        others.insert(0, Rights::new(Role::Administrator, billing));
        Account::new(&others)
    })
}

fn wish() -> impl Strategy<Value = Wish> {
    let subject = || 0usize..8;
    let edit = (
        subject(),
        proptest::option::of(role()),
        proptest::option::of(permissions()),
    );
    let restore = (
        subject(),
        proptest::option::of(role()),
        proptest::option::of(permissions()),
    );
    prop_oneof![
        2 => (role(), permissions()).prop_map(|(role, permissions)| Wish::Create { role, permissions }),
        6 => edit.prop_map(|(subject, role, permissions)| Wish::Edit { subject, edit: RightsEdit { role, permissions } }),
        4 => subject().prop_map(|subject| Wish::Remove { subject }),
        1 => subject().prop_map(|subject| Wish::DeleteInvitation { subject }),
        2 => restore.prop_map(|(subject, role, permissions)| Wish::Restore { subject, role, permissions }),
        3 => subject().prop_map(|subject| Wish::Accept { subject }),
    ]
}

/// What must hold between an account and the one that a granted wish made of it.
fn assert_lawful(before: &Account, after: &Account, actor: &Actor, wish: &Wish) -> Result<(), TestCaseError> {
    let (had, has) = (before.guardians(), after.guardians());
    prop_assert!(has.administrators >= 1);
    prop_assert!(had.billing_administrators == 0 || has.billing_administrators >= 1);

    if matches!(wish, Wish::Accept { .. }) {
        let rights = |account: &Account| account.users.iter().map(|user| user.rights).collect::<Vec<_>>();
        prop_assert_eq!(rights(before), rights(after));
        return Ok(());
    }
    prop_assert_eq!(actor.rights.role, Role::Administrator);
    prop_assert_eq!(
        before.find(actor.id),
        after.find(actor.id),
        "their own record is as it was"
    );

    for user in &after.users {
        let was = before.find(user.id);
        let had_billing = was.is_some_and(|was| was.rights.billing_manager);
        if actor.rights.billing_manager || was == Some(user) {
            continue;
        }
        if matches!(wish, Wish::Restore { .. }) {
            prop_assert!(!user.rights.billing_manager, "restored without it");
        } else {
            prop_assert_eq!(
                user.rights.billing_manager,
                had_billing,
                "changed by one who does not hold it"
            );
        }
    }
    Ok(())
}

/// What `actions` says must be what the rules say when each thing is really tried on the account.
fn assert_told_rightly(account: &Account, actor: &Actor, subject: usize) -> Result<(), TestCaseError> {
    let user = account.users[subject];
    let told: Actions = actions(actor, &user, account.guardians());
    let tried = |wish: Wish| account.grant(actor, &wish).err();
    let edit = |role, permissions| {
        tried(Wish::Edit {
            subject,
            edit: RightsEdit { role, permissions },
        })
    };

    let other_role = if user.rights.role == Role::User {
        Role::Administrator
    } else {
        Role::User
    };
    prop_assert_eq!(told.edit_role.denial, edit(Some(other_role), None));
    let gives = !(actor.rights.billing_manager && user.rights.billing_manager);
    let other_permissions = if gives {
        vec![Permission::BillingManager]
    } else {
        Vec::new()
    };
    prop_assert_eq!(told.edit_permissions.denial, edit(None, Some(other_permissions)));
    prop_assert_eq!(told.remove.denial, tried(Wish::Remove { subject }));
    prop_assert_eq!(told.delete_invitation.denial, tried(Wish::DeleteInvitation { subject }));
    prop_assert_eq!(
        told.restore.denial,
        tried(Wish::Restore {
            subject,
            role: None,
            permissions: None
        })
    );
    prop_assert_eq!(told.edit.denial, edit_information(actor, &user).err());
    let elsewhere = edit_communication_email(actor, &user).err();
    prop_assert_eq!(told.edit_communication_email.denial, elsewhere);
    prop_assert_eq!(told.resend_invitation.denial, resend_invitation(actor, &user).err());
    prop_assert_eq!(
        told.copy_invitation_link.denial,
        copy_invitation_link(actor, &user).err()
    );
    prop_assert_eq!(told.permissions_visible, sees_permissions(actor, user.id));
    for verdict in [
        told.edit,
        told.edit_communication_email,
        told.edit_role,
        told.edit_permissions,
        told.remove,
        told.restore,
        told.delete_invitation,
    ] {
        prop_assert_eq!(verdict.allowed, verdict.denial.is_none());
    }
    Ok(())
}

proptest! {
    #[test]
    fn whatever_is_allowed_leaves_a_lawful_account(
        start in account(),
        wishes in proptest::collection::vec((0usize..8, wish()), 1..40),
    ) {
        let mut account = start;
        for (index, wish) in wishes {
            let Some(actor) = account.actor(index) else { continue };
            if let Ok(next) = account.grant(&actor, &wish) {
                assert_lawful(&account, &next, &actor, &wish)?;
                account = next;
            }
            prop_assert_eq!(account.guardians(), Guardians::count(&account.users));
            for subject in 0..account.users.len() {
                assert_told_rightly(&account, &actor, subject)?;
            }
        }
    }
}
