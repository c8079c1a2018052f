-- By which rules of roster-domain a user's search_text was made. Texts of earlier rules are made anew when the database is opened.
ALTER TABLE users ADD COLUMN search_folding SMALLINT NOT NULL DEFAULT 0;

CREATE INDEX users_by_search_folding ON users (id) WHERE search_folding < 1;
