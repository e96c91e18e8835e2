package archive

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"loccit/verify"
)

// everyThird is a web on which every third page is gone.
type everyThird struct{}

func (everyThird) Fetch(ctx context.Context, r verify.Request) (*verify.Answer, error) {
	if gone(r.URL) {
		return absent{}.Fetch(ctx, r)
	}
	return there{}.Fetch(ctx, r)
}

// TestFaults sends every fault that an archive is known for through the whole
// pipeline, from the first request on and from the tenth. What the web said
// stands, what the archive did not say becomes neither "none" nor "dead", and
// an archive that fails is not asked on and on.
func TestFaults(t *testing.T) {
	faults := []struct {
		name  string
		fault func(w http.ResponseWriter, r *http.Request, whole http.Handler)
		heals bool // it is no fault to who knows it

		patience time.Duration // with an answer that does not come; the others come, however slow the machine
	}{
		{name: "down", fault: func(http.ResponseWriter, *http.Request, http.Handler) { panic(http.ErrAbortHandler) }},
		{name: "503", fault: func(w http.ResponseWriter, _ *http.Request, _ http.Handler) { w.WriteHeader(503) }},
		{name: "slow", patience: time.Second, fault: func(_ http.ResponseWriter, r *http.Request, _ http.Handler) { <-r.Context().Done() }},
		{name: "429", fault: func(w http.ResponseWriter, _ *http.Request, _ http.Handler) { w.WriteHeader(429) }},
		{name: "wrong JSON", fault: func(w http.ResponseWriter, _ *http.Request, _ http.Handler) { fmt.Fprint(w, `{"error": {"code": 17}}`) }},
		{name: "HTML in place of JSON", fault: func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "<!DOCTYPE html><title>Sorry</title><p>We are having a bad day.")
		}},
		{name: "an empty 200", fault: func(http.ResponseWriter, *http.Request, http.Handler) {}},
		{name: "truncated", fault: func(w http.ResponseWriter, r *http.Request, whole http.Handler) {
			answer := recordOf(whole, r)
			copyHeader(w, answer)
			w.Header().Set("Content-Length", fmt.Sprint(answer.Body.Len()+10))
			w.WriteHeader(answer.Code)
			w.Write(answer.Body.Bytes()[:answer.Body.Len()/2])
		}},
		{name: "gzip with two Content-Encoding headers", heals: true, fault: func(w http.ResponseWriter, r *http.Request, whole http.Handler) {
			answer := recordOf(whole, r)
			copyHeader(w, answer)
			w.Header()["Content-Encoding"] = []string{"", "gzip"}
			w.WriteHeader(answer.Code)
			z := gzip.NewWriter(w)
			z.Write(answer.Body.Bytes())
			z.Close()
		}},
	}
	for _, f := range faults {
		for _, from := range []int64{1, 10} {
			t.Run(fmt.Sprintf("%s from request %d", f.name, from), func(t *testing.T) {
				t.Parallel()
				run := newFaulty(t, from, f.fault, f.patience)
				count, asked := run.judge(t)
				t.Logf("%v, %d requests", count, asked)
				switch {
				case count[verify.None] > 0 || count[verify.Excluded] > 0:
					t.Errorf("states: %v", count)
				case f.heals && count[verify.Archived] != sourcesOfFaults:
					t.Errorf("it is no fault, and yet: %v", count)
				case !f.heals && asked > 60:
					t.Errorf("the broken archive was asked %d times", asked)
				case !f.heals && from == 1 && count[verify.Archived] > 0:
					t.Errorf("a snapshot out of nothing: %v", count)
				}
			})
		}
	}
}

const sourcesOfFaults = 30

// A faulty run is one of thirty sources, all of which the archive holds.
type faulty struct {
	gatherer *verify.Gatherer
	sources  []verify.Source
	asked    atomic.Int64
}

// newFaulty waits for an answer as long as patience, or until it comes where that is 0.
func newFaulty(t *testing.T, from int64, fault func(http.ResponseWriter, *http.Request, http.Handler), patience time.Duration) *faulty {
	run := &faulty{}
	var shots []shot
	for i := range sourcesOfFaults {
		url := fmt.Sprintf("https://h%d.example/page", i)
		shots = append(shots, shot{stamp: "20210714000000", url: url, status: 200})
		run.sources = append(run.sources, verify.Source{Key: url, URL: url})
	}
	whole := newFake(t, shots...).Config.Handler
	var clock hasty
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if run.asked.Add(1) >= from {
			clock.broke.CompareAndSwap(0, time.Now().UnixNano())
			fault(w, r, whole)
			return
		}
		whole.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	run.gatherer = &verify.Gatherer{Web: everyThird{}, Pause: time.Millisecond, ArchiveRate: 1000,
		Archives: []verify.Archive{NewWayback(Options{Endpoint: s.URL, Now: clock.now, Clock: clock.now, Rate: 1000, Timeout: cmp.Or(patience, time.Hour)})}}
	return run
}

// judge runs the pipeline, checks what the web said, and counts what is known
// of the archive.
func (f *faulty) judge(t *testing.T) (map[verify.ArchiveState]int, int64) {
	evidence, err := f.gatherer.Gather(t.Context(), nil, f.sources)
	if err != nil {
		t.Fatal(err)
	}
	c, _ := verify.Judge(nil, f.sources, evidence, verify.Comparison{}, nil, july)
	count := map[verify.ArchiveState]int{}
	for i := range c.Sources {
		want := verify.Live
		if gone(c.Sources[i].URL) {
			want = verify.Dead
		}
		if c.Sources[i].State != want {
			t.Errorf("%s is %v, want %v", c.Sources[i].URL, c.Sources[i].State, want)
		}
		count[c.Sources[i].Archive.State]++
	}
	return count, f.asked.Load()
}

// gone are every third source, and whatever is made up.
func gone(url string) bool {
	var n int
	fmt.Sscanf(url, "https://h%d.example/page", &n)
	return n%3 == 0 || url != fmt.Sprintf("https://h%d.example/page", n)
}

func recordOf(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	answer := &httptest.ResponseRecorder{Body: &bytes.Buffer{}}
	h.ServeHTTP(answer, r)
	return answer
}

func copyHeader(w http.ResponseWriter, answer *httptest.ResponseRecorder) {
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
}
