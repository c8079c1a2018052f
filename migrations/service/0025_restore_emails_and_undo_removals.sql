-- A link that replaces a password may also set the communication email back to the address it was mailed to: the way back for one
-- whose session somebody else has used. Absent for the link of a password that was merely forgotten.
ALTER TABLE password_resets ADD COLUMN restores_email TEXT;

-- Which device a session was begun on, so that a new password forgets all the others. Of sessions from before, nobody knows.
ALTER TABLE sessions ADD COLUMN device_id UUID;

-- What undoing a removal needs: who removed the user, when, and the password they had. It goes when it is too late for that.
CREATE TABLE removals (
    user_id UUID PRIMARY KEY,
    account_id UUID NOT NULL,
    removed_by UUID NOT NULL,
    removed_at BIGINT NOT NULL,
    password_hash TEXT,
    FOREIGN KEY (account_id, user_id) REFERENCES users (account_id, id),
    FOREIGN KEY (account_id, removed_by) REFERENCES users (account_id, id)
);

CREATE INDEX removals_by_time ON removals (removed_at);
