-- Whoever watches over an account's event streams looks all of its sessions up at once.
CREATE INDEX sessions_by_account ON sessions (account_id);
