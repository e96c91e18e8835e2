package verify_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"loccit/verify"
)

// punctual answers each request after the same time. Hosts whose names begin
// with “later” say 429 and Retry-After: 30; those that begin with “never” say
// nothing until the time-out.
type punctual time.Duration

func (p punctual) Fetch(ctx context.Context, r verify.Request) (*verify.Answer, error) {
	_, host, _ := verify.SplitURL(r.URL)
	a, after := &verify.Answer{Requests: 1, Status: 200, Page: &verify.Page{MediaType: "text/html", Title: "A page of its own", Words: 500}}, time.Duration(p)
	switch {
	case strings.HasPrefix(host, "later"):
		a = &verify.Answer{Requests: 1, Status: 429, Wait: 30 * time.Second}
	case strings.HasPrefix(host, "never"):
		a, after = &verify.Answer{Requests: 1, Failure: "timeout", Detail: "no answer"}, r.Timeout
	}
	select {
	case <-time.After(after):
		return a, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// took is how long a run needs until n URLs on so many hosts are answered, in
// time that passes only while all wait: what this machine has to do besides
// does not count.
func took(t *testing.T, n, hosts, perHost int, more ...string) (last time.Duration) {
	sources := make([]verify.Source, 0, n+len(more))
	for i := range n {
		more = append(more, fmt.Sprintf("http://h%03d.example/%d", i%hosts, i))
	}
	for _, u := range more {
		sources = append(sources, verify.Source{Key: u, URL: u})
	}
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		began := time.Now()
		g := &verify.Gatherer{Web: punctual(50 * time.Millisecond), PerHost: perHost, Retries: 2, Timeout: 20 * time.Second}
		g.Progress = func(p verify.Progress) {
			if p.Visited >= n && last == 0 {
				last = time.Since(began)
				cancel()
			}
		}
		if _, err := g.Gather(ctx, nil, sources); err != nil {
			t.Error(err)
		}
	})
	return last
}

// TestHostsAreDrainedAtTheFloor: a run waits for nothing but the answers.
func TestHostsAreDrainedAtTheFloor(t *testing.T) {
	for _, tc := range []struct {
		n, hosts, perHost int
		floor             time.Duration
	}{
		{2000, 100, 2, 500 * time.Millisecond},
		{1000, 50, 4, 250 * time.Millisecond},
		{1000, 20, 10, 250 * time.Millisecond},
		{60, 1, 2, 1500 * time.Millisecond},
	} {
		if got := took(t, tc.n, tc.hosts, tc.perHost); got != tc.floor {
			t.Errorf("%d URLs on %d hosts, %d at once on each, took %v; the floor is %v", tc.n, tc.hosts, tc.perHost, got, tc.floor)
		}
	}
}

// TestHostsThatHoldUpHoldUpNobodyElse: beside a host that wants half a minute,
// and one that never answers, the others are done as fast as without them.
func TestHostsThatHoldUpHoldUpNobodyElse(t *testing.T) {
	var slow []string
	for i := range 20 {
		slow = append(slow, fmt.Sprintf("http://later.example/%d", i), fmt.Sprintf("http://never.example/%d", i))
	}
	alone, beside := took(t, 2000, 100, 2), took(t, 2000, 100, 2, slow...)
	t.Logf("alone %v, beside %v", alone, beside)
	if alone == 0 || float64(beside) > 1.1*float64(alone) {
		t.Errorf("the others took %v, and %v beside hosts that hold up", alone, beside)
	}
}

// patient answers for one URL at once, and for others when the run ends.
type patient string

func (p patient) Fetch(ctx context.Context, r verify.Request) (*verify.Answer, error) {
	if r.URL == string(p) {
		return &verify.Answer{Requests: 1, Status: 200, Page: &verify.Page{MediaType: "text/plain"}}, nil
	}
	<-ctx.Done()
	return nil, ctx.Err()
}

// TestARunThatEndsIsNotWaitedFor: the last worker may be heard of before the end
// of the run is.
func TestARunThatEndsIsNotWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		g := &verify.Gatherer{Web: patient("http://a.example/")}
		g.Progress = func(p verify.Progress) {
			if p.Visited == 1 {
				cancel()
				synctest.Wait() // until the other worker has said that it is done
			}
		}
		evidence, err := g.Gather(ctx, nil, []verify.Source{{Key: "http://a.example/", URL: "http://a.example/"}, {Key: "http://b.example/", URL: "http://b.example/"}})
		if err != nil || evidence[0].Visit == nil || evidence[1].Skipped != "interrupted" {
			t.Errorf("evidence %+v, error %v", evidence, err)
		}
	})
}

// TestMeanwhile holds that who wants to do something meanwhile is told so once, as
// soon as all that may be asked at once is asked.
func TestMeanwhile(t *testing.T) {
	sources := make([]verify.Source, 30)
	for i := range sources {
		u := fmt.Sprintf("http://h%d.example/%d", i%5, i)
		sources[i] = verify.Source{Key: u, URL: u}
	}
	synctest.Test(t, func(t *testing.T) {
		began, told := time.Now(), 0
		g := &verify.Gatherer{Web: punctual(50 * time.Millisecond), PerHost: 2, Timeout: time.Second}
		g.Meanwhile = func() {
			told++
			if at := time.Since(began); at != 0 {
				t.Errorf("told after %v", at)
			}
		}
		if _, err := g.Gather(t.Context(), nil, sources); err != nil {
			t.Error(err)
		}
		if told != 1 {
			t.Errorf("told %d times, want once", told)
		}
	})
}
