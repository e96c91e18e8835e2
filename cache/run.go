package cache

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"loccit/verify"
)

// Record stores what is known of a run: once as it starts, with no time of
// finish, and again when it ends. One that was killed stays without.
func (c *Cache) Record(ctx context.Context, r verify.Run) error {
	if err := c.write(ctx, func(tx *sql.Tx) error { return record(ctx, tx, r) }); err != nil {
		return fmt.Errorf("storing the run: %w", err)
	}
	return nil
}

func record(ctx context.Context, tx *sql.Tx, r verify.Run) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO run (id, command, started, finished, offline, why) VALUES (?, ?, ?, ?, ?, ?)"+
		" ON CONFLICT DO UPDATE SET finished = excluded.finished, why = excluded.why",
		r.ID, r.Command, r.Started.UnixNano(), nanoseconds(r.Finished), r.Offline, r.Why)
	return err
}

// Runs returns the newest runs, at most limit of them, newest first. A run that
// has not ended, or was killed, has no Finished; only with it does Complete
// mean something.
func (c *Cache) Runs(ctx context.Context, limit int) ([]verify.Run, error) {
	return c.runs(ctx, "SELECT id, command, started, finished, offline, why FROM run ORDER BY started DESC, id LIMIT ?", limit)
}

func (c *Cache) runs(ctx context.Context, query string, args ...any) ([]verify.Run, error) {
	rows, err := c.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("reading the runs: %w", c.failed(ctx, err))
	}
	defer rows.Close()
	var runs []verify.Run
	for rows.Next() {
		var (
			r        verify.Run
			started  int64
			finished sql.NullInt64
		)
		if err := rows.Scan(&r.ID, &r.Command, &started, &finished, &r.Offline, &r.Why); err != nil {
			return nil, fmt.Errorf("reading the runs: %w", c.failed(ctx, err))
		}
		r.Started, r.Finished = time.Unix(0, started).UTC(), timeOf(finished)
		runs = append(runs, r)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading the runs: %w", c.failed(ctx, err))
	}
	return runs, nil
}

// Nights returns the nightly runs that began at since or later, newest first.
func (c *Cache) Nights(ctx context.Context, since time.Time) ([]verify.Run, error) {
	return c.runs(ctx, "SELECT id, command, started, finished, offline, why FROM run WHERE command = 'nightly' AND started >= ? ORDER BY started DESC, id", since.UnixNano())
}
