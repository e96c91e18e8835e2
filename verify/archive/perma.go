package archive

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"loccit/verify"
	"loccit/verify/budget"
)

// Perma asks Perma.cc, where courts and law journals keep what they cite. Its
// public list tells whether a capture succeeded, and what the page is called,
// so that nothing needs to be opened.
type Perma struct {
	*service
	endpoint string
	list     *budget.Budget
}

var _ verify.Asker = (*Perma)(nil)

// NewPerma returns a provider for https://api.perma.cc, or for the server at
// o.Endpoint, which has /v1/public/archives below it.
// https://perma.cc/docs/developer#view-public-archives
func NewPerma(o Options) *Perma {
	p := &Perma{service: newService("Perma.cc", o), endpoint: strings.TrimSuffix(o.Endpoint, "/")}
	if p.endpoint == "" {
		p.endpoint = "https://api.perma.cc"
	}
	p.list = p.index("perma", o.Rate, 30)
	return p
}

// Name is "perma".
func (p *Perma) Name() string { return "perma" }

// Lookup is Ask about a source of which nothing more is known.
func (p *Perma) Lookup(ctx context.Context, rawURL string, near time.Time) (*verify.Lookup, error) {
	return p.Ask(ctx, verify.Question{URL: rawURL, Near: near})
}

// Ask reads the public list once.
func (p *Perma) Ask(ctx context.Context, q verify.Question) (*verify.Lookup, error) {
	a, err := p.get(ctx, p.list, p.endpoint+"/v1/public/archives/?"+url.Values{"url": {q.URL}}.Encode(), 4<<20)
	if err != nil {
		return nil, err
	}
	if err := p.trouble(ctx, a, p.list); err != nil {
		return nil, err
	}
	if a.status != http.StatusOK || a.truncated {
		return nil, fmt.Errorf("%s: %w (status %d, %d bytes)", p.archive, errNonsense, a.status, len(a.body))
	}
	records, err := parsePerma(a.body)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.archive, err)
	}
	return permaLookup(records, q), nil
}

// A record is one Perma link.
type record struct {
	GUID     string
	URL      string
	Title    string
	Created  time.Time `json:"creation_timestamp"`
	Captures []struct {
		Role, Status string
		ContentType  string `json:"content_type"`
	}
}

func parsePerma(body []byte) ([]record, error) {
	var said struct{ Objects *[]record }
	if err := json.Unmarshal(body, &said); err != nil {
		return nil, fmt.Errorf("%w: %w", errNonsense, err)
	}
	if said.Objects == nil {
		return nil, fmt.Errorf("%w: no list", errNonsense)
	}
	return *said.Objects, nil
}

func permaLookup(records []record, q verify.Question) *verify.Lookup {
	l := &verify.Lookup{Near: q.Near}
	titles := map[string]string{}
	var captures []capture
	for _, r := range records {
		media, ok := r.primary()
		if !ok || r.GUID == "" || unlike(r.URL, q.URL) > 1 {
			continue
		}
		place := "https://perma.cc/" + r.GUID
		titles[place] = r.Title
		captures = append(captures, capture{at: r.Created.UTC(), original: r.URL, media: media, place: place})
	}
	ranked := choose(captures, q.URL, q.Near)
	for i := range ranked[:min(kept, len(ranked))] {
		c := &ranked[i]
		s := verify.Snapshot{URL: c.place, Original: c.original, Captured: c.at, Type: c.media, Why: c.why(q.Near, len(ranked))}
		if doubt := titleDoubt(c, titles[c.place], q.Titles); doubt != "" {
			s.Doubt, s.Why = true, s.Why+"; "+doubt
		}
		l.Snapshots = append(l.Snapshots, s)
	}
	slices.SortStableFunc(l.Snapshots, func(a, b verify.Snapshot) int { return rank(a.Doubt) - rank(b.Doubt) })
	return l
}

// primary is the media type of the page itself, where its capture succeeded.
func (r *record) primary() (string, bool) {
	for _, c := range r.Captures {
		if c.Role == "primary" && c.Status == "success" {
			return mediaType(c.ContentType), true
		}
	}
	return "", false
}

// titleDoubt judges a capture of which no more than the title is known as the
// live web is judged.
func titleDoubt(c *capture, title string, cited []string) string {
	v := &verify.Visit{URL: c.original, Final: c.original, Status: http.StatusOK, Attempts: 1,
		Page: &verify.Page{Title: title, MediaType: "text/html"}}
	switch verdict := verify.Classify(v, cited, nil); verdict.State {
	case verify.Suspect, verify.Blocked:
		return "what was captured is not the source: " + verdict.Detail
	}
	return ""
}

func rank(doubt bool) int {
	if doubt {
		return 1
	}
	return 0
}
