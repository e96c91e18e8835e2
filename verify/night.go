package verify

import (
	"slices"
	"time"
)

// halfDay is how far apart two nightly runs begin that are two nights: a night
// that was killed and begun anew, or run again by hand at breakfast, is one
// night still, and no source is judged twice in it.
const halfDay = 12 * time.Hour

// Nights are the nightly runs of a cache, by night. Strikes are counted by
// nights and not by visits, so a visit that an audit made at noon is no strike.
// The zero Nights are none.
type Nights struct{ runs []watch }

// A watch is the time of one nightly run, both ends included.
type watch struct {
	from, to time.Time
	night    int // from 0; runs of one night share it
}

// NewNights puts runs in order by night. Runs of other commands are left out,
// and so are those that had no network: what they could not reach says nothing
// of the sources. A run without an end was killed, and ended at the latest when
// the next one began.
func NewNights(runs []Run) Nights {
	var n Nights
	for _, r := range runs {
		if r.Command == "nightly" && r.Why != "no-network" {
			n.runs = append(n.runs, watch{from: r.Started, to: r.Finished})
		}
	}
	slices.SortStableFunc(n.runs, func(a, b watch) int { return a.from.Compare(b.from) })
	var began time.Time // the night in hand
	for i := range n.runs {
		r := &n.runs[i]
		switch {
		case i == 0:
			began = r.from
		case r.from.Sub(began) < halfDay:
			r.night = n.runs[i-1].night
		default:
			began, r.night = r.from, n.runs[i-1].night+1
		}
		if r.to.IsZero() {
			r.to = r.from.Add(day)
			if i+1 < len(n.runs) && n.runs[i+1].from.Before(r.to) {
				r.to = n.runs[i+1].from
			}
		}
	}
	return n
}

// of is the night in which at lies, if it lies in one.
func (n Nights) of(at time.Time) (night int, ok bool) {
	i, _ := slices.BinarySearchFunc(n.runs, at, func(r watch, at time.Time) int { return r.from.Compare(at) })
	for ; i < len(n.runs) && n.runs[i].from.Equal(at); i++ { // several runs began at this moment
		return n.runs[i].night, true
	}
	if i > 0 && !at.After(n.runs[i-1].to) {
		return n.runs[i-1].night, true
	}
	return 0, false
}

// Resumed is the moment since which a run that begins at started need not ask
// a source a second time: its own beginning, or that of the run of this night
// that was killed before it, and of the one before that.
func Resumed(runs []Run, started time.Time) time.Time {
	earlier := slices.DeleteFunc(slices.Clone(runs), func(r Run) bool {
		return r.Command != "nightly" || r.Started.After(started)
	})
	slices.SortStableFunc(earlier, func(a, b Run) int { return b.Started.Compare(a.Started) })
	since := started
	for _, r := range earlier {
		if !r.Finished.IsZero() || started.Sub(r.Started) >= halfDay {
			break
		}
		since = r.Started
	}
	return since
}

// How many failing nights in a row make a source broken: what says that it is
// gone (404, 410, no such name, soft 404) is believed on the second night, what
// may heal on the third.
const (
	nightsGone    = 2
	nightsFailing = 3
)

// A Row is how a source's history ends: the failing nights in a row, or the
// good times since it last failed.
type Row struct {
	State  State     // of the last visit that said anything
	Since  time.Time // the first visit of the row: of the failing ones, or of those with State; zero where there was none
	Before State     // what the source was before the row, when it did not fail; Unchecked where it never did not
	Nights int       // in which it failed
	gone   int       // how many of them, up to the last, said that it is gone
	were   int       // the same before the night in hand
	night  int
}

// Broken reports whether the row is long enough for a source to be called
// broken.
func (r *Row) Broken() bool { return r.gone >= nightsGone || r.Nights >= nightsFailing }

// Add continues the row with a visit that was made at at and means s. One
// success ends a failing row, by whomever it was seen; a wall ends it too, for
// who is asked to prove himself has reached the site. A failure counts once a
// night.
func (r *Row) Add(nights Nights, at time.Time, s State) {
	switch {
	case s == Unchecked:
		return
	case !s.failing():
		switch {
		case r.State.failing():
			*r = Row{State: s, Since: at, Before: r.Before}
		case r.State != s:
			*r = Row{State: s, Since: at, Before: r.State}
		}
		return
	case !r.State.failing():
		*r = Row{Since: at, Before: r.State}
	}
	r.State = s
	night, ok := nights.of(at)
	if !ok {
		return
	}
	if r.Nights == 0 || night != r.night {
		r.Nights, r.night, r.were = r.Nights+1, night, r.gone
	}
	r.gone = 0
	if s == Dead || s == Suspect {
		r.gone = r.were + 1
	}
}

// failing reports whether a source in this state is asked every night, and
// gets a strike for it.
func (s State) failing() bool { return s == Suspect || s == Unreachable || s == Dead }
