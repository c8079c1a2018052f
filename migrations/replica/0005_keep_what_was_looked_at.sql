-- What was looked at last, so that a start shows it before every record is read, as `crates/replica/src/glance.rs` writes it: who is
-- in it by their ids, and how many there are of what. Whoever changes a user empties it in the same transaction.
CREATE TABLE glance (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    content BLOB NOT NULL
) STRICT;
