package cache

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"time"

	"loccit/verify"
)

// A Stat says how much a cache holds.
type Stat struct {
	Path         string
	Bytes        int64 // on disk, the write-ahead log included
	Sources      int   // distinct keys
	Observations int
	ByKind       map[verify.Kind]int // observations; a kind never seen is missing
	Texts        int                 // distinct page texts
	TextBytes    int64               // as compressed
	Runs         int
	Oldest       time.Time // observation; zero when there is none
	Newest       time.Time
}

// Stat counts what the cache holds, as of one moment.
func (c *Cache) Stat(ctx context.Context) (Stat, error) {
	s := Stat{Path: c.path, ByKind: map[verify.Kind]int{}}
	for _, name := range []string{c.path, c.path + "-wal"} {
		if info, err := os.Stat(name); err == nil {
			s.Bytes += info.Size()
		}
	}
	var oldest, newest sql.NullInt64
	err := c.db.QueryRowContext(ctx, `SELECT
		(SELECT count(*) FROM source),
		(SELECT count(*) FROM text),
		(SELECT coalesce(sum(length(body)), 0) FROM text),
		(SELECT count(*) FROM run),
		min(at), max(at) FROM observation`).Scan(&s.Sources, &s.Texts, &s.TextBytes, &s.Runs, &oldest, &newest)
	if err != nil {
		return s, fmt.Errorf("counting what the cache holds: %w", c.failed(ctx, err))
	}
	s.Oldest, s.Newest = timeOf(oldest), timeOf(newest)
	if err := c.countKinds(ctx, &s); err != nil {
		return s, fmt.Errorf("counting what the cache holds: %w", c.failed(ctx, err))
	}
	return s, nil
}

func (c *Cache) countKinds(ctx context.Context, s *Stat) error {
	rows, err := c.db.QueryContext(ctx, "SELECT kind, count(*) FROM observation GROUP BY kind")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var kind verify.Kind
		var n int
		if err := rows.Scan(&kind, &n); err != nil {
			return err
		}
		s.ByKind[kind] = n
		s.Observations += n
	}
	return rows.Err()
}
