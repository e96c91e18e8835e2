package verify

import (
	"strings"
	"testing"
	"time"
)

var firstNight = time.Date(2026, 3, 1, 2, 0, 0, 0, time.UTC)

// nightly is a run that began so long after the first night, and took ten
// minutes; one with why "killed" has no end.
func nightly(after time.Duration, why string) Run {
	r := Run{Command: "nightly", Started: firstNight.Add(after), Why: why}
	r.Finished = r.Started.Add(10 * time.Minute)
	if why == "killed" {
		r.Finished, r.Why = time.Time{}, ""
	}
	return r
}

// A source is seen once a night: l live, m moved, b blocked, s suspect,
// u unreachable, d dead, - not asked. The second line has a ! for each night
// after which it is broken.
func TestStrikes(t *testing.T) {
	states := map[rune]State{'l': Live, 'm': Moved, 'b': Blocked, 's': Suspect, 'u': Unreachable, 'd': Dead}
	for _, tc := range []struct{ name, seen, broken string }{
		{"all is well", "llllll", "      "},
		{"a hiccup", "lulull", "      "},
		{"two nights are a hiccup still", "luulll", "      "},
		{"unreachable three nights", "luuull", "   !  "},
		{"a 404 for one night", "ldllll", "      "},
		{"gone", "lddddl", "  !!! "},
		{"soft 404", "lssll ", "  !   "},
		{"dead from the beginning", "dddd", " !!!"},
		{"gone one night in between", "luduuu", "   !!!"},
		{"gone after a night of trouble", "luddd", "   !!"},
		{"suspect, then dead", "lsdd", "  !!"},
		{"one success clears all", "luuluul", "       "},
		{"a move is a success", "luumuu", "      "},
		{"a wall ends the row", "luubuu", "      "},
		{"a night that did not ask is none", "lu-u-u", "     !"},
	} {
		var runs []Run
		for i := range tc.seen {
			runs = append(runs, nightly(time.Duration(i)*day, ""))
		}
		nights := NewNights(runs)
		var row Row
		got := ""
		for i, s := range tc.seen {
			for visit := range 3 { // as often as an audit and a retry may add
				if states[s] != Unchecked {
					row.Add(nights, firstNight.Add(time.Duration(i)*day+time.Duration(visit)*time.Minute), states[s])
				}
			}
			got += map[bool]string{true: "!"}[row.Broken()]
			if !row.Broken() {
				got += " "
			}
		}
		if strings.TrimRight(got, " ") != strings.TrimRight(tc.broken, " ") {
			t.Errorf("%s:\n%s\n%s, want\n%s", tc.name, tc.seen, got, tc.broken)
		}
	}
}

func TestWhatCountsAsANight(t *testing.T) {
	audit := nightly(36*time.Hour, "")
	audit.Command = "audit"
	for _, tc := range []struct {
		name   string
		runs   []Run
		visits []time.Duration // failures after the first night's beginning
		nights int
	}{
		{"a night that was killed twice is one", []Run{nightly(0, "killed"), nightly(time.Hour, "killed"), nightly(2*time.Hour, "")},
			[]time.Duration{time.Minute, time.Hour, 2 * time.Hour}, 1},
		{"run again at breakfast", []Run{nightly(0, ""), nightly(6*time.Hour, "")}, []time.Duration{0, 6 * time.Hour}, 1},
		{"two nights", []Run{nightly(0, ""), nightly(day, "")}, []time.Duration{0, day}, 2},
		{"nights that drift", []Run{nightly(0, ""), nightly(20*time.Hour, ""), nightly(39*time.Hour, "")}, []time.Duration{0, 20 * time.Hour, 39 * time.Hour}, 3},
		{"an audit at noon is no night", []Run{nightly(0, ""), audit}, []time.Duration{0, 36 * time.Hour}, 1},
		{"a visit between two nights", []Run{nightly(0, ""), nightly(day, "")}, []time.Duration{0, 10 * time.Hour}, 1},
		{"a killed night ends when the next begins", []Run{nightly(0, "killed"), nightly(day, "")}, []time.Duration{23 * time.Hour, day + time.Minute}, 2},
		{"without a network", []Run{nightly(0, ""), nightly(day, "no-network"), nightly(2*day, "")}, []time.Duration{0, day, 2 * day}, 2},
		{"out of time", []Run{nightly(0, "deadline"), nightly(day, "deadline")}, []time.Duration{0, day}, 2},
		{"none yet", nil, []time.Duration{0}, 0},
	} {
		nights := NewNights(tc.runs)
		var row Row
		for _, v := range tc.visits {
			row.Add(nights, firstNight.Add(v), Unreachable)
		}
		if row.Nights != tc.nights {
			t.Errorf("%s: %d nights, want %d", tc.name, row.Nights, tc.nights)
		}
	}
}

func TestARowKnowsSinceWhen(t *testing.T) {
	nights := NewNights([]Run{nightly(0, ""), nightly(day, ""), nightly(2*day, "")})
	var row Row
	row.Add(nights, firstNight, Live)
	row.Add(nights, firstNight.Add(10*time.Hour), Unreachable) // an audit saw it first
	row.Add(nights, firstNight.Add(day), Dead)
	row.Add(nights, firstNight.Add(2*day), Unchecked) // excluded: that says nothing
	row.Add(nights, firstNight.Add(2*day), Dead)
	if row.Before != Live || row.State != Dead || !row.Since.Equal(firstNight.Add(10*time.Hour)) || !row.Broken() {
		t.Errorf("%+v", row)
	}
	row.Add(nights, firstNight.Add(3*day), Moved)
	if row.Before != Live || row.State != Moved || !row.Since.Equal(firstNight.Add(3*day)) || row.Broken() {
		t.Errorf("%+v", row)
	}
}

func TestAKilledNightGoesOnFromWhereItWas(t *testing.T) {
	started := firstNight.Add(5 * time.Hour)
	for _, tc := range []struct {
		name string
		runs []Run
		want time.Time
	}{
		{"nothing before", nil, started},
		{"the last run ended", []Run{nightly(4*time.Hour, "")}, started},
		{"killed once", []Run{nightly(0, ""), nightly(4*time.Hour, "killed")}, firstNight.Add(4 * time.Hour)},
		{"killed twice", []Run{nightly(4*time.Hour, "killed"), nightly(3*time.Hour, "killed"), nightly(0, "")}, firstNight.Add(3 * time.Hour)},
		{"killed the night before", []Run{nightly(-20*time.Hour, "killed")}, started},
		{"killed, then run to the end", []Run{nightly(3*time.Hour, "killed"), nightly(4*time.Hour, "")}, started},
	} {
		if got := Resumed(tc.runs, started); !got.Equal(tc.want) {
			t.Errorf("%s: since %v, want %v", tc.name, got, tc.want)
		}
	}
}
