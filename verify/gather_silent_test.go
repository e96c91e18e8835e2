package verify_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"loccit/verify"
)

// moody is one host of which some pages are well, and others what their path
// says: hang (until the time-out), drip (a status, and then nothing), limit
// (429), or none of it over http.
type moody struct {
	lock  sync.Mutex
	asked map[string]int
	total int
}

func (m *moody) Fetch(ctx context.Context, r verify.Request) (*verify.Answer, error) {
	m.lock.Lock()
	m.asked[r.URL]++
	m.total++
	m.lock.Unlock()
	a, after := &verify.Answer{Requests: 1, Status: 200, Page: &verify.Page{MediaType: "text/html", Title: "A page of its own", Words: 500}}, 50*time.Millisecond
	switch {
	case strings.Contains(r.URL, "/hang"):
		a, after = &verify.Answer{Requests: 1, Failure: "timeout", Detail: "no answer"}, r.Timeout
	case strings.Contains(r.URL, "/drip"):
		a, after = &verify.Answer{Requests: 1, Status: 200, Failure: "timeout", Detail: "no full answer"}, r.Timeout
	case strings.Contains(r.URL, "/limit"):
		a = &verify.Answer{Requests: 1, Status: 429}
	}
	select {
	case <-time.After(after):
		return a, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// links are n of one kind: https/hang gives https://m.example/hang0 and so on.
func links(kind string, n int) []string {
	var urls []string
	scheme, path, _ := strings.Cut(kind, "/")
	for i := range n {
		urls = append(urls, fmt.Sprintf("%s://m.example/%s%d", scheme, path, i))
	}
	return urls
}

// TestAHostThatAnswersForSomeIsAskedForAll: whatever a part of its links does, a
// host is given up only where the link that is tried at the end of the run gets
// no answer either; and a host that is silent costs a handful of time-outs.
func TestAHostThatAnswersForSomeIsAskedForAll(t *testing.T) {
	for _, tc := range []struct {
		name   string
		kinds  []string // and how many of each, in counts
		count  []int
		live   int
		most   int // requests in all
		within time.Duration
	}{
		{"six that hang, and twelve are well", []string{"http/hang", "http/well"}, []int{6, 12}, 12, 6*3 + 12, 6 * time.Minute},
		{"six that hang among those that are well", []string{"http/a", "http/hang", "http/b"}, []int{5, 6, 5}, 10, 6*3 + 10, 6 * time.Minute},
		{"twenty that hang, and twenty are well", []string{"http/hang", "http/well"}, []int{20, 20}, 20, 20*3 + 20, 20 * time.Minute},
		{"six that break off, and eight are well", []string{"http/drip", "http/well"}, []int{6, 8}, 8, 6*3 + 8, 6 * time.Minute},
		{"http is silent, and https is well", []string{"http/hang", "https/well"}, []int{8, 8}, 8, 5 + 8, 2 * time.Minute},
		{"https is silent, and http is well", []string{"https/a", "http/b", "https/hang"}, []int{4, 4, 8}, 8, 8 + 3*8, 6 * time.Minute},
		{"http is silent in the middle", []string{"http/hang", "https/a", "http/hangs"}, []int{8, 8, 8}, 8, 5 + 8, 2 * time.Minute},
		{"all are silent", []string{"http/hang"}, []int{40}, 0, 5, time.Minute},
		{"all are silent over both", []string{"http/hang", "https/hang"}, []int{40, 40}, 0, 10, 2 * time.Minute},
		{"four that answer 429, and twelve are well", []string{"http/limit", "http/well"}, []int{4, 12}, 12, 4*3 + 12, time.Minute},
		{"all answer 429", []string{"http/limit"}, []int{40}, 0, 6, time.Minute},
		{"all answer 429 over both", []string{"http/limit", "https/limit"}, []int{20, 20}, 0, 6, time.Minute},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var sources []verify.Source
			for i, kind := range tc.kinds {
				for _, u := range links(kind, tc.count[i]) {
					sources = append(sources, verify.Source{Key: u, URL: u})
				}
			}
			synctest.Test(t, func(t *testing.T) {
				m := &moody{asked: map[string]int{}}
				g := &verify.Gatherer{Web: m, PerHost: 4, Retries: 2, Timeout: 20 * time.Second}
				began := time.Now()
				evidence, err := g.Gather(t.Context(), nil, sources)
				if err != nil {
					t.Fatal(err)
				}
				live := 0
				for i, e := range evidence {
					if e.Visit.Status == 200 && e.Visit.Failure == "" {
						live++
					} else if strings.Contains(sources[i].URL, "well") {
						t.Errorf("%s: %s (%s)", sources[i].URL, e.Visit.Failure, e.Visit.Detail)
					}
				}
				if live != tc.live || m.total > tc.most+1 || time.Since(began) > tc.within {
					t.Errorf("%d live after %d requests in %v; want %d, at most %d, and %v", live, m.total, time.Since(began), tc.live, tc.most, tc.within)
				}
				t.Logf("%d live after %d requests in %v", live, m.total, time.Since(began))
				for url, n := range m.asked {
					if n > 3 {
						t.Errorf("%s was asked %d times", url, n)
					}
				}
			})
		})
	}
}
