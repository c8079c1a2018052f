-- Numbers an account's events a second time, without those that only billing managers may know of: from the gaps in the first numbers
-- everyone else could tell that there are some, and how many. An event that is not counted has the number of the one before it.
--
-- The log is append-only, and numbers that were given stay: events from before this migration have none of these, and go by the first
-- in either. The second numbers go on from there.
ALTER TABLE audit_events ADD COLUMN open_seq BIGINT;

-- The number of the last event; and how far the log had come when this numbering began.
ALTER TABLE accounts ADD COLUMN audit_open_seq BIGINT NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN audit_numbered_after BIGINT NOT NULL DEFAULT 0;

UPDATE accounts SET audit_open_seq = audit_seq, audit_numbered_after = audit_seq;

CREATE INDEX audit_events_by_open_seq ON audit_events (account_id, open_seq);

-- When somebody was given the permission, or had it taken away.
CREATE INDEX audit_events_of_permissions ON audit_events (account_id, target_id, seq) WHERE billing_changes IS NOT NULL;
