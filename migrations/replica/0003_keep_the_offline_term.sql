-- How long the copy may be read without the service (microseconds since 1970, UTC). All are NULL in a copy that was begun
-- before this was kept, or before the service has answered.

-- When the service last answered that the session counts.
ALTER TABLE progress ADD COLUMN last_contact INTEGER;
-- The highest that this computer's clock was seen at since.
ALTER TABLE progress ADD COLUMN latest_clock INTEGER;
-- When the session ends by itself, where that is known.
ALTER TABLE progress ADD COLUMN session_end INTEGER;
