-- What a search looks through: names, origin and the values that every administrator may see, folded by roster-domain. It
-- follows from the event's other columns, so that the chain does not cover it. Empty for events from before this migration.
ALTER TABLE audit_events ADD COLUMN search_text TEXT NOT NULL DEFAULT '';

CREATE INDEX audit_events_by_actor ON audit_events (account_id, actor_id, seq);
CREATE INDEX audit_events_by_target ON audit_events (account_id, target_id, seq);
