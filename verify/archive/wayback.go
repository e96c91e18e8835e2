package archive

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"

	"loccit/verify"
)

// Wayback asks the Wayback Machine of the Internet Archive, or a server that
// answers as it does.
type Wayback struct {
	shelf
	endpoint  string
	available string // the availability service; empty for none
}

var (
	_ verify.Asker = (*Wayback)(nil)
	_ verify.Pacer = (*Wayback)(nil)
)

// NewWayback returns a provider for https://web.archive.org, or for the server
// at o.Endpoint, which has /cdx/search/cdx and /web below it. Its index takes
// 30 questions a minute and is asked 20; its playback takes 600 and is asked
// 500.
func NewWayback(o Options) *Wayback {
	w := &Wayback{endpoint: strings.TrimSuffix(o.Endpoint, "/")}
	if w.endpoint == "" {
		w.endpoint, w.available = "https://web.archive.org", "https://archive.org/wayback/available"
	}
	s := newService("the Wayback Machine", o)
	w.service, w.index, w.replays = s, s.index("wayback", o.Rate, 20), s.playback("wayback", 500)
	w.question, w.read = w.ask, w.rows
	w.raw = func(stamp, original string) string { return w.endpoint + "/web/" + stamp + "id_/" + original }
	w.page = func(stamp, original string) string { return w.endpoint + "/web/" + stamp + "/" + original }
	if w.available != "" {
		w.last = w.availability
	}
	return w
}

// Name is "wayback".
func (w *Wayback) Name() string { return "wayback" }

// ask is the question that we put to the index. Archived errors are left out,
// for they show nothing, and redirects kept, for they show where to look.
// closest, sort and limit work together only, and for an exact URL alone;
// limit=-1 in place of sort=reverse gives rows years old, or none.
// https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server
func (w *Wayback) ask(rawURL string, near time.Time) string {
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

// rows takes a 404 for what it is: the wrong address, and no word about a
// source.
func (w *Wayback) rows(a *answer) ([]capture, error) {
	if a.status != 200 {
		return nil, fmt.Errorf("%w (status %d)", errNonsense, a.status)
	}
	return parseCDX(a.body)
}

// availability asks the service of that name. That it knows of nothing means
// nothing, for it says so of sources that were captured:
// https://github.com/akamhy/waybackpy/issues/154.
func (w *Wayback) availability(ctx context.Context, q verify.Question) *capture {
	query := url.Values{"url": {q.URL}}
	if !q.Near.IsZero() {
		query.Set("timestamp", q.Near.UTC().Format(stampLayout))
	}
	a, err := w.get(ctx, w.replays, w.available+"?"+query.Encode(), 1<<16)
	if err != nil || a.status != 200 {
		return nil
	}
	c, err := parseAvailable(a.body)
	if err != nil {
		return nil
	}
	return c
}

func parseAvailable(body []byte) (*capture, error) {
	var said struct {
		Snapshots struct {
			Closest *struct {
				Status, URL, Timestamp string
				Available              bool
			}
		} `json:"archived_snapshots"`
	}
	if err := json.Unmarshal(body, &said); err != nil {
		return nil, err
	}
	closest := said.Snapshots.Closest
	if closest == nil || !closest.Available {
		return nil, nil
	}
	r, ok := parseReplay(closest.URL)
	if !ok {
		return nil, errNonsense
	}
	c, ok := newCapture(map[string]string{"timestamp": closest.Timestamp, "original": r.original, "statuscode": closest.Status})
	if !ok {
		return nil, errNonsense
	}
	return &c, nil
}
