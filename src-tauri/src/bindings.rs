use tauri_specta::{Builder, ErrorHandlingMode, collect_commands, collect_events};

use crate::{commands, events};

/// The commands and events that cross between Rust and the UI, and their types.
pub fn builder() -> Builder<tauri::Wry> {
    Builder::<tauri::Wry>::new()
        // A type that is both read and written is one type to the UI; its optional fields may simply be left out.
        .disable_serde_phases()
        .error_handling(ErrorHandlingMode::Throw)
        .commands(collect_commands![
            commands::session::get_status,
            commands::session::use_on_this_computer,
            commands::session::create_account,
            commands::session::connect_to_server,
            commands::session::leave_server,
            commands::session::sign_in,
            commands::session::sign_out,
            commands::session::forgot_password,
            commands::session::try_keyring_again,
            commands::accounts::list_accounts,
            commands::accounts::switch_account,
            commands::accounts::begin_adding_account,
            commands::accounts::cancel_adding_account,
            commands::accounts::forget_account,
            commands::accounts::find_people,
            commands::profile::update_me,
            commands::profile::change_password,
            commands::profile::list_sessions,
            commands::profile::end_session,
            commands::profile::end_other_sessions,
            commands::account::get_account,
            commands::account::update_account,
            commands::account::list_administrators,
            commands::audit::list_audit_events,
            commands::audit::export_audit_log,
            commands::audit::check_audit_history,
            commands::audit::accept_audit_history,
            commands::users::list_users,
            commands::users::count_users,
            commands::users::get_user,
            commands::users::preview_new_user,
            commands::users::check_new_user,
            commands::users::read_address,
            commands::users::create_user,
            commands::users::update_user,
            commands::users::remove_user,
            commands::users::restore_user,
            commands::users::undo_removal,
            commands::users::find_login_owner,
            commands::users::delete_invitation,
            commands::users::resend_invitation,
            commands::users::copy_invitation_link,
            commands::pending::list_pending_changes,
            commands::pending::count_pending_changes,
            commands::pending::withdraw_pending_change,
            commands::pending::revise_pending_change,
            commands::sync::get_sync_status,
            commands::sync::sync_now,
            commands::sync::notify_online,
            commands::mails::list_mails,
            commands::mails::get_mail,
            commands::mails::open_link,
            commands::window::set_unsaved,
            commands::window::hear_close,
            commands::window::close_window,
            commands::appearance::set_colours,
            commands::appearance::zoom,
        ])
        .events(collect_events![
            events::Invalidated,
            events::StatusChanged,
            events::SyncChanged,
            events::DeepLinkOpened,
            events::InvitationsAccepted,
            events::CloseAsked,
        ])
}

#[cfg(test)]
mod tests {
    use specta_typescript::Typescript;

    const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/ui/src/bindings.ts");

    /// `ROSTER_UPDATE_BINDINGS=1 cargo test --lib bindings` writes the file anew.
    #[test]
    fn the_committed_bindings_are_those_of_the_code() {
        let folder = tempfile::tempdir().unwrap();
        let fresh = folder.path().join("bindings.ts");
        super::builder().export(Typescript::default(), &fresh).unwrap();
        let fresh = std::fs::read_to_string(fresh).unwrap();
        if std::env::var_os("ROSTER_UPDATE_BINDINGS").is_some() {
            std::fs::write(COMMITTED, &fresh).unwrap();
        }
        let committed = std::fs::read_to_string(COMMITTED).unwrap_or_default();
        assert!(
            committed == fresh,
            "ui/src/bindings.ts is stale: run ROSTER_UPDATE_BINDINGS=1 cargo test --lib bindings"
        );
    }
}
