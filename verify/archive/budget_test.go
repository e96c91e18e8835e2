package archive

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"loccit/verify"
	"loccit/verify/budget"
)

// memory is a Memory for tests.
type memory struct {
	lock sync.Mutex
	kept map[string][]byte
	uses int
}

func (m *memory) Change(_ context.Context, name string, change func([]byte) ([]byte, error)) error {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.uses++
	now, err := change(m.kept[name])
	if err == nil {
		m.kept[name] = now
	}
	return err
}

// An evening and a morning: each line is a run of its own, that asks at a time
// and is answered; what it hears is what counts.
func TestARefusalIsRememberedAcrossRuns(t *testing.T) {
	cases := []struct {
		name string
		runs []string // day hour:minute:second, the archive's status, and what the question comes to
	}{
		{"one refusal in the evening, one in the morning", []string{
			"16 22:00:00 429 pause until 22:01:00",
			"16 22:00:30 200 pause until 22:01:00, not asked",
			"16 22:01:00 200 answer",
			"17 08:00:00 429 pause for the run",
			"17 08:30:00 200 pause for the run, not asked",
			"17 09:00:00 200 answer",
			"17 09:01:00 429 pause for the run",
			"17 10:30:00 200 pause for the run, not asked",
			"17 11:01:00 200 answer",
		}},
		{"a day between them", []string{
			"16 08:00:00 429 pause until 08:01:00",
			"17 09:00:00 429 pause until 09:01:00",
			"17 09:01:00 200 answer",
		}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			m := &memory{kept: map[string][]byte{}}
			for _, run := range tc.runs {
				var day, hour, min, sec, status int
				if _, err := fmt.Sscanf(run, "%d %d:%d:%d %d", &day, &hour, &min, &sec, &status); err != nil {
					t.Fatal(err)
				}
				want := run[len("16 22:00:00 429 "):]
				c := &clock{time.Date(2021, 7, day, hour, min, sec, 0, time.UTC)}
				asked := false
				s, _ := index(t, func(w http.ResponseWriter, _ *http.Request) { asked = true; w.WriteHeader(status) })
				_, err := NewWayback(Options{Endpoint: s.URL, Now: c.read, Clock: c.read, Memory: m}).Lookup(t.Context(), cited, july)
				got := "answer"
				if err != nil {
					if p := pause(t, err); p.Until.IsZero() {
						got = "pause for the run"
					} else {
						got = "pause until " + p.Until.Format(time.TimeOnly)
					}
				}
				if !asked {
					got += ", not asked"
				}
				if got != want {
					t.Errorf("%s: %s", run, got)
				}
			}
		})
	}
}

func TestTheQuestionsOfTheRunBeforeCount(t *testing.T) {
	s, _ := index(t, body("[]"))
	c := &clock{july}
	m := &memory{kept: map[string][]byte{}}
	for i := range 5 {
		_, err := NewWayback(Options{Endpoint: s.URL, Rate: 3, Now: c.read, Clock: c.read, Memory: m}).Lookup(t.Context(), cited, july)
		if (err != nil) != (i >= 3) {
			t.Errorf("question %d: %v", i, err)
		}
	}
}

// The playback is asked often, and must not be a write to the disk each time.
func TestPlaybackRemembersLittle(t *testing.T) {
	f := newFake(t, shot{stamp: "20210714000000", url: cited, status: 200})
	m := &memory{kept: map[string][]byte{}}
	w := NewWayback(Options{Endpoint: f.URL, Memory: m})
	for range 5 {
		if _, err := w.Ask(t.Context(), verify.Question{URL: cited, Near: july, State: verify.Live}); err != nil {
			t.Fatal(err)
		}
	}
	if m.uses != 1 {
		t.Errorf("the memory was used %d times", m.uses)
	}
}

func TestABudgetIsSharedByGoroutines(t *testing.T) {
	b := &budget.Budget{Name: "the index", Rate: 20}
	var group sync.WaitGroup
	var lock sync.Mutex
	granted := 0
	for range 50 {
		group.Go(func() {
			if _, err := b.Take(t.Context(), july); err == nil {
				lock.Lock()
				granted++
				lock.Unlock()
			}
		})
	}
	group.Wait()
	if granted != 20 {
		t.Errorf("%d questions of 20", granted)
	}
}

func TestNew(t *testing.T) {
	for _, name := range Names() {
		a, err := New(name, Options{})
		if err != nil || a.Name() != name {
			t.Errorf("%s: %v, %v", name, a, err)
		}
	}
	if _, err := New("wayback-machine", Options{}); err == nil {
		t.Error("no error for an unknown name")
	}
}
