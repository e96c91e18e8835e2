-- +goose Up

-- Each key once, for it is as long as a URL and named by every observation.
CREATE TABLE source (
	id  INTEGER PRIMARY KEY,
	key TEXT    NOT NULL UNIQUE -- see verify.Key
);

-- What was observed, in the order it arrived. Rows are appended and never
-- rewritten; only a prune takes some away.
CREATE TABLE observation (
	id     INTEGER PRIMARY KEY,
	source INTEGER NOT NULL,
	kind   TEXT    NOT NULL,
	who    TEXT    NOT NULL, -- who answered: web, wayback
	at     INTEGER NOT NULL, -- nanoseconds since 1970, UTC
	text   INTEGER,          -- the page's visible text
	body   TEXT    NOT NULL  -- the visit or the lookup as JSON
);
CREATE INDEX observation_history ON observation (source, kind, who, at);

-- Where the newest of each kind by each who answered stands. It says nothing
-- that observation does not; it spares Latest a walk through the history.
CREATE TABLE latest (
	source      INTEGER NOT NULL,
	kind        TEXT    NOT NULL,
	who         TEXT    NOT NULL,
	at          INTEGER NOT NULL,
	observation INTEGER NOT NULL,
	PRIMARY KEY (source, kind, who)
) WITHOUT ROWID;

-- The visible text of pages, compressed, each text once however often it was
-- seen.
CREATE TABLE text (
	id     INTEGER PRIMARY KEY,
	digest BLOB NOT NULL UNIQUE, -- SHA-256 of the text
	body   BLOB NOT NULL         -- the text, DEFLATE
);

CREATE TABLE run (
	id       TEXT    PRIMARY KEY,
	command  TEXT    NOT NULL,
	started  INTEGER NOT NULL, -- nanoseconds since 1970, UTC
	finished INTEGER,          -- NULL while it runs, and for one that was killed
	offline  INTEGER NOT NULL,
	why      TEXT    NOT NULL  -- why it is not complete; empty when it is
) WITHOUT ROWID;
CREATE INDEX run_started ON run (started);

PRAGMA user_version = 1;
