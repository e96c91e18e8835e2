// Package traps is a table of what the web does to whoever checks links, with
// what must be said of each: for the tests of the crawler, and for comparing
// link checkers with each other.
package traps

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"loccit/testdata/smallweb"
	"loccit/verify"
)

// A Trap is one behaviour of the web.
type Trap struct {
	Name  string
	Web   func(*smallweb.Web) // opens its sites
	Cites []Cited
	With  func(*verify.Gatherer) // the settings that it is about; nil for the usual ones
	Host  map[string]int         // the highest number of requests that a host may get in all
}

// A Cited is one source of a trap: how it is cited, and what must be said of
// it. Most is the highest number of requests that its URL may cost; 0 leaves
// that open, and -1 allows none.
type Cited struct {
	URL, Title    string
	State, Reason string // the reason may be empty: any
	Most          int
}

// All returns the behaviours that a run must get right, each with handlers of
// its own, which remember what they were asked.
func All() []Trap {
	return slices.Concat(own(), doors(), live(), redirects(), gone(), unreachable(), private(), blocked(), silent(), suspect(), pretences(), unasked(), bodies(), packings(), odd(), turns(), refreshes(), pleas(), cookies(), consents(), ways(), letters(), turnsOfLuck(), walls(), signs(), costumes(), dresses(), scripts(), records(), spellings(), half(), kept(), named())
}

func page(title string) http.Handler { return smallweb.Article(title) }

func site(host, path string, h http.Handler) func(*smallweb.Web) {
	return func(w *smallweb.Web) { w.Site(host).Page(path, h) }
}

func certified(c smallweb.Certificate) func(*smallweb.Web) {
	return func(w *smallweb.Web) { w.Site("s.example").Certified(c).Rest(page("Never seen")) }
}

func many(url string, n int, state, reason string, most int) []Cited {
	var cites []Cited
	for i := range n {
		cites = append(cites, Cited{fmt.Sprintf(url, i), "", state, reason, most})
	}
	return cites
}

func each(titles []string, url, state, reason string) []Cited {
	return many(url, len(titles), state, reason, 1)
}

func privateURLs(urls ...string) []Cited {
	var cites []Cited
	for _, u := range urls {
		cites = append(cites, Cited{u, "", "unreachable", "private-address", -1})
	}
	return cites
}

func hasty(g *verify.Gatherer) { g.Timeout = 300 * time.Millisecond }

// silentAt is the silence of URLs that end so.
func silentAt(end string) func(string, int64) bool {
	return func(url string, _ int64) bool { return strings.HasSuffix(url, end) }
}

// silentFor is the silence of the first n requests.
func silentFor(n int64) func(string, int64) bool {
	return func(_ string, nth int64) bool { return nth <= n }
}

// hurried has no patience with the requests that get no answer, and waits for
// all others, however slow the machine is: silent is told a URL, and which
// request of the run it is, from 1 on.
func hurried(silent func(url string, nth int64) bool) func(*verify.Gatherer) {
	return func(g *verify.Gatherer) {
		hasty(g)
		g.Web = &hurry{Fetcher: g.Web, silent: silent}
	}
}

type hurry struct {
	verify.Fetcher
	silent func(url string, nth int64) bool
	asked  atomic.Int64
}

func (h *hurry) Fetch(ctx context.Context, r verify.Request) (*verify.Answer, error) {
	if !h.silent(r.URL, h.asked.Add(1)) {
		r.Timeout = time.Hour
	}
	return h.Fetcher.Fetch(ctx, r)
}

func single(g *verify.Gatherer)   { g.PerHost = 1 }
func mannerly(g *verify.Gatherer) { g.Robots = true }

func packed(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.String()
}
