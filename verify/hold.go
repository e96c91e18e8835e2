package verify

import (
	"cmp"
	"strings"
	"time"
)

// Hold states what the archives' answers mean together: the best snapshot of
// any of them; else excluded, if one says so; else unknown, if one could not
// be asked; else none. With no answer at all it is ArchiveUnchecked.
//
// Of one archive the best is the first that nothing speaks against, else the
// first. Of several archives it is one that nothing speaks against, then the
// one closest to the moment it was wanted for, then that of the archive that
// comes first in lookups.
func Hold(lookups []Observation) Holding {
	var best *Snapshot
	var from *Observation
	for i := range lookups {
		o := &lookups[i]
		if o.Lookup == nil || o.Lookup.Failure != "" {
			continue
		}
		if s := first(o.Lookup.Snapshots); s != nil && (best == nil || better(s, o.Lookup.Near, best, from.Lookup.Near)) {
			best, from = s, o
		}
	}
	if best == nil {
		return holdNothing(lookups)
	}
	h := Holding{State: Archived, Provider: from.By, Snapshot: best.URL, Captured: best.Captured, Why: best.Why, Page: best.Page, Digest: best.Digest}
	if best.doubted() {
		h.State = Weak
	}
	return h
}

// first is the first of one archive's snapshots that nothing speaks against,
// else the first; nil where there is none.
func first(snapshots []Snapshot) *Snapshot {
	for i := range snapshots {
		if !snapshots[i].doubted() {
			return &snapshots[i]
		}
	}
	if len(snapshots) > 0 {
		return &snapshots[0]
	}
	return nil
}

// better reports whether s, wanted near a, is to be preferred to t, wanted
// near b.
func better(s *Snapshot, a time.Time, t *Snapshot, b time.Time) bool {
	if s.doubted() != t.doubted() {
		return t.doubted()
	}
	if a.IsZero() || b.IsZero() {
		return a.IsZero() && b.IsZero() && s.Captured.After(t.Captured)
	}
	return s.Captured.Sub(a).Abs() < t.Captured.Sub(b).Abs()
}

// doubted reports whether there is a reason to doubt that s shows its source:
// its archive said so, or what was captured is no page but an error or a
// redirect.
func (s *Snapshot) doubted() bool {
	return s.Doubt || s.Status != 0 && (s.Status < 200 || s.Status > 299)
}

// holdNothing states what lookups without any snapshot mean.
func holdNothing(lookups []Observation) Holding {
	var h Holding
	var empty []string
	for _, o := range lookups {
		var now Holding
		switch l := o.Lookup; {
		case l == nil:
			continue
		case l.Failure != "":
			now = Holding{State: Unknown, Provider: o.By, Why: cmp.Or(l.Detail, l.Failure)}
		case l.Excluded:
			now = Holding{State: Excluded, Provider: o.By, Why: cmp.Or(l.Detail, "the site keeps this archive out")}
		default:
			empty = append(empty, o.By)
			now = Holding{State: None, Provider: o.By, Why: "no snapshot in " + strings.Join(empty, ", ")}
			if l.Detail != "" {
				now.Why += "; " + l.Detail
			}
		}
		if weight(now.State) >= weight(h.State) {
			h = now
		}
	}
	return h
}

// weight orders the answers of archives that hold nothing: what one of them
// says outweighs what another does not.
func weight(s ArchiveState) int {
	switch s {
	case None:
		return 1
	case Unknown:
		return 2
	case Excluded:
		return 3
	}
	return 0
}
