package verify

import (
	"testing"
	"time"
)

func TestHold(t *testing.T) {
	cited := time.Date(2021, 7, 16, 0, 0, 0, 0, time.UTC)
	snapshot := func(url string, days int, status int) Snapshot {
		return Snapshot{URL: url, Captured: cited.AddDate(0, 0, days), Status: status, Why: "why " + url}
	}
	doubtful := snapshot("doubtful", 0, 200)
	doubtful.Doubt = true
	by := func(name string, l Lookup) Observation {
		if l.Near.IsZero() {
			l.Near = cited
		}
		return Observation{Kind: KindLookup, By: name, Lookup: &l}
	}
	found := func(name string, s ...Snapshot) Observation { return by(name, Lookup{Snapshots: s}) }
	none := func(name string) Observation { return by(name, Lookup{}) }
	down := by("down", Lookup{Failure: "timeout", Detail: "it did not answer within 20 s"})
	excluded := by("shut", Lookup{Excluded: true})

	cases := []struct {
		name     string
		lookups  []Observation
		state    ArchiveState
		provider string
		snapshot string
	}{
		{"nobody was asked", nil, ArchiveUnchecked, "", ""},
		{"a visit is no answer of an archive", []Observation{{Kind: KindVisit, Visit: &Visit{}}}, ArchiveUnchecked, "", ""},
		{"a good one", []Observation{found("a", snapshot("s", 3, 200))}, Archived, "a", "s"},
		{"a revisit has no status", []Observation{found("a", snapshot("s", 3, 0))}, Archived, "a", "s"},
		{"the archive doubts it", []Observation{found("a", doubtful)}, Weak, "a", "doubtful"},
		{"a redirect was captured", []Observation{found("a", snapshot("s", 3, 301))}, Weak, "a", "s"},
		{"an error was captured", []Observation{found("a", snapshot("s", 3, 404))}, Weak, "a", "s"},
		{"a good one far away before a doubtful one close by",
			[]Observation{found("a", doubtful), found("b", snapshot("far", 900, 200))}, Archived, "b", "far"},
		{"one archive's own order counts",
			[]Observation{found("a", doubtful, snapshot("best", -9, 200), snapshot("near", 5, 200))}, Archived, "a", "best"},
		{"the closest of several archives",
			[]Observation{found("a", snapshot("far", 90, 200)), found("b", snapshot("near", -9, 200))}, Archived, "b", "near"},
		{"the first of equals",
			[]Observation{found("a", snapshot("first", 9, 200)), found("b", snapshot("second", -9, 200))}, Archived, "a", "first"},
		{"a snapshot outweighs an outage", []Observation{down, found("a", snapshot("s", 3, 200))}, Archived, "a", "s"},
		{"a snapshot outweighs an exclusion", []Observation{excluded, found("a", doubtful)}, Weak, "a", "doubtful"},
		{"none", []Observation{none("a"), none("b")}, None, "b", ""},
		{"an outage is never none", []Observation{none("a"), down, none("b")}, Unknown, "down", ""},
		{"excluded outweighs an outage", []Observation{none("a"), excluded, down}, Excluded, "shut", ""},
		{"what a failed question seems to hold does not count",
			[]Observation{by("a", Lookup{Failure: "http-503", Snapshots: []Snapshot{snapshot("s", 1, 200)}})}, Unknown, "a", ""},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			h := Hold(tc.lookups)
			if h.State != tc.state || h.Provider != tc.provider || h.Snapshot != tc.snapshot {
				t.Errorf("got %v of %q, %q; want %v of %q, %q", h.State, h.Provider, h.Snapshot, tc.state, tc.provider, tc.snapshot)
			}
			if (h.Why == "") != (h.State == ArchiveUnchecked) {
				t.Errorf("%v with the reason %q", h.State, h.Why)
			}
			if (h.Snapshot == "") != h.Captured.IsZero() {
				t.Errorf("snapshot %q captured %v", h.Snapshot, h.Captured)
			}
		})
	}
}

// With no date cited the last good one is wanted.
func TestHoldWithoutADateTakesTheNewest(t *testing.T) {
	var lookups []Observation
	for _, year := range []int{2015, 2019, 2017} {
		s := Snapshot{URL: "s", Captured: time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC), Status: 200}
		lookups = append(lookups, Observation{By: "a", Lookup: &Lookup{Snapshots: []Snapshot{s}}})
	}
	if h := Hold(lookups); h.Captured.Year() != 2019 {
		t.Errorf("took %v", h.Captured)
	}
}
