package verify

import (
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
)

func standing(s State, final string) *Standing {
	return &Standing{
		Source:  Source{Key: "https://a.example/p", URL: "https://a.example/p#x"},
		Verdict: Verdict{State: s, Detail: "so it was seen"}, Evidence: &Evidence{Visit: &Visit{Final: final}},
	}
}

func TestTell(t *testing.T) {
	monday, friday := firstNight, firstNight.Add(4*day)
	broken := Row{State: Dead, Since: friday, Before: Live, Nights: 2, gone: 2}
	once := Row{State: Dead, Since: friday, Before: Live, Nights: 1, gone: 1}
	good := Row{State: Live, Since: friday, Before: Dead}
	moved := Row{State: Moved, Since: friday, Before: Live}
	change := func(kind, from, to, link string) []Change {
		return []Change{{Key: "https://a.example/p", URL: "https://a.example/p#x", Kind: kind, From: from, To: to, Since: friday, Detail: "so it was seen", Link: link}}
	}
	for _, tc := range []struct {
		name  string
		now   *Standing
		told  Told
		row   Row
		tells []Change
		after Told
		still bool
	}{
		{"in order", standing(Live, ""), Told{}, good, nil, Told{}, false},
		{"one strike", standing(Dead, ""), Told{}, once, nil, Told{State: Dead}, false},
		{"broke", standing(Dead, ""), Told{State: Dead}, broken, change("broke", "live", "dead", ""), Told{Broken: Dead, Since: friday, State: Dead}, false},
		{"broken still, in another way", standing(Unreachable, ""), Told{Broken: Dead, Since: monday}, broken, nil, Told{Broken: Dead, Since: monday, State: Unreachable}, true},
		{"broken, and now a wall", standing(Blocked, ""), Told{Broken: Dead, Since: monday}, Row{}, nil, Told{Broken: Dead, Since: monday, State: Blocked}, true},
		{"broken, and not asked", standing(Unchecked, ""), Told{Broken: Dead, Since: monday, State: Dead}, Row{}, nil, Told{Broken: Dead, Since: monday, State: Dead}, true},
		{"healed", standing(Live, ""), Told{Broken: Dead, Since: monday, State: Dead}, good, change("healed", "dead", "live", ""), Told{}, false},
		{"moved", standing(Moved, "https://b.example/p"), Told{}, moved, change("moved", "live", "moved", "https://b.example/p"), Told{Target: "https://b.example/p"}, false},
		{"moved, as told", standing(Moved, "https://b.example/p?visit=2"), Told{Target: "https://b.example/p?visit=1"}, moved, nil, Told{Target: "https://b.example/p?visit=1"}, false},
		{"moved on", standing(Moved, "https://c.example/p"), Told{Target: "https://b.example/p"}, moved, change("moved", "live", "moved", "https://c.example/p"), Told{Target: "https://c.example/p"}, false},
		{"healed at another address", standing(Moved, "https://b.example/p"), Told{Broken: Suspect, Since: monday}, moved, change("healed", "suspect", "moved", "https://b.example/p"), Told{Target: "https://b.example/p"}, false},
		{"a wall", standing(Blocked, ""), Told{}, Row{}, nil, Told{State: Blocked}, false},
	} {
		tc.after.Key = tc.now.Key
		changes, after, still, err := Tell(tc.now, tc.told, func() (Row, error) { return tc.row, nil })
		if err != nil {
			t.Fatal(err)
		}
		if d := gocmp.Diff(tc.tells, changes); d != "" {
			t.Errorf("%s: changes (-want +got):\n%s", tc.name, d)
		}
		if after != tc.after {
			t.Errorf("%s: remembers %+v, want %+v", tc.name, after, tc.after)
		}
		if (still != nil) != tc.still || still != nil && !still.Since.Equal(monday) {
			t.Errorf("%s: broken still: %+v", tc.name, still)
		}
		// What was told is not told again the next night.
		again, _, _, err := Tell(tc.now, after, func() (Row, error) { return tc.row, nil })
		if err != nil || len(again) > 0 {
			t.Errorf("%s: told twice: %v, %v", tc.name, again, err)
		}
	}
}

func TestASnapshotIsNewsWhereThereWasNone(t *testing.T) {
	captured := firstNight.AddDate(0, 0, -1)
	told := Told{}
	for i, tc := range []struct {
		state ArchiveState
		news  bool
	}{{Archived, false}, {ArchiveUnchecked, false}, {None, false}, {Unknown, false}, {Weak, false}, {Archived, true}, {Archived, false}, {Unknown, false}, {Archived, false}} {
		s := standing(Live, "")
		s.Archive = Holding{State: tc.state, Captured: captured, Snapshot: "https://archive.example/p"}
		changes, after, _, err := Tell(s, told, nil)
		if err != nil {
			t.Fatal(err)
		}
		if (len(changes) == 1) != tc.news {
			t.Errorf("answer %d, %v: %v", i, tc.state, changes)
		}
		if tc.news && (changes[0].Kind != "archived" || changes[0].From != "none" || changes[0].To != "archived" || !changes[0].Since.Equal(captured)) {
			t.Errorf("%+v", changes[0])
		}
		told = after
	}
}

// A page that every cited address of a host redirects to is judged together
// with the others; on the second night that is a second strike.
func TestARowJudgesTheSameShowAlike(t *testing.T) {
	visit := func(final, title string) *Visit {
		return &Visit{URL: "https://a.example/p", Final: final, Status: 200, Attempts: 1,
			Hops: []Hop{{"https://a.example/p", 302}}, Page: &Page{Title: title, MediaType: "text/html", Words: 400}}
	}
	now := standing(Suspect, "")
	now.Visit = visit("https://a.example/news", "News")
	at := func(night int, v *Visit) Observation {
		return Observation{Kind: KindVisit, By: "web", At: firstNight.Add(time.Duration(night) * day), Visit: v}
	}
	nights := NewNights([]Run{nightly(0, ""), nightly(day, ""), nightly(2*day, "")})
	row := RowOf(nil, now, []Observation{
		at(0, visit("https://a.example/p2", "The Article")), at(1, visit("https://a.example/news", "News")), at(2, now.Visit),
	}, nights)
	if row.Before != Live || row.Nights != 2 || !row.Broken() {
		t.Errorf("%+v", row)
	}
}
