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
// before it: the history of a source stays readable. The last nights stay, and so
// does what was told. It works in small steps,
// so that another process can write between them, and what was taken away when
// it fails stays away.
func (c *Cache) Prune(ctx context.Context, olderThan time.Time) (Pruned, error) {
	var p Pruned
	at := olderThan.UnixNano()
	walk := walk{before: at}
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
			p.Runs, err = remove(ctx, tx, "DELETE FROM run WHERE started < ? AND id NOT IN"+
				" (SELECT id FROM run WHERE command = 'nightly' ORDER BY started DESC LIMIT ?)", at, nightsKept)
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

// nightsKept is how many nightly runs stay, however old: strikes are counted by
// them.
const nightsKept = 30

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

// A walk goes over the observations in the order of observation_history and
// remembers where it is, and what the last one looked like.
type walk struct {
	before int64 // only observations made before it may go
	mark
	look look
	done bool
}

// A mark is a place in observation_history.
type mark struct {
	source    int64
	kind, who string
	at, id    int64
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
	rows, err := tx.QueryContext(ctx, "SELECT o.source, o.kind, o.who, o.at, o.id, o.body, coalesce(l.observation = o.id, FALSE)"+
		" FROM observation o LEFT JOIN latest l ON l.source = o.source AND l.kind = o.kind AND l.who = o.who"+
		" WHERE (o.source, o.kind, o.who, o.at, o.id) > (?, ?, ?, ?, ?)"+
		" ORDER BY o.source, o.kind, o.who, o.at, o.id LIMIT ?", w.source, w.kind, w.who, w.at, w.id, step)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var idle []int64
	n := 0
	for ; rows.Next(); n++ {
		var (
			m      mark
			body   sql.RawBytes
			latest bool
		)
		if err := rows.Scan(&m.source, &m.kind, &m.who, &m.at, &m.id, &body, &latest); err != nil {
			return nil, err
		}
		says, err := w.news(c, m, body)
		if err != nil {
			return nil, err
		}
		if !says && !latest {
			idle = append(idle, m.id)
		}
	}
	w.done = n < step
	return idle, rows.Err()
}

// news advances to m and reports whether it stays: it is recent, or differs
// from the one before it.
func (w *walk) news(c *Cache, m mark, body []byte) (bool, error) {
	before := w.mark
	w.mark = m
	if m.at >= w.before {
		return true, nil
	}
	o, err := c.decode(fmt.Sprint("source ", m.source), []byte(m.kind), []byte(m.who), m.at, body)
	if err != nil {
		return true, err
	}
	was := w.look
	w.look = lookOf(&o)
	same := m.source == before.source && m.kind == before.kind && m.who == before.who
	return !same || w.look != was, nil
}

// A look is what an editor would call a change in a source. Titles that notes
// give it are not known here, so the page's own title stands in for them.
type look struct {
	verdict      verify.Verdict
	final, title string
	status       int
	holding      verify.Holding
	record       string // what a registry says
}

func lookOf(o *verify.Observation) look {
	var l look
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
	if r := o.Record; r != nil {
		l.record = fmt.Sprintf("%s %q %q %q", r.Entry, r.Titles, r.Notices, r.About)
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
