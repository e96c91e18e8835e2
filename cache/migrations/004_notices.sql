-- +goose Up

-- What nights have to tell people and has not been sent yet, in the order of
-- telling. A row comes with what the night tells, in one transaction, and goes
-- when it is sent.
CREATE TABLE notice (
	id   INTEGER PRIMARY KEY AUTOINCREMENT,
	name TEXT NOT NULL UNIQUE, -- see verify.NightNotice
	body TEXT NOT NULL         -- the notice as JSON
);

PRAGMA user_version = 4;
