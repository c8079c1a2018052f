-- Accounts are kept apart by the database itself. A row refers only to rows of its own account; and row-level security shows
-- a transaction the rows of the one account that it said it is for, so that a forgotten WHERE leaks nothing.

ALTER TABLE users ADD CONSTRAINT users_of_account UNIQUE (account_id, id);
ALTER TABLE invitations ADD CONSTRAINT invitations_of_account UNIQUE (account_id, id);

ALTER TABLE devices ADD COLUMN account_id UUID REFERENCES accounts (id);
UPDATE devices SET account_id = (SELECT account_id FROM users WHERE users.id = devices.user_id);
ALTER TABLE devices ALTER COLUMN account_id SET NOT NULL;

ALTER TABLE devices DROP CONSTRAINT devices_user_id_fkey,
    ADD CONSTRAINT devices_user FOREIGN KEY (account_id, user_id) REFERENCES users (account_id, id);
ALTER TABLE sessions DROP CONSTRAINT sessions_user_id_fkey,
    ADD CONSTRAINT sessions_user FOREIGN KEY (account_id, user_id) REFERENCES users (account_id, id);
ALTER TABLE password_resets DROP CONSTRAINT password_resets_user_id_fkey,
    ADD CONSTRAINT password_resets_user FOREIGN KEY (account_id, user_id) REFERENCES users (account_id, id);
-- The user of an invitation, of a mail, of a tombstone may be deleted; one who invited is not, since they have entered.
ALTER TABLE invitations
    ADD CONSTRAINT invitations_inviter FOREIGN KEY (account_id, invited_by) REFERENCES users (account_id, id);
ALTER TABLE mails
    ADD CONSTRAINT mails_invitation FOREIGN KEY (account_id, invitation_id) REFERENCES invitations (account_id, id);
CREATE INDEX invitations_by_inviter ON invitations (invited_by);

-- By an expression that PostgreSQL compares with before row-level security has had its say, which COALESCE is not.
DROP INDEX users_by_last_active_at;
CREATE INDEX users_by_last_active_at
    ON users (account_id, (CASE WHEN last_active_at IS NULL THEN 0 ELSE last_active_at END), id);

-- What a transaction said that it is for: an account's id, `none`, `platform` (what has to look across accounts, and how, is
-- listed below), or `maintenance`, which is for migrations and for people. Whoever says nothing sees nothing.
CREATE FUNCTION roster_scope() RETURNS TEXT LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT current_setting('roster.scope', TRUE)
$$;
CREATE FUNCTION roster_account() RETURNS UUID LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN length(roster_scope()) = 36 THEN roster_scope()::UUID END
$$;

-- Each sub-select is evaluated once a statement, not once a row. The policies hold for everyone but superusers and, unless it is
-- forced upon them, the tables' owner: the service takes on a role that is neither (see docs/OPERATIONS.md).
DO $$
DECLARE
    apart RECORD;
    command TEXT;
BEGIN
    FOR apart IN
        SELECT * FROM (VALUES
            -- Upkeep notes which cursors have become too old.
            ('accounts', 'id', ARRAY['SELECT', 'UPDATE']),
            -- A login email, a token, a link lead to their account.
            ('users', 'account_id', ARRAY['SELECT']),
            ('devices', 'account_id', ARRAY['SELECT']),
            ('invitations', 'account_id', ARRAY['SELECT']),
            -- The same; upkeep forgets what is over.
            ('sessions', 'account_id', ARRAY['SELECT', 'DELETE']),
            ('password_resets', 'account_id', ARRAY['SELECT', 'DELETE']),
            ('user_tombstones', 'account_id', ARRAY['SELECT', 'DELETE']),
            ('revision_marks', 'account_id', ARRAY['SELECT', 'DELETE']),
            -- The queue is one for all; its worker claims whatever is due.
            ('mails', 'account_id', ARRAY['SELECT', 'UPDATE']),
            ('audit_events', 'account_id', ARRAY[]::TEXT[])
        ) AS listed (name, account, platform)
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', apart.name);
        EXECUTE format('CREATE POLICY own_account ON %I USING (%I = (SELECT roster_account()))', apart.name, apart.account);
        EXECUTE format('CREATE POLICY maintenance ON %I USING ((SELECT roster_scope() = ''maintenance''))', apart.name);
        FOREACH command IN ARRAY apart.platform LOOP
            EXECUTE format('CREATE POLICY %I ON %I FOR %s USING ((SELECT roster_scope() = ''platform''))',
                           'platform_' || lower(command), apart.name, command);
        END LOOP;
    END LOOP;
END
$$;
