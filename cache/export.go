package cache

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"loccit/verify"
)

// Export writes every observation as one line of JSON, in the order they
// arrived, page texts included. It holds one observation in memory at a time.
//
// A line has key, kind (visit, probe, lookup, search or record), by, at, and a
// visit, a lookup or a record. The members are those of verify.Observation in snake case, and what
// is empty may be missing; members may be added, and none is renamed.
func (c *Cache) Export(ctx context.Context, w io.Writer) error {
	rows, err := c.db.QueryContext(ctx, "SELECT s.key, o.kind, o.who, o.at, o.body, t.body FROM observation o"+
		" JOIN source s ON s.id = o.source"+
		" LEFT JOIN text t ON t.id = o.text ORDER BY o.id")
	if err != nil {
		return fmt.Errorf("exporting the cache: %w", c.failed(ctx, err))
	}
	defer rows.Close()
	out := bufio.NewWriter(w)
	lines := jsontext.NewEncoder(out, jsontext.AllowInvalidUTF8(true)) // ends each value with a line feed
	for rows.Next() {
		o, err := c.scanWhole(rows)
		if err == nil {
			var line []byte
			if line, err = json.Marshal(o, format); err == nil {
				err = snakeCase(lines, line)
			}
		}
		if err != nil {
			return fmt.Errorf("exporting the cache: %w", c.failed(ctx, err))
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("exporting the cache: %w", c.failed(ctx, err))
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("exporting the cache: %w", err)
	}
	return nil
}

// scanWhole reads one observation with its page text.
func (c *Cache) scanWhole(rows *sql.Rows) (verify.Observation, error) {
	var (
		key             string
		kind, who, body sql.RawBytes
		packed          []byte
		at              int64
	)
	if err := rows.Scan(&key, &kind, &who, &at, &body, &packed); err != nil {
		return verify.Observation{}, err
	}
	o, err := c.decode(key, kind, who, at, body)
	if err != nil || packed == nil {
		return o, err
	}
	text, err := c.unpack(packed)
	if p := pageWithText(&o); p != nil {
		p.Text = text
	}
	return o, err
}

// pageWithText is the page that the text of o belongs to. What was stored
// before texts had names belongs to the visit.
func pageWithText(o *verify.Observation) *verify.Page {
	if o.Visit != nil {
		return o.Visit.Page
	}
	if o.Lookup != nil {
		for i := range o.Lookup.Snapshots {
			if p := o.Lookup.Snapshots[i].Page; p != nil && p.TextSum != "" {
				return p
			}
		}
	}
	return nil
}
