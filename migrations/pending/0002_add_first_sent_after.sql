-- The account's revision that the copy had reached when a change was first sent under its key: set together with first_sent_at,
-- and without meaning where that is NULL. NULL where an earlier Roster sent it.
ALTER TABLE pending_changes ADD COLUMN first_sent_after INTEGER;
