-- +goose Up

-- What nights remember of a source: see verify.Told. A source in order, of
-- which nothing was ever told, has no row.
CREATE TABLE told (
	source  INTEGER PRIMARY KEY,
	broken  TEXT NOT NULL, -- the state that it was told to have broken to; empty for none
	since   INTEGER,       -- when it broke; nanoseconds since 1970, UTC
	target  TEXT NOT NULL, -- where it was told to have moved to
	archive TEXT NOT NULL, -- none, where no archive had it; else empty
	state   TEXT NOT NULL, -- suspect, blocked, unreachable or dead, as the last night saw it; else empty
	tried   INTEGER        -- when a night asked for it and was not let in by the site's own rules
);

-- Every change that was told, in the order of telling.
CREATE TABLE change (
	id     INTEGER PRIMARY KEY,
	source INTEGER NOT NULL,
	run    TEXT    NOT NULL, -- the night that told it
	at     INTEGER NOT NULL, -- when that night was
	kind   TEXT    NOT NULL, -- broke, healed, moved, archived
	was    TEXT    NOT NULL,
	now    TEXT    NOT NULL,
	since  INTEGER,
	detail TEXT    NOT NULL,
	link   TEXT    NOT NULL
);
CREATE INDEX change_source ON change (source, id);

-- The night that is about to be told, as JSON. There is a row from the moment
-- when its reports lie ready beside their places to the moment when what they
-- tell stands in told and change.
CREATE TABLE delivery (
	one  INTEGER PRIMARY KEY CHECK (one = 1),
	body TEXT NOT NULL
);

PRAGMA user_version = 3;
