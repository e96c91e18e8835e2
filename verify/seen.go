package verify

import (
	"fmt"
	"slices"
	"time"
)

// Seen is an editor's word that a source was opened by hand: where programs
// are kept out, or the way is broken for them, it counts as live.
type Seen struct {
	URL   string // as cited
	On    Date
	Until Date // the last day on which it counts
	By    string
	File  string // where it is written
	Line  int
}

// AddSeen puts the newest sighting of each source into its evidence, beside
// what was seen of it otherwise.
func AddSeen(sources []Source, evidence []Evidence, seen []Seen) {
	newest := map[string]*Seen{}
	for i := range seen {
		s := &seen[i]
		if before := newest[Key(s.URL)]; before == nil || before.On.Before(s.On) {
			newest[Key(s.URL)] = s
		}
	}
	for i := range sources {
		evidence[i].Word = newest[sources[i].Key]
	}
}

// see lets an editor's word count where no visit shows more.
func (st *Standing) see(s *Seen, today Date) {
	if s == nil || !st.closed() {
		return
	}
	st.Seen = s
	if today.Before(s.On) || s.Until.Before(today) {
		return
	}
	if st.Repair != nil && st.Repair.Confidence < High { // what opens is as it should be
		st.Repair = nil
	}
	was := st.Detail
	st.Verdict = Verdict{State: Live, Reason: "seen-by-hand", Detail: fmt.Sprintf("%s opened it by hand on %s; programs do not get in: %s", s.By, s.On, was)}
	if was == "" {
		st.Detail = fmt.Sprintf("%s opened it by hand on %s.", s.By, s.On)
	}
}

// closed reports whether a person may get to see what programs do not.
func (st *Standing) closed() bool {
	return st.State == Blocked || st.State == Unreachable ||
		st.State == Unchecked && slices.Contains([]string{"excluded", "robots", "not-web"}, st.Reason)
}

// SeenRemarks says whose word counts for which sources, and whose is too old.
func SeenRemarks(sources []Standing, now time.Time) []Remark {
	var remarks []Remark
	for i := range sources {
		st := &sources[i]
		s := st.Seen
		if s == nil {
			continue
		}
		m := Remark{Kind: RemarkSeen, File: s.File, Line: s.Line}
		switch {
		case st.Reason == "seen-by-hand":
			m.Message = fmt.Sprintf("%s counts as live until %s: %s opened it by hand on %s.", st.URL, s.Until, s.By, s.On)
		case DateOf(now).Before(s.On):
			m.Kind = RemarkSeenExpired
			m.Message = fmt.Sprintf("%s: the day on which %s opened it, %s, lies in the future.", st.URL, s.By, s.On)
			m.Next = "Put the date right."
		default:
			m.Kind = RemarkSeenExpired
			m.Message = fmt.Sprintf("%s: %s opened it by hand on %s, which counted until %s.", st.URL, s.By, s.On, s.Until)
			m.Next = "Open it again, and write the new date."
		}
		remarks = append(remarks, m)
	}
	return remarks
}
