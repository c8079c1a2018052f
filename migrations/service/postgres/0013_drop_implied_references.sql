-- That an account is there is checked once for each of its rows, not once for each row of every table. A session, a device and
-- a password reset refer to a user of their account, and a user to it. The others are written only while the transaction
-- holds the account's row; and no account can be deleted as long as a user refers to it. PostgreSQL looks each reference up
-- by a query of its own: seven for one invitation.
ALTER TABLE sessions DROP CONSTRAINT sessions_account_id_fkey;
ALTER TABLE devices DROP CONSTRAINT devices_account_id_fkey;
ALTER TABLE password_resets DROP CONSTRAINT password_resets_account_id_fkey;
ALTER TABLE invitations DROP CONSTRAINT invitations_account_id_fkey;
ALTER TABLE mails DROP CONSTRAINT mails_account_id_fkey;
ALTER TABLE audit_events DROP CONSTRAINT audit_events_account_id_fkey;
ALTER TABLE revision_marks DROP CONSTRAINT revision_marks_account_id_fkey;
