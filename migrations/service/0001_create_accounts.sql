-- The central account database. One text for PostgreSQL and SQLite: times are BIGINT microseconds since 1970 (UTC), ids are
-- UUIDs (version 7), and whatever has to sort or compare the same on both engines is computed in Rust and stored as bytes.

-- What holds for the whole database: which secret key it belongs to.
CREATE TABLE platform (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    secret_key_fingerprint BYTEA NOT NULL
);

CREATE TABLE accounts (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    -- Advanced first in every write: the lock per account, the order of changes, and their number without gaps.
    revision BIGINT NOT NULL DEFAULT 0,
    audit_seq BIGINT NOT NULL DEFAULT 0,
    -- Cursors of the change feed older than this have outlived the tombstones they would need.
    oldest_cursor_revision BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);

CREATE TABLE users (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES accounts (id),
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    login_email TEXT NOT NULL,
    -- The whole platform's promise that a login email is never used twice is this index, not a look-up before the insert.
    login_email_key TEXT NOT NULL CONSTRAINT users_login_email_key_unique UNIQUE,
    communication_email TEXT NOT NULL,
    language TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('user', 'administrator')),
    billing_manager BOOLEAN NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('pending', 'active', 'removed')),
    -- True once an invitation was accepted: from then on the login email is used up for ever.
    entered BOOLEAN NOT NULL,
    password_hash TEXT,
    -- What everyone in the account may notice; and beside it, what only billing managers may (rule 3 of the contract).
    version BIGINT NOT NULL,
    billing_version BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    billing_revision BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    billing_updated_at BIGINT NOT NULL,
    last_active_at BIGINT,
    -- Folded by roster-domain, for ordering and searching alike on both engines.
    first_name_sort BYTEA NOT NULL,
    last_name_sort BYTEA NOT NULL,
    login_email_sort BYTEA NOT NULL,
    search_text TEXT NOT NULL
);

CREATE INDEX users_by_last_name ON users (account_id, last_name_sort, id);
CREATE INDEX users_by_first_name ON users (account_id, first_name_sort, id);
CREATE INDEX users_by_login_email ON users (account_id, login_email_sort, id);
CREATE INDEX users_by_created_at ON users (account_id, created_at, id);
CREATE INDEX users_by_last_active_at ON users (account_id, COALESCE(last_active_at, 0), id);
CREATE INDEX users_by_revision ON users (account_id, revision);
CREATE INDEX users_by_billing_revision ON users (account_id, billing_revision);
CREATE INDEX users_guardians ON users (account_id) WHERE role = 'administrator' AND status = 'active';

-- A pending user who was deleted leaves this, so that replicas learn of it; kept for 90 days.
CREATE TABLE user_tombstones (
    account_id UUID NOT NULL REFERENCES accounts (id),
    user_id UUID PRIMARY KEY,
    revision BIGINT NOT NULL,
    deleted_at BIGINT NOT NULL
);

CREATE INDEX user_tombstones_by_revision ON user_tombstones (account_id, revision);

-- Links outlive their user here, so that one who opens an old link is told what became of it.
CREATE TABLE invitations (
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
    sent_at BIGINT
);

-- At most one link of a user opens anything, whoever resends, copies or restores at the same instant.
CREATE UNIQUE INDEX invitations_one_open ON invitations (user_id) WHERE state = 'open';

CREATE TABLE mails (
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
    sent_at BIGINT
);

CREATE INDEX mails_due ON mails (next_attempt_at) WHERE state = 'queued';
CREATE INDEX mails_by_invitation ON mails (invitation_id);

CREATE TABLE sessions (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES accounts (id),
    user_id UUID NOT NULL REFERENCES users (id),
    token_hash BYTEA NOT NULL CONSTRAINT sessions_token_hash_unique UNIQUE,
    device_name TEXT,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- A device that signed a login in before, known again by its token.
CREATE TABLE devices (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id),
    token_hash BYTEA NOT NULL CONSTRAINT devices_token_hash_unique UNIQUE,
    created_at BIGINT NOT NULL
);

CREATE INDEX devices_by_user ON devices (user_id);

-- Replies are sealed with a key derived from the secret key: some carry a link or a session token.
CREATE TABLE idempotency_keys (
    scope TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    request_mac BYTEA NOT NULL,
    status BIGINT,
    sealed_reply BYTEA,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (scope, idempotency_key)
);

CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

CREATE TABLE audit_events (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES accounts (id),
    seq BIGINT NOT NULL,
    revision BIGINT,
    at BIGINT NOT NULL,
    actor_id UUID,
    actor_name TEXT,
    action TEXT NOT NULL,
    target_type TEXT,
    target_id UUID,
    target_name TEXT,
    -- JSON: {"field": {"before": …, "after": …}}. What only billing managers may see is kept apart.
    changes TEXT NOT NULL,
    billing_changes TEXT,
    -- True when there is nothing in the event for one who is no billing manager.
    billing_only BOOLEAN NOT NULL,
    origin TEXT NOT NULL,
    CONSTRAINT audit_events_seq_unique UNIQUE (account_id, seq)
);
