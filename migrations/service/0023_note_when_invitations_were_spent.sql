-- When an account's quota of invitations was last spent from. Beside the moment from which all are there again, it tells how many
-- were spent, also after the clock was put back. What was spent before this migration is taken to have been a whole day's, which
-- comes to the same moment.
ALTER TABLE accounts ADD COLUMN invitations_spent_at BIGINT NOT NULL DEFAULT 0;

UPDATE accounts SET invitations_spent_at = invitations_spent_until - 86400000000 WHERE invitations_spent_until > 0;
