-- Failed attempts to sign in and the like, counted here so that it holds over nodes and restarts.
CREATE TABLE attempts (
    -- An HMAC under the secret key, of a login, a device, an address, a link or a session: neither what was typed nor where it
    -- came from can be told from it.
    counter BYTEA PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_failed_at BIGINT NOT NULL,
    -- Until then, every attempt is refused.
    blocked_until BIGINT NOT NULL,
    -- From then on the row weighs nothing.
    forgotten_at BIGINT NOT NULL
);

CREATE INDEX attempts_by_forgetting ON attempts (forgotten_at);
