-- Tells one history of an account from another. After a backup was restored, the account's revisions are given out a second time,
-- for other changes: a cursor of the change feed remembers the mark of the revision it was read at, and another mark there now says
-- that what was read has never happened. Kept as long as tombstones are, and each account's latest of those for ever.
CREATE TABLE revision_marks (
    account_id UUID NOT NULL REFERENCES accounts (id),
    revision BIGINT NOT NULL,
    -- Random, for each transaction that reaches a revision.
    mark TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, revision)
);

CREATE INDEX revision_marks_by_age ON revision_marks (made_at);

-- Where accounts stand already. Both engines have a random() of their own, with values that differ in kind.
INSERT INTO revision_marks (account_id, revision, mark, made_at)
SELECT id, revision, CAST(random() AS TEXT), created_at FROM accounts;

-- A page of the change feed is read along one of these, from a place in it on. Hardly any record was last changed in what only billing
-- managers may notice, and none of the others is to be passed over to find that out.
DROP INDEX users_by_revision;
DROP INDEX users_by_billing_revision;
CREATE INDEX users_by_revision ON users (account_id, revision, id);
CREATE INDEX users_by_billing_revision ON users (account_id, billing_revision, id) WHERE billing_revision > revision;
