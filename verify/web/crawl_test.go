package web_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"
	"time"

	"loccit/testdata/smallweb"
	"loccit/testdata/smallweb/traps"
	"loccit/verify"
	"loccit/verify/web"
)

type cited = traps.Cited

func page(title string) http.Handler { return smallweb.Article(title) }

// document makes one whose notes cite each of cites.
func document(cites []cited) *verify.Document {
	d := &verify.Document{Path: "test.txt", Format: "text"}
	for i, c := range cites {
		d.Notes = append(d.Notes, verify.Note{Label: fmt.Sprint(i + 1), Series: 1})
		d.Citations = append(d.Citations, verify.Citation{Note: i, Title: c.Title, URL: c.URL})
	}
	return d
}

// gatherer is one that goes to w and is in a hurry, but for answers: who wants a
// time-out sets it, and no slow machine is taken for a slow host.
func gatherer(t testing.TB, w *smallweb.Web) (*verify.Gatherer, *web.Fetcher) {
	f := &web.Fetcher{Resolver: w, Connect: w.Connect, Roots: w.Roots()}
	t.Cleanup(func() { f.Close() })
	return &verify.Gatherer{
		Web: f, Retries: 2, Timeout: time.Hour, Backoff: 20 * time.Millisecond, Pause: 20 * time.Millisecond,
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
	for _, trap := range traps.All() {
		t.Run(trap.Name, func(t *testing.T) {
			t.Parallel()
			w := start(t)
			trap.Web(w)
			g, _ := gatherer(t, w)
			if trap.With != nil {
				trap.With(g)
			}
			docs := []*verify.Document{document(trap.Cites)}
			sources := verify.Sources(docs)
			evidence, err := g.Gather(context.Background(), docs, sources)
			if err != nil {
				t.Fatal(err)
			}
			c, _ := verify.Judge(docs, sources, evidence, verify.Comparison{}, nil, time.Now())
			for i, want := range trap.Cites {
				st := c.Standing(0, i)
				if st == nil {
					t.Errorf("%s: no source", want.URL)
					continue
				}
				if got := st.State.String(); got != want.State || want.Reason != "" && st.Reason != want.Reason {
					t.Errorf("%s is %s, %s (%s); want %s, %s", want.URL, got, st.Reason, st.Detail, want.State, want.Reason)
				}
				if st.Detail == "" {
					t.Errorf("%s: nothing said of why", want.URL)
				}
				if n := w.Asked(want.URL); want.Most != 0 && n > max(want.Most, 0) {
					t.Errorf("%s was asked %d times, want at most %d", want.URL, n, want.Most)
				}
			}
			for host, most := range trap.Host {
				if n := w.AskedHost(host); n > most {
					t.Errorf("%s got %d requests, want at most %d: %q", host, n, most, w.URLs())
				}
			}
		})
	}
}
