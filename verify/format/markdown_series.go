package format

import (
	"sort"
	"strconv"
	"strings"
)

// mdSeries tells which chapter a note or a call belongs to, where chapters
// with the same labels were put together.
type mdSeries struct {
	notes []mdNote
	of    []int // the series of each note
	ends  []int // of each series: where its last definition ends
	byKey map[mdKey][]int
	first map[string]int // the first series that defines a label
	total int            // definitions
}

type mdKey struct {
	series int
	label  string
}

// divideSeries finds where numbering restarts: at a definition whose number
// is defined already, if the text called it again since the last definition
// (a new chapter with its own notes), or if the definitions that follow are
// defined already too (the notes of all chapters stand at the end).
func divideSeries(notes []mdNote, calls []mdCall) *mdSeries {
	s := &mdSeries{notes: notes, of: make([]int, len(notes)), byKey: map[mdKey][]int{}, first: map[string]int{}}
	series, last := 1, 0
	next := 0 // the first call after the last definition
	for i, n := range notes {
		if n.inline {
			s.of[i] = series
			continue
		}
		if len(s.byKey[mdKey{series, n.label}]) > 0 && trailingNumber(n.label) > 0 {
			for next < len(calls) && calls[next].span.Start < last {
				next++
			}
			if calledIn(calls[next:], n) || s.restarts(i, series) {
				s.ends = append(s.ends, last)
				series++
			}
		}
		s.of[i], last = series, n.span.End
		key := mdKey{series, n.label}
		s.byKey[key] = append(s.byKey[key], i)
		s.total++
		if s.first[n.label] == 0 {
			s.first[n.label] = series
		}
	}
	s.ends = append(s.ends, last)
	s.divideCalls(calls)
	for i, n := range notes { // an inline note belongs to the chapter that it stands in
		if n.inline {
			s.of[i] = s.at(n.call.Start)
		}
	}
	return s
}

// divideCalls gives every call of the body to its chapter. Where the notes of
// several chapters stand together, after all their text, the calls begin again
// as often as the notes do, or they are left in one.
func (s *mdSeries) divideCalls(calls []mdCall) {
	empty := make([]bool, len(s.ends)+2)
	for k := range empty {
		empty[k] = k > 0 && k <= len(s.ends)
	}
	for i := range calls {
		if c := &calls[i]; c.note < 0 {
			c.series = s.at(c.span.Start)
			empty[c.series] = false
		}
	}
	for from := 0; from < len(calls); {
		series := calls[from].series
		to := from
		for to < len(calls) && calls[to].series == series {
			to++
		}
		last := series
		for series > 0 && empty[last+1] {
			last++
		}
		if last > series {
			s.spread(calls[from:to], series, last)
		}
		from = to
	}
}

// spread divides calls over the chapters from series to last, if the numbers
// fall back to where a chapter begins just that often.
func (s *mdSeries) spread(calls []mdCall, series, last int) {
	first := map[int]int{} // the number that each series begins with
	for i, n := range s.notes {
		if k := s.of[i]; !n.inline && first[k] == 0 {
			first[k] = trailingNumber(n.label)
		}
	}
	at, high := series, 0
	of := make([]int, len(calls))
	for i, c := range calls {
		n := trailingNumber(c.label)
		if n > 0 && n == first[min(at+1, last)] && n < high {
			at, high = at+1, 0
		}
		of[i], high = at, max(high, n)
	}
	if at != last {
		return
	}
	for i := range calls {
		calls[i].series = of[i]
	}
}

// calledIn tells whether the body calls n before it is defined.
func calledIn(calls []mdCall, n mdNote) bool {
	for _, c := range calls {
		if c.span.Start >= n.span.Start {
			return false
		}
		if c.note < 0 && c.label == n.label {
			return true
		}
	}
	return false
}

// restarts tells whether the definition of note i begins a new run: it counts
// back, and the next definition goes on from it with one that is taken too.
func (s *mdSeries) restarts(i, series int) bool {
	k := i + 1
	for k < len(s.notes) && s.notes[k].inline {
		k++
	}
	return k < len(s.notes) && trailingNumber(s.notes[k].label) == trailingNumber(s.notes[i].label)+1 &&
		len(s.byKey[mdKey{series, s.notes[k].label}]) > 0
}

// at is the series within whose text an offset lies: from the end of the one
// before to its own last definition.
func (s *mdSeries) at(offset int) int {
	k := sort.Search(len(s.ends), func(k int) bool { return offset < s.ends[k] })
	return min(k+1, len(s.ends))
}

// noteOf is the note that a call means, -1 where there is none. Of several
// with its label in one chapter it is the next, or the last.
func (s *mdSeries) noteOf(c mdCall) int {
	series := c.series
	if c.note >= 0 {
		series = s.of[c.note]
	}
	found := s.byKey[mdKey{series, c.label}]
	if found == nil {
		found = s.elsewhere(c.label)
	}
	if len(found) == 0 {
		return -1
	}
	k := sort.Search(len(found), func(k int) bool { return s.notes[found[k]].span.Start >= c.span.Start })
	return found[min(k, len(found)-1)]
}

// elsewhere are the definitions of a label in the first chapter that has it: a
// word may be meant for the whole book, a number is the chapter's own.
func (s *mdSeries) elsewhere(label string) []int {
	if len(s.ends) == 1 || trailingNumber(label) > 0 {
		return nil
	}
	return s.byKey[mdKey{s.first[label], label}]
}

// plausible tells whether an undefined call is one: "[^a-z]" and "[^,]" are
// character classes of regular expressions.
func (s *mdSeries) plausible(label string) bool {
	if strings.IndexFunc(label, func(r rune) bool { return r < 0x80 && !isAlnum(byte(r)) && !strings.ContainsRune("-_:.", r) }) >= 0 {
		return false
	}
	if len(label) == 3 && label[1] == '-' {
		return false
	}
	return s.total > 0 || strings.Trim(label, "0123456789") == ""
}

// trailingNumber is the number that a label ends in, 0 where it ends in none.
func trailingNumber(label string) int {
	digits := len(strings.TrimRight(label, "0123456789"))
	n, err := strconv.Atoi(label[digits:])
	if err != nil {
		return 0
	}
	return n
}
