-- Changes made on this desktop that the service has not decided, in a file of their own: making the copy of the account
-- anew never touches them. Times are microseconds since 1970 (UTC), ids and keys UUIDs.

CREATE TABLE pending_changes (
    -- The order in which they were made and are sent; never used twice.
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    made_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'conflict', 'refused')),
    -- What is asked for (JSON).
    edit TEXT NOT NULL,
    -- Whom it is about, as they were called when it was made.
    subject_name TEXT NOT NULL,
    subject_email TEXT,
    -- The record that was seen when it was made (JSON): its version, and for an edit its fields. NULL for a creation.
    seen TEXT,
    -- The record that it conflicts with (JSON).
    theirs TEXT,
    -- The service does it once under this key.
    idempotency_key BLOB NOT NULL UNIQUE,
    -- When it was first sent under this key: set in the transaction that makes it 'sending', before anything is sent.
    first_sent_at INTEGER,
    -- How often the service failed at it, or found the record changed again.
    tries INTEGER NOT NULL DEFAULT 0,
    -- Why it was refused (JSON, RFC 9457).
    problem TEXT,
    CHECK ((state = 'refused') = (problem IS NOT NULL)),
    CHECK ((state = 'conflict') = (theirs IS NOT NULL)),
    CHECK ((state = 'sending') <= (first_sent_at IS NOT NULL))
) STRICT;
