-- Events are only ever added. The right to do more is taken even from the role that owns the table; the triggers hold for
-- roles that no right binds, too, and on a replica.
REVOKE UPDATE, DELETE, TRUNCATE ON audit_events FROM PUBLIC, CURRENT_USER;

CREATE FUNCTION refuse_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_event();
ALTER TABLE audit_events ENABLE ALWAYS TRIGGER audit_events_append_only;

-- A program older than the chain is refused here, rather than breaking it.
CREATE TRIGGER audit_events_chained BEFORE INSERT ON audit_events
    FOR EACH ROW WHEN (NEW.hash IS NULL) EXECUTE FUNCTION refuse_audit_event();
ALTER TABLE audit_events ENABLE ALWAYS TRIGGER audit_events_chained;
