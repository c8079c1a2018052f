-- Users of whom a reply to a command told before the feed did. The feed has to tell of them too: if it does not, the service
-- was set back to before the command.
CREATE TABLE ahead (
    id BLOB PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;
