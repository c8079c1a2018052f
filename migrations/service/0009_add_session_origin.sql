-- Where a session was begun from: the network address of its sign-in. Of sessions from before, nobody knows.
ALTER TABLE sessions ADD COLUMN origin TEXT;
