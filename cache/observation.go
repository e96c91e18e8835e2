package cache

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"
	"unique"

	"loccit/verify"
)

// batch is how many keys one look-up asks for: enough that the cost of a query
// vanishes beside that of its rows.
const batch = 256

// latestQuery numbers the keys it is given, so that a row need not repeat its
// key. CROSS JOIN keeps SQLite from turning the tables round.
var latestQuery = "WITH wanted (n, key) AS (VALUES " + numbered(batch) + ")" +
	" SELECT w.n, l.kind, l.who, l.at, o.body FROM wanted w" +
	" CROSS JOIN latest l ON l.key = w.key CROSS JOIN observation o ON o.id = l.observation"

func numbered(n int) string {
	rows := make([]string, n)
	for i := range rows {
		rows[i] = fmt.Sprintf("(%d,?)", i)
	}
	return strings.Join(rows, ",")
}

// Latest returns, for each of keys that was ever seen, the newest observation
// of each kind by each who answered. Pages come without their Text, which Texts
// reads.
func (c *Cache) Latest(ctx context.Context, keys []string) ([]verify.Observation, error) {
	found := make([]verify.Observation, 0, len(keys))
	for len(keys) > 0 {
		n := min(batch, len(keys))
		var err error
		if found, err = c.latestOf(ctx, keys[:n], found); err != nil {
			return nil, fmt.Errorf("reading the latest observations: %w", c.failed(ctx, err))
		}
		keys = keys[n:]
	}
	return found, nil
}

// latestOf appends to found what is known of at most batch keys.
func (c *Cache) latestOf(ctx context.Context, keys []string, found []verify.Observation) ([]verify.Observation, error) {
	args := make([]any, batch) // keys that are missing stay nil and match nothing
	for i, k := range keys {
		args[i] = k
	}
	rows, err := c.latest.QueryContext(ctx, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var (
		n, at     int64
		kind, who sql.RawBytes
		body      sql.RawBytes
	)
	for rows.Next() {
		if err := rows.Scan(&n, &kind, &who, &at, &body); err != nil {
			return nil, err
		}
		o, err := c.decode(keys[n], kind, who, at, body)
		if err != nil {
			return nil, err
		}
		found = append(found, o)
	}
	return found, rows.Err()
}

// Add appends observations, all or none. When it returns, what was added
// outlives a kill; a power cut may take the last moments, but not more.
func (c *Cache) Add(ctx context.Context, observations ...verify.Observation) error {
	if len(observations) == 0 {
		return ctx.Err()
	}
	rows := make([]row, len(observations))
	for i := range observations {
		r, err := encode(&observations[i])
		if err != nil {
			return fmt.Errorf("storing what %s showed: %w", observations[i].Key, err)
		}
		rows[i] = r
	}
	err := c.write(ctx, func(tx *sql.Tx) error { return insert(ctx, tx, rows) })
	if err != nil {
		return fmt.Errorf("storing observations: %w", err)
	}
	return nil
}

func insert(ctx context.Context, tx *sql.Tx, rows []row) error {
	add, err := tx.PrepareContext(ctx, "INSERT INTO observation (key, kind, who, at, text, body) VALUES (?, ?, ?, ?, ?, ?)")
	if err != nil {
		return err
	}
	defer add.Close()
	point, err := tx.PrepareContext(ctx, "INSERT INTO latest (key, kind, who, at, observation) VALUES (?, ?, ?, ?, ?)"+
		" ON CONFLICT DO UPDATE SET at = excluded.at, observation = excluded.observation WHERE excluded.at >= at")
	if err != nil {
		return err
	}
	defer point.Close()
	for i := range rows {
		r := &rows[i]
		text, err := addText(ctx, tx, r.text)
		if err != nil {
			return err
		}
		done, err := add.ExecContext(ctx, r.key, r.kind, r.who, r.at, text, r.body)
		if err != nil {
			return err
		}
		id, err := done.LastInsertId()
		if err != nil {
			return err
		}
		if _, err := point.ExecContext(ctx, r.key, r.kind, r.who, r.at, id); err != nil {
			return err
		}
	}
	return nil
}

// History returns every observation of the source that rawURL names, oldest
// first, without the Text of pages. It is empty for a source never seen.
func (c *Cache) History(ctx context.Context, rawURL string) ([]verify.Observation, error) {
	key := verify.Key(rawURL)
	rows, err := c.db.QueryContext(ctx, "SELECT kind, who, at, body FROM observation WHERE key = ? ORDER BY at, id", key)
	if err != nil {
		return nil, fmt.Errorf("reading the history of %s: %w", key, c.failed(ctx, err))
	}
	defer rows.Close()
	var found []verify.Observation
	for rows.Next() {
		var (
			kind, who, body sql.RawBytes
			at              int64
			o               verify.Observation
		)
		if err = rows.Scan(&kind, &who, &at, &body); err == nil {
			o, err = c.decode(key, kind, who, at, body)
		}
		if err != nil {
			return nil, fmt.Errorf("reading the history of %s: %w", key, c.failed(ctx, err))
		}
		found = append(found, o)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading the history of %s: %w", key, c.failed(ctx, err))
	}
	return found, nil
}

func (c *Cache) decode(key string, kind, who []byte, at int64, body []byte) (verify.Observation, error) {
	o := verify.Observation{
		Key:  key,
		Kind: verify.Kind(unique.Make(string(kind)).Value()),
		By:   unique.Make(string(who)).Value(),
		At:   time.Unix(0, at).UTC(),
	}
	if err := decode(body, &o); err != nil {
		return o, &Error{c.path, Damaged, fmt.Errorf("what it holds of %s: %w", key, err)}
	}
	return o, nil
}
