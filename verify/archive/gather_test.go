package archive

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"loccit/verify"
)

// A hasty clock is almost a minute slow until shortly after the archive broke,
// and then right: what is to wait a minute from then on waits for a moment.
type hasty struct{ broke atomic.Int64 }

func (h *hasty) now() time.Time {
	now := time.Now()
	if at := h.broke.Load(); at == 0 || now.UnixNano()-at < int64(200*time.Millisecond) {
		return now.Add(-time.Minute + 500*time.Millisecond)
	}
	return now
}

// absent is a web on which every page is gone.
type absent struct{}

func (absent) Fetch(context.Context, verify.Request) (*verify.Answer, error) {
	return &verify.Answer{Requests: 1, Status: 404}, nil
}

// An archive that breaks in the middle of a run takes away what it has not
// said, and nothing else.
func TestGatherFromAnArchiveThatBreaks(t *testing.T) {
	faults := map[string]http.HandlerFunc{
		"429":  func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTooManyRequests) },
		"503":  func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) },
		"HTML": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<!DOCTYPE html><title>Sorry</title>") },
		"gone": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			var shots []shot
			var sources []verify.Source
			for i := range 30 {
				url := fmt.Sprintf("https://h%d.example/page", i)
				shots = append(shots, shot{stamp: "20210714000000", url: url, status: 200})
				sources = append(sources, verify.Source{Key: url, URL: url})
			}
			whole := newFake(t, shots...).Config.Handler
			var asked atomic.Int64
			var clock hasty
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if asked.Add(1) >= 10 {
					clock.broke.CompareAndSwap(0, time.Now().UnixNano())
					fault(w, r)
					return
				}
				whole.ServeHTTP(w, r)
			}))
			defer s.Close()
			g := &verify.Gatherer{Web: absent{}, Pause: time.Millisecond, ArchiveRate: 1000,
				Archives: []verify.Archive{NewWayback(Options{Endpoint: s.URL, Now: clock.now, Clock: clock.now, Rate: 1000})}}
			evidence, err := g.Gather(t.Context(), nil, sources)
			if err != nil {
				t.Fatal(err)
			}
			count := map[verify.ArchiveState]int{}
			for i := range evidence {
				if evidence[i].Visit == nil {
					t.Fatalf("source %d was not visited", i)
				}
				count[evidence[i].Archive.State]++
			}
			if count[verify.Archived] < 3 || count[verify.Unknown] < 20 || count[verify.None] > 0 {
				t.Errorf("states: %v", count)
			}
			if n := asked.Load(); n > 25 {
				t.Errorf("the broken archive was asked %d times", n)
			}
		})
	}
}
