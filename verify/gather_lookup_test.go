package verify_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"loccit/verify"
)

// allLive is a web on which every page is there, but for those it names.
type allLive struct{ dead map[string]bool }

func (w allLive) Fetch(_ context.Context, r verify.Request) (*verify.Answer, error) {
	status := 200
	if w.dead[r.URL] {
		status = 404
	}
	return &verify.Answer{Requests: 1, Status: status, Page: &verify.Page{Title: "A page of its own", MediaType: "text/html", Words: 500}}, nil
}

// An asker answers by what answer says, and keeps what it was asked.
type asker struct {
	lock   sync.Mutex
	asked  []verify.Question
	answer func(n int, q verify.Question) (*verify.Lookup, error)
}

func (a *asker) Name() string { return "archive" }

func (a *asker) Lookup(context.Context, string, time.Time) (*verify.Lookup, error) {
	return nil, fmt.Errorf("asked the poorer way")
}

func (a *asker) Ask(_ context.Context, q verify.Question) (*verify.Lookup, error) {
	a.lock.Lock()
	defer a.lock.Unlock()
	a.asked = append(a.asked, q)
	return a.answer(len(a.asked), q)
}

func gatherFrom(t *testing.T, a *asker, dead map[string]bool, n int) []verify.Evidence {
	t.Helper()
	var sources []verify.Source
	for i := range n {
		url := fmt.Sprintf("https://h%d.example/page", i)
		sources = append(sources, verify.Source{Key: url, URL: url})
	}
	g := &verify.Gatherer{Web: allLive{dead}, Archives: []verify.Archive{a}, Pause: time.Millisecond}
	evidence, err := g.Gather(t.Context(), nil, sources)
	if err != nil {
		t.Fatal(err)
	}
	return evidence
}

// What an archive is told of a source is what the visit showed.
func TestAnAskerIsToldTheState(t *testing.T) {
	a := &asker{answer: func(int, verify.Question) (*verify.Lookup, error) { return &verify.Lookup{}, nil }}
	gatherFrom(t, a, map[string]bool{"https://h1.example/page": true}, 2)
	for _, q := range a.asked {
		want := verify.Live
		if q.URL == "https://h1.example/page" {
			want = verify.Dead
		}
		if q.State != want {
			t.Errorf("%s: %v", q.URL, q.State)
		}
	}
}

// Three hundred live sources are more than the index answers in a quarter of an
// hour: they must not wait for its budget.
func TestLiveSourcesDoNotWaitForTheIndex(t *testing.T) {
	a := &asker{answer: func(int, verify.Question) (*verify.Lookup, error) { return &verify.Lookup{}, nil }}
	for i, e := range gatherFrom(t, a, nil, 300) {
		if e.Archive.State != verify.None {
			t.Fatalf("source %d: %v", i, e.Archive.State)
		}
	}
}

func TestAPausedQuestionIsPutAgain(t *testing.T) {
	a := &asker{answer: func(n int, _ verify.Question) (*verify.Lookup, error) {
		if n <= 5 {
			return nil, &verify.Pause{Until: time.Now(), Why: "too many questions"}
		}
		return &verify.Lookup{}, nil
	}}
	for i, e := range gatherFrom(t, a, nil, 3) {
		if e.Archive.State != verify.None || e.Archive.Why != "no snapshot in archive" {
			t.Errorf("source %d: %+v", i, e.Archive)
		}
	}
}

// An archive that wants to be left alone for the run is, whether its questions
// are of live sources or of dead ones.
func TestAClosedArchiveIsNotAskedAgain(t *testing.T) {
	a := &asker{answer: func(int, verify.Question) (*verify.Lookup, error) {
		return nil, &verify.Pause{Why: "too many questions"}
	}}
	dead := map[string]bool{}
	for i := range 50 {
		dead[fmt.Sprintf("https://h%d.example/page", 2*i)] = true
	}
	for i, e := range gatherFrom(t, a, dead, 100) {
		if e.Archive.State != verify.Unknown {
			t.Errorf("source %d: %v", i, e.Archive.State)
		}
	}
	if len(a.asked) > 20 { // those that were under way at the first answer
		t.Errorf("asked %d times", len(a.asked))
	}
}

// When the time is up, what an archive has not said is unchecked, what the web
// said stands, and the run says that it is not complete.
func TestADeadlineCutsTheArchivesOff(t *testing.T) {
	for _, cause := range []string{"deadline", "interrupted"} {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		a := &asker{}
		a.answer = func(n int, q verify.Question) (*verify.Lookup, error) {
			switch {
			case n <= 2:
				return &verify.Lookup{}, nil
			case cause == "interrupted":
				cancel()
			}
			return nil, &verify.Pause{Until: time.Now().Add(time.Hour), Why: "too many questions"}
		}
		var sources []verify.Source
		for i := range 20 {
			url := fmt.Sprintf("https://h%d.example/page", i)
			sources = append(sources, verify.Source{Key: url, URL: url})
		}
		g := &verify.Gatherer{Web: allLive{}, Archives: []verify.Archive{a}}
		if cause == "deadline" {
			g.Deadline = 300 * time.Millisecond
		}
		evidence, err := g.Gather(ctx, nil, sources)
		if err != nil {
			t.Fatal(err)
		}
		count := map[verify.ArchiveState]int{}
		for i, e := range evidence {
			if e.Visit == nil && cause == "deadline" {
				t.Errorf("source %d was not visited", i)
			}
			count[e.Archive.State]++
		}
		if why := verify.WhyIncomplete(evidence); why != cause || count[verify.None] != 2 || count[verify.ArchiveUnchecked] != 18 {
			t.Errorf("%s: %q, %v", cause, why, count)
		}
	}
}

// Sources in trouble are asked about before those that are live, once what is
// under way is done.
func TestTroubleFirst(t *testing.T) {
	dead := map[string]bool{}
	for i := range 30 {
		if i%3 == 0 {
			dead[fmt.Sprintf("https://h%d.example/page", i)] = true
		}
	}
	w := &slowArchive{}
	var sources []verify.Source
	for i := range 30 {
		url := fmt.Sprintf("https://h%d.example/page", i)
		sources = append(sources, verify.Source{Key: url, URL: url})
	}
	g := &verify.Gatherer{Web: allLive{dead}, Archives: []verify.Archive{w}, Pause: time.Millisecond, ArchiveRate: 1000}
	w.ready = make(chan struct{})
	g.Progress = func(p verify.Progress) {
		if p.Visited == p.Sources {
			w.once.Do(func() { close(w.ready) })
		}
	}
	if _, err := g.Gather(t.Context(), nil, sources); err != nil {
		t.Fatal(err)
	}
	for i, url := range w.asked[2:12] { // two were under way
		if !dead[url] && i < 8 {
			t.Errorf("question %d is about %s, which is live", i+3, url)
		}
	}
}

// A slowArchive answers nothing until it is ready.
type slowArchive struct {
	lock  sync.Mutex
	asked []string
	once  sync.Once
	ready chan struct{}
}

func (*slowArchive) Name() string { return "archive" }

func (a *slowArchive) Lookup(_ context.Context, url string, _ time.Time) (*verify.Lookup, error) {
	a.lock.Lock()
	a.asked = append(a.asked, url)
	a.lock.Unlock()
	<-a.ready
	return &verify.Lookup{}, nil
}

// An archive that answers one question after the other is asked first about what
// needs it most, though other sources were seen before: two questions are on their
// way by then, and a third may set out together with that one.
func TestArchivesAreAskedAboutTroubleFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &ponderer{}
		var sources []verify.Source
		for i := range 9 {
			url := fmt.Sprintf("https://h%d.example/page", i)
			sources = append(sources, verify.Source{Key: url, URL: url})
		}
		gone := sources[7].URL // it is known to be gone at a second look, a millisecond later
		g := &verify.Gatherer{Web: allLive{map[string]bool{gone: true}}, Archives: []verify.Archive{a}, Pause: time.Millisecond}
		if _, err := g.Gather(t.Context(), nil, sources); err != nil {
			t.Fatal(err)
		}
		if at := slices.Index(a.asked, gone); at < 2 || at > 3 || len(a.asked) != len(sources) {
			t.Errorf("the dead source was asked about in place %d of %q", at, a.asked)
		}
	})
}

// A ponderer takes its time with every question, and keeps them in order.
type ponderer struct {
	lock  sync.Mutex
	asked []string
}

func (*ponderer) Name() string { return "archive" }

func (p *ponderer) Lookup(_ context.Context, url string, _ time.Time) (*verify.Lookup, error) {
	p.lock.Lock()
	p.asked = append(p.asked, url)
	p.lock.Unlock()
	time.Sleep(30 * time.Millisecond)
	return &verify.Lookup{}, nil
}
