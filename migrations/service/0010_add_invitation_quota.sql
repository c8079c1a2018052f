-- How far an account has spent the invitations it may send: the moment from which it has all of them again.
ALTER TABLE accounts ADD COLUMN invitations_spent_until BIGINT NOT NULL DEFAULT 0;
