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

// History returns every observation of the source that rawURL names, oldest
// first, without the Text of pages. It is empty for a source never seen.
func (c *Cache) History(ctx context.Context, rawURL string) ([]verify.Observation, error) {
	return c.history(ctx, verify.Key(rawURL), "")
}

// Visits returns every visit by the web of the source with that key, oldest
// first, without the Text of pages.
func (c *Cache) Visits(ctx context.Context, key string) ([]verify.Observation, error) {
	return c.history(ctx, key, " AND o.kind = 'visit' AND o.who = 'web'")
}

func (c *Cache) history(ctx context.Context, key, which string) ([]verify.Observation, error) {
	rows, err := c.db.QueryContext(ctx, "SELECT o.kind, o.who, o.at, o.body FROM observation o"+
		" JOIN source s ON s.id = o.source WHERE s.key = ?"+which+" ORDER BY o.at, o.id", key)
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

// Near returns the keys of at most limit sources of the site that rawURL is on,
// sorted, for one that is not known itself.
func (c *Cache) Near(ctx context.Context, rawURL string, limit int) ([]string, error) {
	_, host, _ := verify.SplitURL(rawURL)
	host = strings.TrimPrefix(host, "www.")
	var keys []string
	for _, scheme := range []string{"https://", "http://"} {
		for _, www := range []string{"", "www."} {
			site := scheme + www + host
			found, err := c.keys(ctx, "SELECT key FROM source WHERE key >= ? AND key < ? ORDER BY key LIMIT ?", site+"/", site+"0", limit) // 0 follows /
			if err != nil {
				return nil, fmt.Errorf("looking for sources near %s: %w", rawURL, c.failed(ctx, err))
			}
			keys = append(keys, found...)
		}
	}
	return keys, nil
}

// Keys are those of all sources that the cache knows, sorted.
func (c *Cache) Keys(ctx context.Context) ([]string, error) {
	keys, err := c.keys(ctx, "SELECT key FROM source ORDER BY key")
	if err != nil {
		return nil, fmt.Errorf("reading the sources: %w", c.failed(ctx, err))
	}
	return keys, nil
}

func (c *Cache) keys(ctx context.Context, query string, args ...any) ([]string, error) {
	rows, err := c.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var keys []string
	for rows.Next() {
		var key string
		if err := rows.Scan(&key); err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, rows.Err()
}
