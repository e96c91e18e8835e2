package cache

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"loccit/verify"
)

// Pruned says what a prune took away.
type Pruned struct {
	Observations int
	Texts        int
	Runs         int
}

// Prune takes away the observations made before olderThan, save the newest of
// each kind by each who answered, and save each that differed from the one
// before it: the history of a source stays readable. It works in small steps,
// so that another process can write between them, and what was taken away when
// it fails stays away.
func (c *Cache) Prune(ctx context.Context, olderThan time.Time) (Pruned, error) {
	var p Pruned
	at := olderThan.UnixNano()
	walk := walk{at: at}
	for !walk.done {
		n, err := c.thin(ctx, &walk)
		p.Observations += n
		if err != nil {
			return p, fmt.Errorf("pruning observations: %w", err)
		}
	}
	err := c.write(ctx, func(tx *sql.Tx) (err error) {
		p.Texts, err = remove(ctx, tx, "DELETE FROM text WHERE id NOT IN (SELECT text FROM observation WHERE text IS NOT NULL)")
		if err == nil {
			p.Runs, err = remove(ctx, tx, "DELETE FROM run WHERE started < ?", at)
		}
		return err
	})
	if err != nil {
		return p, fmt.Errorf("pruning page texts and runs: %w", err)
	}
	if err := c.write(ctx, func(tx *sql.Tx) error { return shrink(ctx, tx) }); err != nil {
		return p, fmt.Errorf("giving back space: %w", err)
	}
	return p, nil
}

// shrink gives free pages back to the disk. Each row is one page: only who
// reads them to the end frees them all.
func shrink(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, "PRAGMA incremental_vacuum")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
	}
	return rows.Err()
}

// A walk goes over the old observations in the order of observation_history and
// remembers where it is, and what the last one that stays looked like.
type walk struct {
	at             int64 // only observations before it
	key, kind, who string
	last, id       int64 // at and id of the row before
	kept           look
	done           bool
}

// step is how many rows one transaction of a prune looks at.
const step = 2000

// thin looks at the next rows and removes those that say nothing new.
func (c *Cache) thin(ctx context.Context, w *walk) (int, error) {
	removed := 0
	err := c.write(ctx, func(tx *sql.Tx) error {
		idle, err := w.next(ctx, tx, c)
		if err != nil {
			return err
		}
		for _, id := range idle {
			if _, err := tx.ExecContext(ctx, "DELETE FROM observation WHERE id = ?", id); err != nil {
				return err
			}
		}
		removed = len(idle)
		return nil
	})
	if err != nil {
		return 0, err
	}
	return removed, nil
}

// next advances by one step and returns the ids of the rows that may go.
func (w *walk) next(ctx context.Context, tx *sql.Tx, c *Cache) ([]int64, error) {
	rows, err := tx.QueryContext(ctx, "SELECT o.key, o.kind, o.who, o.at, o.id, o.body, l.observation = o.id"+
		" FROM observation o LEFT JOIN latest l ON l.key = o.key AND l.kind = o.kind AND l.who = o.who"+
		" WHERE (o.key, o.kind, o.who, o.at, o.id) > (?, ?, ?, ?, ?)"+
		" ORDER BY o.key, o.kind, o.who, o.at, o.id LIMIT ?", w.key, w.kind, w.who, w.last, w.id, step)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var idle []int64
	n := 0
	for ; rows.Next(); n++ {
		var (
			key, kind, who string
			at, id         int64
			body           sql.RawBytes
			latest         sql.NullBool
		)
		if err := rows.Scan(&key, &kind, &who, &at, &id, &body, &latest); err != nil {
			return nil, err
		}
		if key != w.key || kind != w.kind || who != w.who {
			w.kept = look{}
		}
		w.key, w.kind, w.who, w.last, w.id = key, kind, who, at, id
		if at >= w.at {
			continue
		}
		o, err := c.decode(key, []byte(kind), []byte(who), at, body)
		if err != nil {
			return nil, err
		}
		now := lookOf(&o)
		if now == w.kept && !latest.Bool {
			idle = append(idle, id)
		}
		w.kept = now
	}
	w.done = n < step
	return idle, rows.Err()
}

// A look is what an editor would call a change in a source. Titles that notes
// give it are not known here, so the page's own title stands in for them.
type look struct {
	seen         bool
	verdict      verify.Verdict
	final, title string
	status       int
	holding      verify.Holding
}

func lookOf(o *verify.Observation) look {
	l := look{seen: true}
	if v := o.Visit; v != nil {
		l.verdict, l.final, l.status = verify.Classify(v, nil, nil), v.Final, v.Status
		l.verdict.Detail = ""
		if v.Page != nil {
			l.title = v.Page.Title
		}
	}
	if o.Lookup != nil {
		l.holding = verify.Hold([]verify.Observation{*o})
	}
	return l
}

func remove(ctx context.Context, tx *sql.Tx, query string, args ...any) (int, error) {
	done, err := tx.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	n, err := done.RowsAffected()
	return int(n), err
}
