-- How many mails an account has caused, in all and by cause and recipient, so that none is sent without end. A row is worth nothing
-- once everything is there again, and is forgotten then.
CREATE TABLE mail_quotas (
    -- An HMAC under the secret key: whom mails went to cannot be told from it.
    counter BYTEA PRIMARY KEY,
    -- When it was last spent from, and the moment from which all of it is there again.
    spent_at BIGINT NOT NULL,
    spent_until BIGINT NOT NULL
);

CREATE INDEX mail_quotas_by_end ON mail_quotas (spent_until);
