package web_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"loccit/testdata/smallweb"
	"loccit/verify"
	"loccit/verify/web"
)

// A cited is one source of a trap: how it is cited, and what must be said of
// it. most is the highest number of requests that its URL may cost; 0 leaves
// that open, and -1 allows none.
type cited struct {
	url, title    string
	state, reason string
	most          int
}

// A trap is one behaviour of the web.
type trap struct {
	name  string
	web   func(*smallweb.Web)
	cites []cited
	with  func(*verify.Gatherer, *web.Fetcher)
	host  map[string]int // the highest number of requests that a host may get in all
}

func page(title string) http.Handler { return smallweb.Article(title) }

func site(host, path string, h http.Handler) func(*smallweb.Web) {
	return func(w *smallweb.Web) { w.Site(host).Page(path, h) }
}

func certified(c smallweb.Certificate) func(*smallweb.Web) {
	return func(w *smallweb.Web) { w.Site("s.example").Certified(c).Rest(page("Never seen")) }
}

func many(url string, n int, state, reason string, most int) []cited {
	var cites []cited
	for i := range n {
		cites = append(cites, cited{fmt.Sprintf(url, i), "", state, reason, most})
	}
	return cites
}

func each(titles []string, url, state, reason string) []cited {
	return many(url, len(titles), state, reason, 1)
}

func privateURLs(urls ...string) []cited {
	var cites []cited
	for _, u := range urls {
		cites = append(cites, cited{u, "", "unreachable", "private-address", -1})
	}
	return cites
}

func hasty(g *verify.Gatherer, _ *web.Fetcher)    { g.Timeout = 300 * time.Millisecond }
func single(g *verify.Gatherer, _ *web.Fetcher)   { g.PerHost = 1 }
func mannerly(g *verify.Gatherer, _ *web.Fetcher) { g.Robots = true }

func packed(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

// document makes one whose notes cite each of cites.
func document(cites []cited) *verify.Document {
	d := &verify.Document{Path: "test.txt", Format: "text"}
	for i, c := range cites {
		d.Notes = append(d.Notes, verify.Note{Label: fmt.Sprint(i + 1), Series: 1})
		d.Citations = append(d.Citations, verify.Citation{Note: i, Title: c.title, URL: c.url})
	}
	return d
}

// gatherer is one that goes to w and is in a hurry.
func gatherer(t testing.TB, w *smallweb.Web) (*verify.Gatherer, *web.Fetcher) {
	f := &web.Fetcher{Resolver: w, Connect: w.Connect, Roots: w.Roots()}
	t.Cleanup(func() { f.Close() })
	return &verify.Gatherer{
		Web: f, Retries: 2, Timeout: 10 * time.Second, Backoff: 20 * time.Millisecond, Pause: 20 * time.Millisecond,
	}, f
}

func start(t testing.TB) *smallweb.Web {
	t.Helper()
	w, err := smallweb.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	return w
}

func TestTraps(t *testing.T) {
	for _, trap := range traps {
		t.Run(trap.name, func(t *testing.T) {
			t.Parallel()
			w := start(t)
			trap.web(w)
			g, f := gatherer(t, w)
			if trap.with != nil {
				trap.with(g, f)
			}
			docs := []*verify.Document{document(trap.cites)}
			sources := verify.Sources(docs)
			evidence, err := g.Gather(context.Background(), docs, sources)
			if err != nil {
				t.Fatal(err)
			}
			c, _ := verify.Judge(docs, sources, evidence, nil, time.Now())
			for i, want := range trap.cites {
				st := c.Standing(0, i)
				if st == nil {
					t.Errorf("%s: no source", want.url)
					continue
				}
				if got := st.State.String(); got != want.state || want.reason != "" && st.Reason != want.reason {
					t.Errorf("%s is %s, %s (%s); want %s, %s", want.url, got, st.Reason, st.Detail, want.state, want.reason)
				}
				if st.Detail == "" {
					t.Errorf("%s: nothing said of why", want.url)
				}
				if n := w.Asked(want.url); want.most != 0 && n > max(want.most, 0) {
					t.Errorf("%s was asked %d times, want at most %d", want.url, n, want.most)
				}
			}
			for host, most := range trap.host {
				if n := w.AskedHost(host); n > most {
					t.Errorf("%s got %d requests, want at most %d: %q", host, n, most, w.URLs())
				}
			}
		})
	}
}
