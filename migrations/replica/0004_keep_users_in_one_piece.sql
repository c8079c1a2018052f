-- Each user in one piece, as `crates/replica/src/record.rs` writes it: what lists are searched and sorted by is in memory, and
-- nothing is looked up here but by id. The feed fills the copy again.
DROP TABLE users;

CREATE TABLE users (
    id BLOB PRIMARY KEY NOT NULL,
    record BLOB NOT NULL
) STRICT, WITHOUT ROWID;

DELETE FROM ahead;

UPDATE progress SET cursor = NULL, revision = 0, complete = 0;
