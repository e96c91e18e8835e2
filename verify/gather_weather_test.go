package verify_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"loccit/verify"
)

// weather is a web of hosts that each have a climate: some are silent over one
// port or both, some break, limit or redirect, and some are well. It watches how
// they are asked.
type weather struct {
	lock   sync.Mutex
	random *rand.Rand
	limit  int           // requests at once on a host
	delay  time.Duration // between two of them
	hosts  int
	doors  map[string][]climate // by scheme and host
	urls   map[string]climate
	sites  map[string]*site
	asked  map[string]int
	cited  map[string]bool // by URL, what was not made up for a probe
	total  int
	broken []string
}

// A site is what its visitors owe to it.
type site struct {
	busy  int
	last  time.Time // a request came
	alone bool      // it asked to be left alone, and has not answered well since
	until time.Time // it will be ready again
	tried time.Time // it wants to be left alone for longer than a run waits for it, which tries it all the same
}

// A climate is what an answer is like, and how long it takes.
type climate int

const (
	well climate = iota
	missing
	elsewhere
	limited
	limitedForLong
	overloaded
	failing
	silent
	dripping
	refusing
	breaking
	nameless
	uncertified
	climates
)

func newWeather(random *rand.Rand) *weather {
	return &weather{
		random: random, limit: 1 + random.IntN(5), delay: []time.Duration{0, 0, 100 * time.Millisecond, time.Second}[random.IntN(4)], hosts: 1 + random.IntN(8),
		doors: map[string][]climate{}, urls: map[string]climate{}, sites: map[string]*site{}, asked: map[string]int{}, cited: map[string]bool{},
	}
}

func (w *weather) Fetch(ctx context.Context, r verify.Request) (*verify.Answer, error) {
	scheme, host, _ := verify.SplitURL(r.URL)
	w.lock.Lock()
	s := w.sites[host]
	if s == nil {
		s = &site{}
		w.sites[host] = s
	}
	w.came(s, r)
	c := w.climateAt(scheme+"://"+host, r.URL)
	if c == elsewhere && !w.cited[r.URL] && !r.Body { // what was made up is nowhere
		c = missing
	}
	a, after := w.answer(c, r)
	w.lock.Unlock()
	select {
	case <-time.After(after):
	case <-ctx.Done():
	}
	w.lock.Lock()
	s.busy--
	w.lock.Unlock()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if a.Status == 200 && a.Failure == "" {
		r.Came()
		time.Sleep(after / 10) // while the page is read
	}
	w.lock.Lock()
	w.went(s, r, a)
	w.lock.Unlock()
	return a, nil
}

// came notes a request, and what it breaks.
func (w *weather) came(s *site, r verify.Request) {
	now := time.Now()
	s.busy++
	w.total++
	if !r.Body { // robots.txt may redirect anywhere, and is another question
		w.asked[r.URL+" "+strings.Join(r.Cookies, ";")]++
	}
	if s.busy > w.limit || s.alone && s.busy > 1 {
		w.broken = append(w.broken, fmt.Sprintf("%s: %d requests at once to its host (which wants to be left alone: %v)", r.URL, s.busy, s.alone))
	}
	if since := now.Sub(s.last); since < w.delay {
		w.broken = append(w.broken, fmt.Sprintf("%s: %v after the request before", r.URL, since))
	}
	if s.until.After(now) && !s.tried.After(now) {
		w.broken = append(w.broken, fmt.Sprintf("%s: %v before its host wanted to be asked again", r.URL, s.until.Sub(now)))
	}
	s.last = now
}

// went notes what the host asks for.
func (w *weather) went(s *site, r verify.Request, a *verify.Answer) {
	switch {
	case a.Status == 429 || a.Status == 503 && a.Wait > 0:
		now := time.Now()
		at := now.Add(max(a.Wait, 100*time.Millisecond)) // half of the backoff
		s.alone = true
		switch {
		case a.Wait > verify.Patience:
			s.tried = at
		case w.cited[r.URL] && at.After(s.until):
			s.until = at
		}
	case a.Status != 0 || a.Failure == "tls-expired":
		s.alone = false
	}
}

// climateAt is that of a URL: most have one for good, others change.
func (w *weather) climateAt(door, url string) climate {
	at := w.doors[door]
	if at == nil {
		at = []climate{climate(w.random.IntN(int(climates)))}
		for range w.random.IntN(4) {
			at = append(at, []climate{well, climate(w.random.IntN(int(climates)))}[w.random.IntN(2)])
		}
		w.doors[door] = at
	}
	c, ok := w.urls[url]
	if !ok || w.random.IntN(4) == 0 {
		c = at[w.random.IntN(len(at))]
		w.urls[url] = c
	}
	return c
}

func (w *weather) answer(c climate, r verify.Request) (*verify.Answer, time.Duration) {
	a := &verify.Answer{Requests: 1, Status: 200}
	after := time.Duration(w.random.Int64N(int64(200 * time.Millisecond))) // so that no two answers come at one moment, and it is certain which is heard of first
	switch c {
	case well:
		a.Page = &verify.Page{MediaType: "text/html", Title: "A page of its own", Words: 500}
	case missing:
		a.Status = 404
	case elsewhere:
		a.Status, a.Next = 302, w.url()
		w.cited[a.Next] = true
	case limited:
		a.Status, a.Wait = 429, []time.Duration{0, time.Second, 9 * time.Second}[w.random.IntN(3)]
	case limitedForLong:
		a.Status, a.Wait = 429, []time.Duration{11 * time.Second, time.Hour}[w.random.IntN(2)]
	case overloaded:
		a.Status, a.Wait = 503, []time.Duration{0, time.Second, time.Minute}[w.random.IntN(3)]
	case failing:
		a.Status = 500
	case silent:
		a.Status, a.Failure, after = 0, "timeout", r.Timeout
	case dripping:
		a.Failure, after = "timeout", r.Timeout
	case refusing:
		a.Status, a.Failure = 0, []string{"refused", "dns-timeout"}[w.random.IntN(2)]
	case breaking:
		a.Status, a.Failure = 0, "connection-lost"
	case nameless:
		a.Status, a.Failure = 0, "dns-not-found"
	case uncertified:
		a.Status, a.Failure = 0, "tls-expired"
	}
	return a, after
}

// url is one of the web, cited or not.
func (w *weather) url() string {
	return fmt.Sprintf("http%s://h%d.example/%d", []string{"", "s"}[w.random.IntN(2)], w.random.IntN(w.hosts), w.random.IntN(30))
}

// TestRunsInAllWeathers: whatever hosts do, and whenever a run is ended, it ends
// soon; every source is answered, or said to be skipped; no host is asked more at
// once, or sooner, than it may be; and nothing is left over.
func TestRunsInAllWeathers(t *testing.T) {
	for seed := range uint64(1000) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { inWeather(t, rand.New(rand.NewPCG(seed, 11))) })
		})
	}
}

var errCut = errors.New("cut")

func inWeather(t *testing.T, random *rand.Rand) {
	w := newWeather(random)
	g := verify.Gatherer{
		Web: w, PerHost: w.limit, HostDelay: w.delay, Concurrency: 1 + random.IntN(20), Retries: random.IntN(4), Timeout: 20 * time.Second,
		Backoff: 200 * time.Millisecond, Robots: random.IntN(4) == 0, Random: rand.NewPCG(random.Uint64(), 1),
	}
	sources := make([]verify.Source, 0, 40)
	for range cap(sources) {
		u := w.url()
		w.cited[u] = true
		sources = append(sources, verify.Source{Key: u, URL: u})
	}
	if random.IntN(3) == 0 {
		m := &whimMender{random: rand.New(rand.NewPCG(random.Uint64(), 6)), hosts: w.hosts, made: map[int][]verify.Candidate{}}
		g.Mender, g.Archives, g.ArchiveRate = m, []verify.Archive{&whimArchive{m: m}}, 10_000
		for i := range sources {
			for _, c := range m.Guess(i) {
				w.cited[c.URL] = true
			}
		}
	}
	whole := true
	ctx, cancel := context.WithTimeoutCause(t.Context(), time.Hour, errCut) // which some hosts want to be waited for, and none is
	defer cancel()
	moment := time.Duration(1+random.IntN(200_000)) * time.Millisecond
	switch random.IntN(6) {
	case 0:
		g.Deadline, whole = moment, false
	case 1:
		defer time.AfterFunc(moment, cancel).Stop()
		whole = false
	case 2:
		g.MaxRequests, whole = 1+random.IntN(80), false
	}
	cut := !whole && g.MaxRequests == 0
	began := time.Now()
	evidence, wrong, err := g.GatherCounting(ctx, sources, whole)
	if err != nil || context.Cause(ctx) == errCut {
		t.Fatalf("after %v: %v, %v", time.Since(began), err, context.Cause(ctx))
	}
	if took := time.Since(began); cut && took > moment+time.Second {
		t.Errorf("was ended after %v, and took %v", moment, took)
	}
	for i, e := range evidence {
		if (e.Visit == nil) == (e.Skipped == "") || whole && e.Visit == nil {
			t.Errorf("%s: visit %v, skipped %q", sources[i].URL, e.Visit, e.Skipped)
		}
	}
	if g.MaxRequests > 0 && w.total > g.MaxRequests {
		t.Errorf("%d requests, may be %d", w.total, g.MaxRequests)
	}
	for url, n := range w.asked {
		if n > 1+g.Retries+2 {
			t.Errorf("%s was asked %d times", url, n)
		}
	}
	for _, b := range append(wrong, w.broken...) {
		t.Error(b)
	}
}
