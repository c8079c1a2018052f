-- What is held in memory of an account is as old as the account's revision; but when someone was last active is no change, and advances
-- none. It is counted by a number of its own, so that who was active since can be told as well.
ALTER TABLE accounts ADD COLUMN activity BIGINT NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN activity BIGINT NOT NULL DEFAULT 0;

CREATE INDEX users_by_activity ON users (account_id, activity) WHERE activity > 0;
