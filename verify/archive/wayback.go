package archive

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"loccit/verify"
)

// Wayback asks the Wayback Machine of the Internet Archive, or a server that
// answers as it does.
type Wayback struct {
	service
	endpoint string
	index    *budget // of the index, which is the scarce one
}

var _ verify.Archive = (*Wayback)(nil)

// NewWayback returns a provider for https://web.archive.org, or for the server
// at o.Endpoint, which has /cdx/search/cdx and /web below it.
func NewWayback(o Options) *Wayback {
	w := &Wayback{service: newService("the Wayback Machine", o), endpoint: strings.TrimSuffix(o.Endpoint, "/")}
	if w.endpoint == "" {
		w.endpoint = "https://web.archive.org"
	}
	w.index = newBudget("the index of "+w.archive, o.Rate, 20)
	return w
}

// Name is "wayback".
func (w *Wayback) Name() string { return "wayback" }

// kept is how many snapshots a Lookup holds at most.
const kept = 5

// Lookup asks the index once for the captures of rawURL around near, or for
// the last ones where near is zero.
func (w *Wayback) Lookup(ctx context.Context, rawURL string, near time.Time) (*verify.Lookup, error) {
	l := &verify.Lookup{Near: near}
	a, err := w.get(ctx, w.index, w.question(rawURL, near), 4<<20)
	if err != nil {
		return nil, err
	}
	if blocked(a) {
		l.Excluded, l.Detail = true, "the site keeps the Internet Archive out"
		return l, nil
	}
	captures, err := w.captures(a)
	if err != nil {
		return nil, err
	}
	ranked := choose(shown(captures), rawURL, near)
	if len(ranked) == 0 && len(captures) > 0 {
		l.Detail = "nothing but errors was captured"
	}
	for i := range ranked[:min(kept, len(ranked))] {
		l.Snapshots = append(l.Snapshots, w.snapshot(&ranked[i], near, len(ranked)))
	}
	return l, nil
}

// question is the one that we put to the index. Archived errors are left out,
// for they show nothing, and redirects kept, for they show where to look.
// closest, sort and limit work together only, and for an exact URL alone;
// limit=-1 in place of sort=reverse gives rows years old, or none.
// https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server
func (w *Wayback) question(rawURL string, near time.Time) string {
	q := url.Values{
		"url":    {rawURL},
		"output": {"json"},
		"filter": {"!statuscode:[45].*"},
		"sort":   {"reverse"},
		"limit":  {"25"},
	}
	if !near.IsZero() {
		q.Set("sort", "closest")
		q.Set("closest", near.UTC().Format(stampLayout))
	}
	return w.endpoint + "/cdx/search/cdx?" + q.Encode()
}

// captures reads the index's answer.
func (w *Wayback) captures(a *answer) ([]capture, error) {
	if err := w.trouble(a, w.index); err != nil {
		return nil, err
	}
	if a.status != 200 || a.truncated {
		return nil, fmt.Errorf("the index of %s: %w (status %d, %d bytes)", w.archive, errNonsense, a.status, len(a.body))
	}
	captures, err := parseCDX(a.body)
	if err != nil {
		return nil, fmt.Errorf("the index of %s: %w", w.archive, err)
	}
	return captures, nil
}

func (w *Wayback) snapshot(c *capture, near time.Time, n int) verify.Snapshot {
	return verify.Snapshot{
		URL:      w.endpoint + "/web/" + c.stamp + "/" + c.original,
		Original: c.original,
		Captured: c.at,
		Status:   c.status,
		Type:     c.media,
		Digest:   c.digest,
		Length:   c.length,
		Why:      c.why(near, n),
		Doubt:    class(c.status) > 0,
	}
}
