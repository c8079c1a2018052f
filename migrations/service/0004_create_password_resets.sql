-- One-time links with which a forgotten password is replaced by a new one.
CREATE TABLE password_resets (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES accounts (id),
    user_id UUID NOT NULL REFERENCES users (id),
    -- SHA-256 of the link's token, which is derived from the secret key like an invitation's.
    token_hash BYTEA NOT NULL CONSTRAINT password_resets_token_hash_unique UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('open', 'used', 'revoked')),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX password_resets_by_user ON password_resets (user_id, created_at);
CREATE INDEX password_resets_by_expiry ON password_resets (expires_at);
