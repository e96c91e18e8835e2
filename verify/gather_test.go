package verify_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"loccit/verify"
)

// whim answers at random, the same URL differently each time, and watches how
// it is asked.
type whim struct {
	lock   sync.Mutex
	random *rand.Rand
	hosts  int
	asked  map[string]int
	busy   map[string]int
	limit  int
	broken []string
	total  int
}

func (w *whim) Fetch(ctx context.Context, r verify.Request) (*verify.Answer, error) {
	_, host, _ := verify.SplitURL(r.URL)
	w.lock.Lock()
	if !r.Body { // robots.txt may redirect anywhere, and is another question
		w.asked[r.URL+" "+strings.Join(r.Cookies, ";")]++
	}
	w.total++
	w.busy[host]++
	if w.busy[host] > w.limit {
		w.broken = append(w.broken, fmt.Sprintf("%s is asked %d things at once", host, w.busy[host]))
	}
	a := w.answer()
	pause := time.Duration(w.random.IntN(300)) * time.Microsecond
	w.lock.Unlock()
	select {
	case <-time.After(pause):
	case <-ctx.Done():
	}
	w.lock.Lock()
	w.busy[host]--
	w.lock.Unlock()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return a, nil
}

func (w *whim) answer() *verify.Answer {
	a := &verify.Answer{Requests: 1}
	failures := []string{"timeout", "refused", "dns-failure", "dns-not-found", "connection-lost", "tls-expired", "private-address", "host-silent", "bad-answer"}
	statuses := []int{200, 200, 204, 304, 400, 401, 403, 404, 404, 410, 425, 429, 429, 500, 502, 503, 522, 999}
	switch n := w.random.IntN(10); {
	case n < 3:
		a.Failure, a.Detail = failures[w.random.IntN(len(failures))], "at a whim"
		a.Status = []int{0, 0, 200}[w.random.IntN(3)]
	case n < 5:
		a.Status = 302
		a.Next = fmt.Sprintf("http%s://h%d.example/%d", []string{"", "s"}[w.random.IntN(2)], w.random.IntN(w.hosts), w.random.IntN(20))
		if w.random.IntN(3) == 0 {
			a.Cookies = []verify.Cookie{{Name: "c", Value: fmt.Sprint(w.random.IntN(3)), Path: "/"}}
		}
	default:
		a.Status = statuses[w.random.IntN(len(statuses))]
		a.Wait = []time.Duration{0, 0, time.Millisecond, time.Hour}[w.random.IntN(4)]
		a.Page = &verify.Page{MediaType: "text/html", Title: "A whim", Words: 100}
		if w.random.IntN(4) == 0 {
			a.Body = []byte("User-agent: *\nDisallow: /1\n")
		}
	}
	return a
}

// TestGatherEndsWhateverTheWebDoes runs over webs that have lost their minds:
// each run ends, every source has an answer, no URL is asked more often than
// it may be, and no host more at once.
func TestGatherEndsWhateverTheWebDoes(t *testing.T) {
	for seed := range uint64(150) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 1))
			hosts := 1 + random.IntN(6)
			w := &whim{random: random, hosts: hosts, asked: map[string]int{}, busy: map[string]int{}, limit: 1 + random.IntN(4)}
			var sources []verify.Source
			for i := range 60 {
				u := fmt.Sprintf("http%s://h%d.example/%d", []string{"", "s"}[random.IntN(2)], i%hosts, i/hosts)
				sources = append(sources, verify.Source{Key: u, URL: u})
			}
			g := &verify.Gatherer{
				Web: w, Retries: random.IntN(4), PerHost: w.limit, Concurrency: 1 + random.IntN(8), Robots: random.IntN(2) == 0,
				Backoff: time.Millisecond, Pause: time.Millisecond, Random: rand.NewPCG(seed, 2),
			}
			ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
			defer cancel()
			evidence, err := g.Gather(ctx, nil, sources)
			if err != nil {
				t.Fatal(err)
			}
			for i, e := range evidence {
				if e.Visit == nil {
					t.Errorf("%s: nothing, %q", sources[i].URL, e.Skipped)
				}
			}
			for url, n := range w.asked {
				if most := 1 + g.Retries + 2; n > most { // the try at the end of the run, and the second look
					t.Errorf("%s was asked %d times, want at most %d", url, n, most)
				}
			}
			for _, b := range w.broken {
				t.Error(b)
			}
		})
	}
}

func TestGatherStopsAtOnce(t *testing.T) {
	for seed := range uint64(20) {
		w := &whim{random: rand.New(rand.NewPCG(seed, 3)), hosts: 3, asked: map[string]int{}, busy: map[string]int{}, limit: 4}
		var sources []verify.Source
		for i := range 100 {
			u := fmt.Sprintf("http://h%d.example/%d", i%3, i)
			sources = append(sources, verify.Source{Key: u, URL: u})
		}
		ctx, cancel := context.WithCancel(context.Background())
		g := &verify.Gatherer{Web: w, Retries: 2, Progress: func(p verify.Progress) {
			if p.Visited == 10 {
				cancel()
			}
		}}
		evidence, err := g.Gather(ctx, nil, sources)
		cancel()
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range evidence {
			if (e.Visit == nil) == (e.Skipped == "") || e.Visit == nil && e.Skipped != "interrupted" {
				t.Errorf("%s: visit %v, skipped %q", sources[i].URL, e.Visit, e.Skipped)
			}
		}
	}
}
