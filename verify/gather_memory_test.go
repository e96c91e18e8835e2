package verify_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"loccit/verify"
)

// plainWeb has a page for every address, with this text.
type plainWeb struct{ text, sum string }

func (w plainWeb) Fetch(_ context.Context, r verify.Request) (*verify.Answer, error) {
	title := "How the posts began, " + r.URL
	return &verify.Answer{
		Requests: 1, Status: 200, Header: verify.Header{ContentType: "text/html"},
		Page: &verify.Page{MediaType: "text/html", Title: title, Headings: []string{title}, Words: 1200, Digest: strings.Clone(r.URL), Text: w.text, TextSum: w.sum},
	}, nil
}

// forgetful is a Store that keeps nothing in memory, as a file does.
type forgetful struct{}

func (forgetful) Latest(context.Context, []string) ([]verify.Observation, error) { return nil, nil }
func (forgetful) Add(context.Context, ...verify.Observation) error               { return nil }

// TestMemoryOfARun: what waits for its turn costs next to nothing, and what was
// seen is kept once, without its text.
func TestMemoryOfARun(t *testing.T) {
	const n = 4000
	sources := make([]verify.Source, n)
	for i := range sources {
		u := fmt.Sprintf("http://h%03d.example/article/%04d", i/10, i)
		sources[i] = verify.Source{Key: u, URL: u}
	}
	text := strings.Repeat("The posts began as a wager. ", 200)
	before, waiting, last := heap(), int64(0), int64(0)
	g := &verify.Gatherer{Web: plainWeb{text, verify.SumOf(text)}, Store: forgetful{}, Concurrency: 8, Random: rand.NewPCG(1, 2)}
	g.Progress = func(p verify.Progress) {
		switch p.Visited {
		case 0:
			waiting = heap() - before
		case n:
			last = heap() - before
		}
	}
	evidence, err := g.Gather(context.Background(), nil, sources)
	if err != nil {
		t.Fatal(err)
	}
	if waiting/n > 400 || last/n > 1800 {
		t.Errorf("a source takes %d bytes before its turn, want at most 400, and %d once it was seen, want at most 1800", waiting/n, last/n)
	}
	runtime.KeepAlive(evidence)
	runtime.KeepAlive(sources)
}

// heap is the memory that is in use, in bytes.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
