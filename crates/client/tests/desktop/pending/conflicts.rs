use roster_client::view::{EditField, Outcome, PendingEdit, PendingState};
use roster_contract::{ProblemCode, UpdateUser};
use roster_domain::UserStatus;

use super::{Two, changes, edit, first_name, last_name, row, until_status_is};
use crate::support::{done, pending, until};

/// An edit of someone's first name made offline, and one by another administrator meanwhile.
async fn both_edit(theirs: UpdateUser) -> (Two, roster_domain::UserId) {
    let two = Two::new().await;
    let eve = two.active("Eve").await;
    two.line.is_down();
    pending(
        two.guest
            .update_user(edit(&two.guest, eve, first_name("Evelyn")).await)
            .await,
    );
    done(two.host.update_user(edit(&two.host, eve, theirs).await).await);
    two.line.is_up();
    two.until_decided().await;
    (two, eve)
}

#[tokio::test]
async fn edits_of_different_fields_are_merged() {
    let (two, eve) = both_edit(last_name("Sample")).await;
    assert!(changes(&two.guest).await.is_empty());
    two.host.sync_now().await.unwrap();
    for desktop in [&two.host, &two.guest] {
        assert_eq!(row(desktop, eve).await.full_name, "Evelyn Sample");
    }
}

#[tokio::test]
async fn the_same_edit_by_both_is_no_conflict() {
    let (two, eve) = both_edit(first_name("Evelyn")).await;
    assert!(changes(&two.guest).await.is_empty());
    assert_eq!(row(&two.guest, eve).await.user.version, 3, "nothing was written again");
}

#[tokio::test]
async fn edits_of_the_same_field_are_shown_side_by_side_and_one_chooses() {
    let both = UpdateUser {
        last_name: Some("Sample".to_owned()),
        ..first_name("Eva")
    };
    let (two, eve) = both_edit(both).await;
    let contested = changes(&two.guest).await.remove(0);
    assert_eq!(contested.state, PendingState::Conflict);
    let conflict = contested.conflict.unwrap();
    assert_eq!(conflict.fields, [EditField::FirstName]);
    let names = [&conflict.base, &conflict.mine, &conflict.theirs]
        .map(|fields| (fields.first_name.as_str(), fields.last_name.as_str()));
    assert_eq!(names, [("Eve", "Example"), ("Evelyn", "Example"), ("Eva", "Sample")]);
    let status = two.guest.sync_status().unwrap();
    assert_eq!((status.pending_changes, status.attention), (1, 1));
    assert_eq!(row(&two.guest, eve).await.pending[0].state, PendingState::Conflict);
    assert_eq!(row(&two.guest, eve).await.user.first_name, "Eva", "theirs is in force");

    // It outlives a restart, and the choice is made.
    let two = two.reopen().await;
    let contested = changes(&two.guest).await.remove(0);
    let mine = PendingEdit::Update {
        id: eve,
        changes: first_name("Evelyn"),
    };
    let row = done(two.guest.revise_pending_change(contested.id, mine).await);
    assert_eq!(row.full_name, "Evelyn Sample");
    assert!(changes(&two.guest).await.is_empty());
}

#[tokio::test]
async fn a_removal_wins_over_an_edit() {
    let two = Two::new().await;
    let eve = two.active("Eve").await;
    two.line.is_down();
    pending(
        two.guest
            .update_user(edit(&two.guest, eve, first_name("Evelyn")).await)
            .await,
    );
    done(two.host.remove_user(eve).await);
    two.line.is_up();
    two.until_decided().await;
    let refused = changes(&two.guest).await.remove(0);
    let problem = refused.problem.unwrap();
    assert_eq!(
        (refused.state, problem.code),
        (PendingState::Refused, Some(ProblemCode::WrongStatus))
    );
    assert!(problem.detail.contains("removal wins"), "{}", problem.detail);
    until_status_is(&two.guest, eve, UserStatus::Removed).await;
    assert_eq!(row(&two.guest, eve).await.user.first_name, "Eve");
}

#[tokio::test]
async fn an_edit_in_an_open_form_is_merged_with_what_came_meanwhile() {
    let two = Two::new().await;
    let eve = two.active("Eve").await;
    // The form is filled; then the other's edit arrives in the copy.
    let filled = crate::support::rows(&two.guest, UserStatus::Active).await;
    let filled = filled.into_iter().find(|row| row.user.id == eve).unwrap();
    done(
        two.host
            .update_user(edit(&two.host, eve, last_name("Sample")).await)
            .await,
    );
    let arrived = async || row(&two.guest, eve).await.full_name;
    until("the other's edit", arrived, |name| name == "Eve Sample").await;
    let typed = roster_client::view::UserEdit {
        id: eve,
        version: filled.user.version,
        changes: first_name("Evelyn"),
    };
    assert_eq!(done(two.guest.update_user(typed).await).full_name, "Evelyn Sample");
    // The same field is for its author to choose, with all three versions before them.
    let typed = roster_client::view::UserEdit {
        id: eve,
        version: filled.user.version,
        changes: first_name("Eva"),
    };
    let Outcome::Pending { change } = two.guest.update_user(typed).await.unwrap() else {
        panic!("nobody chose");
    };
    let conflict = change.conflict.unwrap();
    assert_eq!(change.state, PendingState::Conflict);
    assert_eq!(conflict.base.first_name, "Eve");
    assert_eq!(
        (conflict.mine.first_name, conflict.theirs.first_name),
        ("Eva".to_owned(), "Evelyn".to_owned())
    );
    assert_eq!(changes(&two.guest).await.len(), 1);
    let mine = PendingEdit::Update {
        id: eve,
        changes: first_name("Eva"),
    };
    let chosen = two.guest.revise_pending_change(change.id, mine).await.unwrap();
    assert_eq!(done(Ok(chosen)).full_name, "Eva Sample");
    assert!(changes(&two.guest).await.is_empty());
}
