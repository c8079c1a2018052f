-- Mails that many are sent at once, which those that one person waits for go before.
ALTER TABLE mails ADD COLUMN bulk BOOLEAN NOT NULL DEFAULT FALSE;
-- The worker that has taken the mail.
ALTER TABLE mails ADD COLUMN claimed_by UUID;

DROP INDEX mails_due;
CREATE INDEX mails_due ON mails (bulk, next_attempt_at) WHERE state = 'queued';
-- Accounts have their mails sent in turn.
CREATE INDEX mails_in_turn ON mails (bulk, account_id, next_attempt_at, id) WHERE state = 'queued';
CREATE INDEX mails_by_worker ON mails (claimed_by) WHERE claimed_by IS NOT NULL;

-- A worker that has mails in hand counts its beats here. When they stay out, the others take its mails: no clock has to agree
-- with another for that.
CREATE TABLE mail_workers (
    id UUID PRIMARY KEY,
    beat BIGINT NOT NULL
);
