package verify

import (
	"slices"
	"time"
)

// A Spell is a time in which a source was seen in one state for one reason.
type Spell struct {
	Verdict
	Final    string // where the last visit ended
	From, To time.Time
	Visits   int
}

// Spells fold visits, in order of time, into spells: a new one begins where the
// state, its reason or the address at which the visit ended is another. probes
// are what the site said to nonsense. Titles that notes give the source are not
// known here.
func Spells(visits, probes []Observation) []Spell {
	var list []Spell
	for i := range visits {
		o := &visits[i]
		if o.Kind != KindVisit || o.Visit == nil {
			continue
		}
		v := Classify(o.Visit, nil, visitOf(probeAt(probes, o)))
		if n := len(list) - 1; n >= 0 && list[n].State == v.State && list[n].Reason == v.Reason && list[n].Final == o.Visit.Final {
			list[n].To, list[n].Detail = o.At, v.Detail
			list[n].Visits++
			continue
		}
		list = append(list, Spell{Verdict: v, Final: o.Visit.Final, From: o.At, To: o.At, Visits: 1})
	}
	return list
}

// Lived reports whether one of visits showed a page.
func Lived(visits []Observation) bool {
	return slices.ContainsFunc(Spells(visits, nil), func(s Spell) bool { return s.State == Live || s.State == Moved })
}

// probeAt is the probe of the site that o ended on that was the latest then, or
// was made at once after it; nil where there is none.
func probeAt(probes []Observation, o *Observation) *Observation {
	var best *Observation
	for i := range probes {
		p := &probes[i]
		if p.Kind == KindProbe && p.Key == root(o.Visit.Final) && p.At.Before(o.At.Add(ProbeLifetime)) {
			best = p
		}
	}
	return best
}

// Site is the key of the probes of the site that url is on.
func Site(url string) string { return root(url) }

// A Keeping is a time in which one archive gave one answer about a source.
type Keeping struct {
	Holding
	From, To time.Time
	Answers  int
}

// Keepings fold the answers of archives, in order of time, archive by archive:
// a new one begins where what the archive holds is another.
func Keepings(lookups []Observation) []Keeping {
	var list []Keeping
	for i := range lookups {
		o := &lookups[i]
		if o.Kind != KindLookup || o.Lookup == nil {
			continue
		}
		h := Hold([]Observation{*o})
		h.Provider = o.By
		last := -1
		for n := range list {
			if list[n].Provider == o.By {
				last = n
			}
		}
		if last >= 0 && list[last].State == h.State && list[last].Snapshot == h.Snapshot {
			list[last].To = o.At
			list[last].Answers++
			continue
		}
		list = append(list, Keeping{Holding: h, From: o.At, To: o.At, Answers: 1})
	}
	slices.SortStableFunc(list, func(a, b Keeping) int { return a.From.Compare(b.From) })
	return list
}
