package verify

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// What a change may be, as in report.schema.json.
const (
	Broke     = "broke"    // it failed in so many nights that it is no hiccup
	Healed    = "healed"   // it was told to have broken, and answers again
	Relocated = "moved"    // it answers at another address for good
	Preserved = "archived" // an archive has it that had it not
)

// A Change is what is different about a source since the last night that told
// of it. Each is told once.
type Change struct {
	Key    string
	URL    string
	Kind   string    // Broke, Healed, Relocated or Preserved
	From   string    // a State, or an ArchiveState: what it was before; unchecked where it was never seen before
	To     string    // the same: what it is now
	Since  time.Time // when that was first seen; for Preserved, when the snapshot was taken
	Detail string    // the reason in words, for a person
	Link   string    // where it moved to, or the snapshot
	Waived *Waiver   // an editor has answered for it: it fails no night
}

// A Told is what nights remember of one source: what they told of it, and what
// the last one made of it. The zero Told, but for its key, is a source in order
// of which nothing was ever told.
type Told struct {
	Key     string
	Broken  State        // that it was told to have broken to; Unchecked for none
	Since   time.Time    // when it broke
	Target  string       // where it was told to have moved to
	Archive ArchiveState // None where no archive had it when it was last asked
	State   State        // in trouble or blocked, as the last night saw it; else Unchecked
	Tried   time.Time    // when a night asked for it last without any answer that is kept, as where robots.txt forbids; zero for never
}

// A Broken is a source that was told to have broken in an earlier night, and
// has not answered well since.
type Broken struct {
	Key    string
	URL    string
	State  State // now
	Since  time.Time
	Detail string
	Waived *Waiver
}

// Tell sets what a source is now against what was told of it: what there is
// to tell, what is to be remembered, and whether it is broken still. row is how
// the history of the source ends; it is called only where that matters.
func Tell(s *Standing, told Told, row func() (Row, error)) ([]Change, Told, *Broken, error) {
	n := &news{s: s, told: told, row: row}
	n.told.Key = s.Key
	n.archive()
	if s.State == Unchecked {
		return n.changes, n.told, n.still(), nil
	}
	n.told.State = Unchecked
	if s.State.failing() || s.State == Blocked {
		n.told.State = s.State
	}
	var err error
	switch {
	case s.State.failing() && told.Broken == Unchecked:
		err = n.broke()
	case !s.State.failing() && s.State != Blocked:
		err = n.well()
	}
	return n.changes, n.told, n.still(), err
}

// News is what Tell finds out about one source.
type news struct {
	s       *Standing
	told    Told
	row     func() (Row, error)
	changes []Change
	fresh   bool // it broke just now
}

func (n *news) add(kind, from, to string, since time.Time, detail, link string) {
	n.changes = append(n.changes, Change{
		Key: n.s.Key, URL: n.s.URL, Kind: kind, From: from, To: to, Since: since, Detail: detail, Link: link,
	})
}

func (n *news) broke() error {
	row, err := n.row()
	if err != nil || !row.Broken() {
		return err
	}
	n.told.Broken, n.told.Since, n.fresh = n.s.State, row.Since, true
	n.add(Broke, row.Before.String(), n.s.State.String(), row.Since, n.s.Detail, "")
	return nil
}

// well goes by a source that is live or moved.
func (n *news) well() error {
	moved := n.s.State == Moved && !sameTarget(n.told.Target, n.s.Visit.Final)
	if n.told.Broken == Unchecked && !moved {
		return nil
	}
	row, err := n.row()
	if err != nil {
		return err
	}
	since := row.Since
	if row.State.failing() { // an editor has seen by hand what programs do not
		since = n.s.Checked
	}
	link := ""
	if n.s.State == Moved {
		link = n.s.Visit.Final
		n.told.Target = link
	}
	if was := n.told.Broken; was != Unchecked {
		n.told.Broken, n.told.Since = Unchecked, time.Time{}
		n.add(Healed, was.String(), n.s.State.String(), since, n.s.Detail, link)
		return nil // where it moved to at once, that says it
	}
	n.add(Relocated, row.Before.String(), Moved.String(), since, n.s.Detail, link)
	return nil
}

// sameTarget reports whether two addresses differ in their query alone, which
// some sites make anew for each visitor.
func sameTarget(a, b string) bool {
	a, _, _ = strings.Cut(a, "?")
	b, _, _ = strings.Cut(b, "?")
	return a != "" && bare(a) == bare(b)
}

// archive tells of a snapshot where no archive had one before. That a source
// was archived all along is no news.
func (n *news) archive() {
	h := n.s.Archive
	switch {
	case h.State == None:
		n.told.Archive = None
	case h.State == Archived && n.told.Archive == None:
		n.told.Archive = ArchiveUnchecked
		n.add(Preserved, None.String(), Archived.String(), h.Captured, h.Why, h.Snapshot)
	}
}

func (n *news) still() *Broken {
	if n.told.Broken == Unchecked || n.fresh {
		return nil
	}
	return &Broken{Key: n.s.Key, URL: n.s.URL, State: n.s.State, Since: n.told.Since, Detail: n.s.Detail}
}

// RowOf is how the visits of s end, which are in order of time. What an earlier
// visit means is judged as today, with the titles that notes give s; a visit
// that showed what the latest one did means what that means, for that is judged
// with all that is known of the site.
func RowOf(docs []*Document, s *Standing, visits []Observation, nights Nights) Row {
	var row Row
	target := "" // of the last move
	cited := titles(docs, &s.Source)
	for i := range visits {
		o := &visits[i]
		if o.Kind != KindVisit || o.Visit == nil {
			continue
		}
		state := s.State
		if s.Visit == nil || !sameShow(o.Visit, s.Visit) {
			state = Classify(o.Visit, cited, nil).State
		}
		if state == Moved && row.State == Moved && !sameTarget(target, o.Visit.Final) {
			row = Row{State: Moved, Since: o.At, Before: Moved} // it moved on
		}
		if target = ""; state == Moved {
			target = o.Visit.Final
		}
		row.Add(nights, o.At, state)
	}
	return row
}

// sameShow reports whether two visits showed the same, as far as states go.
func sameShow(a, b *Visit) bool {
	if a.Status != b.Status || a.Failure != b.Failure || a.Confirmed != b.Confirmed || a.Final != b.Final || !slices.Equal(a.Hops, b.Hops) {
		return false
	}
	if a.Page == nil || b.Page == nil {
		return a.Page == b.Page
	}
	return a.Page.Digest == b.Page.Digest || samePage(a.Page, b.Page)
}

// SortChanges puts changes in the order in which a report tells them: what
// broke before what healed, moved and was archived, each by its URL.
func SortChanges(changes []Change) {
	order := []string{Broke, Healed, Relocated, Preserved}
	slices.SortStableFunc(changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Kind), slices.Index(order, b.Kind)), cmp.Compare(a.Key, b.Key))
	})
}

// Answer notes which changes and broken sources editors have answered for: all
// findings on the reach of the source are waived.
func (n *Night) Answer(r *Report) {
	answered := r.answered()
	for i := range n.Changes {
		if c := &n.Changes[i]; c.Kind == Broke {
			c.Waived = answered[c.Key]
		}
	}
	for i := range n.Broken {
		n.Broken[i].Waived = answered[n.Broken[i].Key]
	}
}

// answered are, by key, the sources of which every finding on their reach is
// waived, with one of the waivers.
func (r *Report) answered() map[string]*Waiver {
	reach := map[string]bool{}
	for i := range r.Rules {
		if r.Rules[i].Group == "Reach" {
			reach[r.Rules[i].ID] = true
		}
	}
	waived, open := map[string]*Waiver{}, map[string]bool{}
	for i := range r.Findings {
		f := &r.Findings[i]
		if !reach[f.Rule] || f.Severity == Advice {
			continue
		}
		key := Key(r.link(f))
		if f.Waived == nil {
			open[key] = true
		} else if waived[key] == nil {
			waived[key] = f.Waived
		}
	}
	for key := range open {
		delete(waived, key)
	}
	return waived
}

// Ending are the waivers that hold today and run out within a week.
func Ending(waivers []Waiver, now time.Time) []Waiver {
	today, last := DateOf(now), DateOf(now.AddDate(0, 0, 7))
	var list []Waiver
	for _, w := range waivers {
		if !w.Until.IsZero() && !w.Until.Before(today) && w.Until.Before(last) {
			list = append(list, w)
		}
	}
	slices.SortStableFunc(list, func(a, b Waiver) int {
		switch {
		case a.Until.Before(b.Until):
			return -1
		case b.Until.Before(a.Until):
			return 1
		}
		return 0
	})
	return list
}
