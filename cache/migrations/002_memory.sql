-- +goose Up

-- What other parts of the program keep from one run to the next: what an
-- archive was asked in the last minute, and when it asked to be left alone.
CREATE TABLE memory (
	name  TEXT PRIMARY KEY,
	value BLOB NOT NULL
) WITHOUT ROWID;

PRAGMA user_version = 2;
