package verify_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"loccit/verify"
)

// shelf is a Store of what it was given; what is added it counts.
type shelf struct {
	lock sync.Mutex
	held []verify.Observation
	more []string
}

func (s *shelf) Latest(_ context.Context, keys []string) ([]verify.Observation, error) {
	var found []verify.Observation
	for _, o := range s.held {
		if slices.Contains(keys, o.Key) {
			found = append(found, o)
		}
	}
	return found, nil
}

func (s *shelf) Add(_ context.Context, observations ...verify.Observation) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	for _, o := range observations {
		s.more = append(s.more, o.Key)
	}
	return nil
}

// clerk answers 200 to everything, and notes the order.
type clerk struct {
	lock  sync.Mutex
	asked []string
	slow  time.Duration
}

func (c *clerk) Fetch(ctx context.Context, r verify.Request) (*verify.Answer, error) {
	c.lock.Lock()
	c.asked = append(c.asked, r.URL)
	c.lock.Unlock()
	select {
	case <-time.After(c.slow):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return &verify.Answer{Requests: 1, Status: 200, Page: &verify.Page{Title: "Page", MediaType: "text/plain", Words: 900}}, nil
}

var tonight = time.Date(2026, 3, 10, 2, 0, 0, 0, time.UTC)

// seen is a visit that showed status so many days before tonight.
func seen(key string, days, status int) verify.Observation {
	v := &verify.Visit{URL: key, Final: key, Status: status, Attempts: 1, Confirmed: true}
	return verify.Observation{Kind: verify.KindVisit, Key: key, By: "web", At: tonight.AddDate(0, 0, -days), Visit: v}
}

func sourcesOf(n int) (sources []verify.Source, keys []string) {
	for i := range n {
		u := fmt.Sprintf("http://a.example/%d", i)
		sources, keys = append(sources, verify.Source{Key: u, URL: u}), append(keys, u)
	}
	return sources, keys
}

func TestAPlanSaysWhoIsAsked(t *testing.T) {
	sources, keys := sourcesOf(7)
	store := &shelf{held: []verify.Observation{
		seen(keys[0], 1, 200), seen(keys[1], 8, 200), seen(keys[2], 9, 200), seen(keys[3], 1, 404),
		seen(keys[4], 1, 404), // as the plan does not know, for an audit saw it
		seen(keys[5], 8, 200), // 6 was never seen
	}}
	web := &clerk{}
	g := &verify.Gatherer{Web: web, Store: store, PerHost: 1, Concurrency: 1, Now: func() time.Time { return tonight },
		Plan: &verify.Plan{Order: []int{3, 2, 1}, Trouble: 1, Since: tonight, Room: -1}}
	evidence, err := g.Gather(t.Context(), nil, sources)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{keys[3], keys[2], keys[1], keys[4]}; !slices.Equal(web.asked, want) {
		t.Errorf("asked %v, want %v", web.asked, want)
	}
	for i, want := range []struct {
		cached  bool
		skipped string
	}{{true, ""}, {false, ""}, {false, ""}, {false, ""}, {false, ""}, {true, ""}, {false, "later"}} {
		e := evidence[i]
		if e.Cached != want.cached || e.Skipped != want.skipped || (e.Visit == nil) != (want.skipped != "") {
			t.Errorf("source %d: cached %v, skipped %q, visit %v; want %+v", i, e.Cached, e.Skipped, e.Visit != nil, want)
		}
	}
	if why := verify.WhyIncomplete(evidence); why != "" {
		t.Errorf("incomplete: %s", why)
	}
}

// The deadline cuts off rechecks, which is as it should be; it must not cut off
// what is in trouble, or was never seen.
func TestADeadlineLeavesRechecksToTheNextNight(t *testing.T) {
	sources, keys := sourcesOf(3)
	for _, tc := range []struct {
		name  string
		held  []verify.Observation
		plan  verify.Plan
		why   string
		empty int
	}{
		{"rechecks", []verify.Observation{seen(keys[0], 9, 200), seen(keys[1], 9, 200), seen(keys[2], 9, 200)}, verify.Plan{Order: []int{0, 1, 2}}, "", 0},
		{"in trouble", []verify.Observation{seen(keys[0], 9, 200), seen(keys[1], 9, 200), seen(keys[2], 9, 404)}, verify.Plan{Order: []int{2, 0, 1}, Trouble: 1}, "deadline", 0},
		{"never seen", []verify.Observation{seen(keys[0], 9, 200), seen(keys[1], 9, 200)}, verify.Plan{Order: []int{2, 0, 1}}, "deadline", 1},
	} {
		tc.plan.Since, tc.plan.Room = tonight, -1
		g := &verify.Gatherer{Web: &clerk{slow: time.Minute}, Store: &shelf{held: tc.held}, Deadline: 10 * time.Millisecond,
			Now: func() time.Time { return tonight }, Plan: &tc.plan}
		evidence, err := g.Gather(t.Context(), nil, sources)
		if err != nil {
			t.Fatal(err)
		}
		empty := 0
		for _, e := range evidence {
			if e.Visit == nil {
				empty++
			}
		}
		if why := verify.WhyIncomplete(evidence); why != tc.why || empty != tc.empty {
			t.Errorf("%s: incomplete %q, %d without a visit; want %q, %d", tc.name, why, empty, tc.why, tc.empty)
		}
	}
}

// Whatever the web does, no more requests are made than the run may make, and
// the run ends.
func TestMaxRequestsIsABound(t *testing.T) {
	for seed := range uint64(100) {
		random := rand.New(rand.NewPCG(seed, 9))
		w := &whim{random: random, hosts: 1 + random.IntN(5), asked: map[string]int{}, busy: map[string]int{}, limit: 1 + random.IntN(4)}
		var sources []verify.Source
		var order []int
		for i := range 60 {
			u := fmt.Sprintf("http://h%d.example/%d", i%w.hosts, i)
			sources, order = append(sources, verify.Source{Key: u, URL: u}), append(order, i)
		}
		bound := 1 + random.IntN(90)
		g := &verify.Gatherer{
			Web: w, Store: &shelf{}, Retries: random.IntN(4), PerHost: w.limit, Concurrency: 1 + random.IntN(8), Robots: random.IntN(2) == 0,
			Backoff: time.Millisecond, Pause: time.Millisecond, Random: rand.NewPCG(seed, 2), MaxRequests: bound,
			Plan: &verify.Plan{Order: order, Room: 0, Since: tonight},
		}
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		evidence, err := g.Gather(ctx, nil, sources)
		cancel()
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range evidence {
			if e.Visit == nil && e.Skipped != "later" {
				t.Errorf("seed %d: %s: nothing, %q", seed, sources[i].URL, e.Skipped)
			}
		}
		if w.total > bound {
			t.Errorf("seed %d: %d requests, may be %d", seed, w.total, bound)
		}
	}
}
