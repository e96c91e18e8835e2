package cache

import (
	"context"
	"database/sql"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"loccit/verify"
)

// batch is how many keys one look-up asks for: enough that the cost of a query
// vanishes beside that of its rows.
const batch = 256

// latestQuery numbers the keys it is given, so that a row need not repeat its
// key. CROSS JOIN keeps SQLite from turning the tables round.
var latestQuery = "WITH wanted (n, key) AS (VALUES " + numbered(batch) + ")" +
	" SELECT w.n, l.kind, l.who, l.at, o.body FROM wanted w CROSS JOIN source s ON s.key = w.key" +
	" CROSS JOIN latest l ON l.source = s.id CROSS JOIN observation o ON o.id = l.observation"

func numbered(n int) string {
	rows := make([]string, n)
	for i := range rows {
		rows[i] = fmt.Sprintf("(%d,?)", i)
	}
	return strings.Join(rows, ",")
}

// Latest returns, for each of keys that was ever seen, the newest observation
// of each kind by each who answered. Pages come without a text that TextSum
// names: Texts reads those.
func (c *Cache) Latest(ctx context.Context, keys []string) ([]verify.Observation, error) {
	parts := make([][]verify.Observation, (len(keys)+batch-1)/batch)
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(min(readers, runtime.GOMAXPROCS(0)))
	for i := range parts {
		g.Go(func() (err error) {
			parts[i], err = c.latestOf(gctx, keys[i*batch:min((i+1)*batch, len(keys))])
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, fmt.Errorf("reading the latest observations: %w", c.failed(ctx, err))
	}
	return slices.Concat(parts...), nil
}

// latestOf is Latest for at most batch keys.
func (c *Cache) latestOf(ctx context.Context, keys []string) ([]verify.Observation, error) {
	args := make([]any, batch) // keys that are missing stay nil and match nothing
	for i, k := range keys {
		args[i] = k
	}
	rows, err := c.latest.QueryContext(ctx, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := make([]verify.Observation, 0, 2*len(keys))
	var (
		n, at           int64
		kind, who, body sql.RawBytes
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
	err := c.write(ctx, func(tx *sql.Tx) error { return insert(ctx, tx, rows, &c.packer) })
	if err != nil {
		return fmt.Errorf("storing observations: %w", err)
	}
	return nil
}

func insert(ctx context.Context, tx *sql.Tx, rows []row, packer *packer) error {
	w, err := prepare(ctx, tx)
	if err != nil {
		return err
	}
	defer w.close()
	w.packer = packer
	if w.stored, err = textsOf(ctx, tx, rows); err != nil {
		return err
	}
	for i := range rows {
		if err := w.add(ctx, &rows[i]); err != nil {
			return err
		}
	}
	return nil
}

// A writer holds the statements of one Add. None of them returns rows: in a
// transaction each query costs a goroutine.
type writer struct {
	source, text, observe, point *sql.Stmt
	packer                       *packer         // the cache's
	stored                       map[string]bool // texts that need not be compressed again
}

func prepare(ctx context.Context, tx *sql.Tx) (*writer, error) {
	w := &writer{}
	for _, s := range []struct {
		to    **sql.Stmt
		query string
	}{
		{&w.source, "INSERT INTO source (key) VALUES (?) ON CONFLICT DO NOTHING"},
		{&w.text, "INSERT INTO text (digest, body) VALUES (?, ?)"},
		{&w.observe, "INSERT INTO observation (source, kind, who, at, text, body) VALUES" +
			" ((SELECT id FROM source WHERE key = ?), ?, ?, ?, (SELECT id FROM text WHERE digest = ?), ?)"},
		{&w.point, "INSERT INTO latest (source, kind, who, at, observation)" +
			" SELECT source, kind, who, at, id FROM observation WHERE id = ?" +
			" ON CONFLICT DO UPDATE SET at = excluded.at, observation = excluded.observation WHERE excluded.at >= at"},
	} {
		var err error
		if *s.to, err = tx.PrepareContext(ctx, s.query); err != nil {
			w.close()
			return nil, err
		}
	}
	return w, nil
}

func (w *writer) close() {
	for _, s := range []*sql.Stmt{w.source, w.text, w.observe, w.point} {
		if s != nil {
			s.Close()
		}
	}
}

func (w *writer) add(ctx context.Context, r *row) error {
	if _, err := w.source.ExecContext(ctx, r.key); err != nil {
		return err
	}
	if err := w.addText(ctx, r); err != nil {
		return err
	}
	done, err := w.observe.ExecContext(ctx, r.key, r.kind, r.who, r.at, r.digest(), r.body)
	if err != nil {
		return err
	}
	id, err := done.LastInsertId()
	if err != nil {
		return err
	}
	_, err = w.point.ExecContext(ctx, id)
	return err
}
