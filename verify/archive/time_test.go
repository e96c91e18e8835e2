package archive

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"loccit/verify"
)

// there is a web on which every page is there.
type there struct{}

func (there) Fetch(context.Context, verify.Request) (*verify.Answer, error) {
	return &verify.Answer{Requests: 1, Status: 200, Page: &verify.Page{Title: "A page of its own", MediaType: "text/html", Words: 500}}, nil
}

// TestAnArticleOf300 counts what 300 live sources cost, and how long the
// budgets of the real archive take for that: two minutes at most. The run's
// own clock runs fast, so that nobody waits.
func TestAnArticleOf300(t *testing.T) {
	var shots []shot
	var sources []verify.Source
	for i := range 300 {
		url := fmt.Sprintf("https://h%d.example/page", i)
		sources = append(sources, verify.Source{Key: url, URL: url})
		if i%10 > 0 { // of one in ten there is no snapshot
			shots = append(shots, shot{stamp: "20210714000000", url: url, status: 200})
		}
	}
	f := newFake(t, shots...)
	var ticks atomic.Int64
	fast := func() time.Time { return july.AddDate(3, 0, 0).Add(time.Duration(ticks.Add(1)) * time.Second) }
	var left []time.Duration
	g := &verify.Gatherer{Web: there{}, Archives: []verify.Archive{NewWayback(Options{Endpoint: f.URL, Clock: fast})},
		Progress: func(p verify.Progress) {
			if p.Visited == p.Sources {
				left = append(left, p.Left)
			}
		}}
	evidence, err := g.Gather(t.Context(), nil, sources)
	if err != nil {
		t.Fatal(err)
	}
	for i := range evidence {
		want := verify.Archived
		if i%10 == 0 {
			want = verify.None
		}
		if h := evidence[i].Archive; h.State != want {
			t.Fatalf("source %d: %v (%s)", i, h.State, h.Why)
		}
	}
	real := NewWayback(Options{}) // its budgets, at rest until now
	index, playback := f.asked["cdx"], f.asked["web"]
	var last time.Duration
	for range playback {
		if last, err = real.replays.Take(t.Context(), july); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("300 live sources: %d questions to the index, %d to the playback, which take %v", index, playback, last)
	if spent := last + real.index.Span(index); spent > 2*time.Minute {
		t.Errorf("%v", spent)
	}
	if len(left) == 0 || left[0] < 30*time.Second || left[0] > 2*time.Minute || left[len(left)-1] != 0 {
		t.Errorf("said to be left: first %v, last %v", left[0], left[len(left)-1])
	}
}

// What is left is said of both budgets: the index is the scarce one.
func TestWhatIsLeft(t *testing.T) {
	w := NewWayback(Options{})
	for _, tc := range []struct {
		urgent, leisurely int
		least, most       time.Duration
	}{
		{0, 0, 0, 0}, {5, 0, 0, time.Second}, {100, 0, 5 * time.Minute, 5 * time.Minute}, {0, 300, time.Minute, 2 * time.Minute}, {100, 300, 5 * time.Minute, 5 * time.Minute},
	} {
		if got := w.Left(tc.urgent, tc.leisurely); got < tc.least || got > tc.most {
			t.Errorf("%d in trouble and %d live: %v", tc.urgent, tc.leisurely, got)
		}
	}
}
