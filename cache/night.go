package cache

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/go-json-experiment/json"
	"golang.org/x/sync/errgroup"

	"loccit/verify"
)

// glanceQuery asks what a plan wants to know, of batch keys at once.
var glanceQuery = "WITH wanted (n, key) AS (VALUES " + numbered(batch) + ")" +
	" SELECT w.n, coalesce(l.at, t.tried, 0), coalesce(t.state, '') FROM wanted w CROSS JOIN source s ON s.key = w.key" +
	" LEFT JOIN latest l ON l.source = s.id AND l.kind = 'visit' AND l.who = 'web'" +
	" LEFT JOIN told t ON t.source = s.id"

// Glances returns, for each of keys, what the plan of a night wants to know of
// it. A source that was never seen has a zero one.
func (c *Cache) Glances(ctx context.Context, keys []string) ([]verify.Glance, error) {
	found := make([]verify.Glance, len(keys))
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(min(readers, runtime.GOMAXPROCS(0)))
	each := (len(keys)/readers/batch + 1) * batch // one statement serves many batches
	for from := 0; from < len(keys); from += each {
		to := min(from+each, len(keys))
		g.Go(func() error { return c.glance(gctx, keys[from:to], found[from:to]) })
	}
	if err := g.Wait(); err != nil {
		return nil, fmt.Errorf("reading when sources were seen: %w", c.failed(ctx, err))
	}
	return found, nil
}

func (c *Cache) glance(ctx context.Context, keys []string, found []verify.Glance) error {
	query, err := c.db.PrepareContext(ctx, glanceQuery)
	if err != nil {
		return err
	}
	defer query.Close()
	args := make([]any, batch)
	for from := 0; from < len(keys); from += batch {
		clear(args)
		for i, k := range keys[from:min(from+batch, len(keys))] {
			args[i] = k
		}
		if err := scanGlances(ctx, query, args, found[from:]); err != nil {
			return err
		}
	}
	return nil
}

func scanGlances(ctx context.Context, query *sql.Stmt, args []any, found []verify.Glance) error {
	rows, err := query.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	var (
		n, at int64
		state sql.RawBytes
	)
	for rows.Next() {
		if err := rows.Scan(&n, &at, &state); err != nil {
			return err
		}
		found[n] = verify.Glance{At: at, State: stateOf(string(state))}
	}
	return rows.Err()
}

// stateOf is the state of that name; Unchecked for none.
func stateOf(name string) verify.State {
	for s := verify.Unchecked; s <= verify.Dead; s++ {
		if s.String() == name {
			return s
		}
	}
	return verify.Unchecked
}

// stateName is the name of s; empty for Unchecked.
func stateName(s verify.State) string {
	if s == verify.Unchecked {
		return ""
	}
	return s.String()
}

// Told returns what nights remember of those of keys of which they remember
// anything, by key.
func (c *Cache) Told(ctx context.Context, keys []string) (map[string]verify.Told, error) {
	query, err := c.db.PrepareContext(ctx, "WITH wanted (n, key) AS (VALUES "+numbered(batch)+")"+
		" SELECT w.n, t.broken, t.since, t.target, t.archive, t.state, t.tried FROM wanted w"+
		" CROSS JOIN source s ON s.key = w.key CROSS JOIN told t ON t.source = s.id")
	if err != nil {
		return nil, fmt.Errorf("reading what was told: %w", c.failed(ctx, err))
	}
	defer query.Close()
	found := map[string]verify.Told{}
	args := make([]any, batch)
	for from := 0; from < len(keys); from += batch {
		clear(args)
		for i, k := range keys[from:min(from+batch, len(keys))] {
			args[i] = k
		}
		if err := scanTold(ctx, query, args, keys[from:], found); err != nil {
			return nil, fmt.Errorf("reading what was told: %w", c.failed(ctx, err))
		}
	}
	return found, nil
}

func scanTold(ctx context.Context, query *sql.Stmt, args []any, keys []string, found map[string]verify.Told) error {
	rows, err := query.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var (
			n                              int64
			broken, target, archive, state string
			since, tried                   sql.NullInt64
		)
		if err := rows.Scan(&n, &broken, &since, &target, &archive, &state, &tried); err != nil {
			return err
		}
		t := verify.Told{Key: keys[n], Broken: stateOf(broken), Target: target, State: stateOf(state), Since: timeOf(since), Tried: timeOf(tried)}
		if archive == verify.None.String() {
			t.Archive = verify.None
		}
		found[t.Key] = t
	}
	return rows.Err()
}

func timeOf(n sql.NullInt64) time.Time {
	if !n.Valid {
		return time.Time{}
	}
	return time.Unix(0, n.Int64).UTC()
}

// nanoseconds is t as a column holds it: NULL for the zero time.
func nanoseconds(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixNano()
}

// A Delivery is what a night has to tell, and where. It is promised before the
// reports take their places and kept after, in one transaction each: whoever is
// killed between leaves a promise, and from the reports that still lie beside
// their places the next night sees whether it was told.
type Delivery struct {
	Run     verify.Run
	Changes []verify.Change
	Told    []verify.Told // what is to be remembered, for sources where that changes
	Files   []File        // in the order in which they take their places
	Notices []verify.NightNotice
	Ready   bool // the files are written; before that, nothing is promised but where they will lie

	// Owed are changes of nights before that some places were not told, for the
	// night was killed when other places were. They go into the next report there.
	Owed map[string][]verify.Change
}

// A File is a report that lies ready beside its place.
type File struct{ Beside, Place string }

// Promise stores d in place of what was promised before. A Delivery that is not
// Ready promises nothing to anybody, and the zero one clears the table.
func (c *Cache) Promise(ctx context.Context, d Delivery) error {
	if err := c.write(ctx, func(tx *sql.Tx) error { return promise(ctx, tx, d) }); err != nil {
		return fmt.Errorf("storing what the night tells: %w", err)
	}
	return nil
}

// promise puts d in place of what was promised before; nothing, where d promises
// nothing.
func promise(ctx context.Context, tx *sql.Tx, d Delivery) error {
	if len(d.Files)+len(d.Owed) == 0 && !d.Ready {
		_, err := tx.ExecContext(ctx, "DELETE FROM delivery")
		return err
	}
	raw, err := json.Marshal(d, format)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO delivery (one, body) VALUES (1, ?) ON CONFLICT DO UPDATE SET body = excluded.body", string(raw))
	return err
}

// Promised is what was promised last and not kept; nil where there is nothing.
func (c *Cache) Promised(ctx context.Context) (*Delivery, error) {
	var raw string
	err := c.db.QueryRowContext(ctx, "SELECT body FROM delivery").Scan(&raw)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	var d Delivery
	if err == nil {
		if err = json.Unmarshal([]byte(raw), &d, format); err != nil {
			err = &Error{c.path, Damaged, err}
		}
	}
	if err != nil {
		return nil, fmt.Errorf("reading what the last night was about to tell: %w", c.failed(ctx, err))
	}
	return &d, nil
}

// Keep says that what d promised has been told, and puts next in its place: what
// is owed to some places, and the files that are still to be taken away. From
// then on the notices of d wait to be sent.
func (c *Cache) Keep(ctx context.Context, d, next Delivery) error {
	err := c.write(ctx, func(tx *sql.Tx) error {
		for _, t := range d.Told {
			if err := remember(ctx, tx, t); err != nil {
				return err
			}
		}
		for _, ch := range d.Changes {
			if err := note(ctx, tx, d.Run, ch); err != nil {
				return err
			}
		}
		for _, n := range d.Notices {
			if err := queue(ctx, tx, n); err != nil {
				return err
			}
		}
		if err := record(ctx, tx, d.Run); err != nil {
			return err
		}
		return promise(ctx, tx, next)
	})
	if err != nil {
		return fmt.Errorf("storing what was told: %w", err)
	}
	return nil
}

func remember(ctx context.Context, tx *sql.Tx, t verify.Told) error {
	source, err := sourceID(ctx, tx, t.Key)
	if err != nil {
		return err
	}
	if t == (verify.Told{Key: t.Key}) {
		_, err := tx.ExecContext(ctx, "DELETE FROM told WHERE source = ?", source)
		return err
	}
	archive := ""
	if t.Archive == verify.None {
		archive = t.Archive.String()
	}
	_, err = tx.ExecContext(ctx, "INSERT OR REPLACE INTO told (source, broken, since, target, archive, state, tried) VALUES (?, ?, ?, ?, ?, ?, ?)",
		source, stateName(t.Broken), nanoseconds(t.Since), t.Target, archive, stateName(t.State), nanoseconds(t.Tried))
	return err
}

func note(ctx context.Context, tx *sql.Tx, r verify.Run, ch verify.Change) error {
	source, err := sourceID(ctx, tx, ch.Key)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO change (source, run, at, kind, was, now, since, detail, link) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		source, r.ID, r.Started.UnixNano(), ch.Kind, ch.From, ch.To, nanoseconds(ch.Since), ch.Detail, ch.Link)
	return err
}

func sourceID(ctx context.Context, tx *sql.Tx, key string) (id int64, err error) {
	err = tx.QueryRowContext(ctx, "INSERT INTO source (key) VALUES (?) ON CONFLICT DO UPDATE SET key = key RETURNING id", key).Scan(&id)
	return id, err
}

// A Telling is a change with the night that told it.
type Telling struct {
	verify.Change
	Run string
	At  time.Time // when that night was
}

// Tellings are the changes that were told of the source that rawURL names,
// oldest first.
func (c *Cache) Tellings(ctx context.Context, rawURL string) ([]Telling, error) {
	key := verify.Key(rawURL)
	rows, err := c.db.QueryContext(ctx, "SELECT c.run, c.at, c.kind, c.was, c.now, c.since, c.detail, c.link FROM change c"+
		" JOIN source s ON s.id = c.source WHERE s.key = ? ORDER BY c.id", key)
	if err != nil {
		return nil, fmt.Errorf("reading what was told of %s: %w", key, c.failed(ctx, err))
	}
	defer rows.Close()
	var found []Telling
	for rows.Next() {
		t := Telling{Change: verify.Change{Key: key, URL: rawURL}}
		var at, since sql.NullInt64
		if err := rows.Scan(&t.Run, &at, &t.Kind, &t.From, &t.To, &since, &t.Detail, &t.Link); err != nil {
			return nil, fmt.Errorf("reading what was told of %s: %w", key, c.failed(ctx, err))
		}
		t.At, t.Since = timeOf(at), timeOf(since)
		found = append(found, t)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading what was told of %s: %w", key, c.failed(ctx, err))
	}
	return found, nil
}
