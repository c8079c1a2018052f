-- Like every other table of which each row belongs to an account; upkeep forgets those that it is too late to undo.
ALTER TABLE removals ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_account ON removals USING (account_id = (SELECT roster_account()));
CREATE POLICY maintenance ON removals USING ((SELECT roster_scope() = 'maintenance'));
CREATE POLICY platform_select ON removals FOR SELECT USING ((SELECT roster_scope() = 'platform'));
CREATE POLICY platform_delete ON removals FOR DELETE USING ((SELECT roster_scope() = 'platform'));
