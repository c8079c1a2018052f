-- A row refers only to rows of its own account. SQLite takes no constraint more once a table is there, so that tables are made
-- anew; none of them is one that another refers to.
CREATE UNIQUE INDEX users_of_account ON users (account_id, id);

-- The expression by which users are ordered is the one that PostgreSQL needs.
DROP INDEX users_by_last_active_at;
CREATE INDEX users_by_last_active_at
    ON users (account_id, (CASE WHEN last_active_at IS NULL THEN 0 ELSE last_active_at END), id);

CREATE TABLE new_devices (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES accounts (id),
    user_id UUID NOT NULL,
    token_hash BYTEA NOT NULL CONSTRAINT devices_token_hash_unique UNIQUE,
    created_at BIGINT NOT NULL,
    FOREIGN KEY (account_id, user_id) REFERENCES users (account_id, id)
);
INSERT INTO new_devices (id, account_id, user_id, token_hash, created_at)
SELECT d.id, u.account_id, d.user_id, d.token_hash, d.created_at FROM devices d JOIN users u ON u.id = d.user_id;
DROP TABLE devices;
ALTER TABLE new_devices RENAME TO devices;
CREATE INDEX devices_by_user ON devices (user_id);

CREATE TABLE new_sessions (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES accounts (id),
    user_id UUID NOT NULL,
    token_hash BYTEA NOT NULL CONSTRAINT sessions_token_hash_unique UNIQUE,
    device_name TEXT,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    FOREIGN KEY (account_id, user_id) REFERENCES users (account_id, id)
);
INSERT INTO new_sessions (id, account_id, user_id, token_hash, device_name, created_at, last_used_at, expires_at)
SELECT id, account_id, user_id, token_hash, device_name, created_at, last_used_at, expires_at FROM sessions;
DROP TABLE sessions;
ALTER TABLE new_sessions RENAME TO sessions;
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE new_password_resets (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES accounts (id),
    user_id UUID NOT NULL,
    token_hash BYTEA NOT NULL CONSTRAINT password_resets_token_hash_unique UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('open', 'used', 'revoked')),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    FOREIGN KEY (account_id, user_id) REFERENCES users (account_id, id)
);
INSERT INTO new_password_resets (id, account_id, user_id, token_hash, state, created_at, expires_at)
SELECT id, account_id, user_id, token_hash, state, created_at, expires_at FROM password_resets;
DROP TABLE password_resets;
ALTER TABLE new_password_resets RENAME TO password_resets;
CREATE INDEX password_resets_by_user ON password_resets (user_id, created_at);
CREATE INDEX password_resets_by_expiry ON password_resets (expires_at);

-- The user of an invitation, of a mail, of a tombstone may be deleted; one who invited is not, since they have entered.
CREATE TABLE new_invitations (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES accounts (id),
    user_id UUID NOT NULL,
    -- SHA-256 of the link's token. The token itself is derived from the secret key, which is not in here.
    token_hash BYTEA NOT NULL CONSTRAINT invitations_token_hash_unique UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('open', 'used', 'revoked')),
    invited_by UUID,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    delivery TEXT NOT NULL CHECK (delivery IN ('queued', 'sent', 'failed')),
    delivery_error TEXT,
    sent_at BIGINT,
    CONSTRAINT invitations_of_account UNIQUE (account_id, id),
    FOREIGN KEY (account_id, invited_by) REFERENCES users (account_id, id)
);
INSERT INTO new_invitations (id, account_id, user_id, token_hash, state, invited_by, created_at, expires_at, delivery,
                             delivery_error, sent_at)
SELECT id, account_id, user_id, token_hash, state, invited_by, created_at, expires_at, delivery, delivery_error, sent_at
FROM invitations;
DROP TABLE invitations;
ALTER TABLE new_invitations RENAME TO invitations;
CREATE UNIQUE INDEX invitations_one_open ON invitations (user_id) WHERE state = 'open';
CREATE INDEX invitations_by_inviter ON invitations (invited_by);

CREATE TABLE new_mails (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES accounts (id),
    user_id UUID NOT NULL,
    invitation_id UUID,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    recipient TEXT NOT NULL,
    recipient_name TEXT NOT NULL,
    -- What the mail says beyond the link, as JSON: written with the change, so that later changes cannot alter it.
    details TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'failed', 'cancelled')),
    attempts BIGINT NOT NULL DEFAULT 0,
    next_attempt_at BIGINT NOT NULL,
    -- A worker that took the mail and died loses it again at this moment.
    claimed_until BIGINT,
    last_error TEXT,
    created_at BIGINT NOT NULL,
    sent_at BIGINT,
    FOREIGN KEY (account_id, invitation_id) REFERENCES invitations (account_id, id)
);
INSERT INTO new_mails (id, account_id, user_id, invitation_id, kind, language, recipient, recipient_name, details, state,
                       attempts, next_attempt_at, claimed_until, last_error, created_at, sent_at)
SELECT id, account_id, user_id, invitation_id, kind, language, recipient, recipient_name, details, state, attempts,
       next_attempt_at, claimed_until, last_error, created_at, sent_at
FROM mails;
DROP TABLE mails;
ALTER TABLE new_mails RENAME TO mails;
CREATE INDEX mails_due ON mails (next_attempt_at) WHERE state = 'queued';
CREATE INDEX mails_by_invitation ON mails (invitation_id);
