-- Each event carries a hash over what it says and the hash of the event before it, so that whoever alters or takes out an
-- event has to alter all that follow. Two chains: one over everything, one over what every administrator may see. Absent
-- are both for events written before this migration, which the first event after it seals; and the second for events
-- that only billing managers may know of.
ALTER TABLE audit_events ADD COLUMN hash BYTEA;
ALTER TABLE audit_events ADD COLUMN open_hash BYTEA;

-- The hashes that the next event goes on from; absent until there is one.
ALTER TABLE accounts ADD COLUMN audit_hash BYTEA;
ALTER TABLE accounts ADD COLUMN audit_open_hash BYTEA;
