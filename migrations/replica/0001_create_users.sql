-- The desktop's encrypted copy of what its administrator may see. Times are microseconds since 1970 (UTC), ids UUIDs.

CREATE TABLE users (
    id BLOB PRIMARY KEY NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    login_email TEXT NOT NULL,
    communication_email TEXT NOT NULL,
    language TEXT NOT NULL,
    role TEXT NOT NULL,
    billing_manager INTEGER NOT NULL,
    status TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    last_active_at INTEGER,
    -- The invitation as the service wrote it (JSON): shown with its user, never searched by itself.
    invitation TEXT
) STRICT, WITHOUT ROWID;

-- One row: how far the copy has come, and for whom it was made.
CREATE TABLE progress (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- Where the feed goes on; NULL before its first page and after a reset.
    cursor TEXT,
    revision INTEGER NOT NULL DEFAULT 0,
    -- The feed's first passage is done: from then on the copy is whole, if perhaps a little late.
    complete INTEGER NOT NULL DEFAULT 0,
    -- Who is signed in, as the service last said (JSON).
    me TEXT
) STRICT;

INSERT INTO progress (id) VALUES (1);
