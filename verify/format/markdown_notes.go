package format

import (
	"slices"
	"sort"
	"strconv"

	"loccit/verify"
)

// document puts notes and calls together.
func (m *markdown) document() *verify.Document {
	order := m.printed()
	series := m.series(order)
	d := &verify.Document{Title: m.title, Text: string(m.prose.text), Places: m.prose.places(), Links: m.links, Italics: m.italics}
	d.Notes = make([]verify.Note, len(order))
	at := make([]int, len(m.defs)) // where a definition went
	for i, def := range order {
		at[def] = i
		n := &m.defs[def]
		d.Notes[i] = verify.Note{Label: n.label, Series: series[i], Span: m.prose.trim(n.span)}
		if n.inline {
			d.Notes[i].Calls = []verify.Span{n.call}
		}
	}
	m.call(d)
	slices.SortStableFunc(d.Links, func(a, b verify.Link) int { return a.Span.Start - b.Span.Start })
	slices.SortStableFunc(d.Italics, func(a, b verify.Span) int { return a.Start - b.Start })
	return d
}

// printed are the definitions in the order in which they stand in the text.
func (m *markdown) printed() []int {
	order := make([]int, len(m.defs))
	for i := range order {
		order[i] = i
		if d := &m.defs[i]; !d.open { // a note without words stands where the next thing does
			d.span.Start = m.emptyAt(i)
			d.span.End = d.span.Start
		}
	}
	sort.SliceStable(order, func(a, b int) bool { return m.defs[order[a]].span.Start < m.defs[order[b]].span.Start })
	return order
}

// emptyAt is where note i, which has no words, stands: after the note before.
func (m *markdown) emptyAt(i int) int {
	if i > 0 {
		return m.defs[i-1].span.End
	}
	return 0
}

// series tells where the labels begin again: with the label that the series
// began with, with 1, or with one that was called since it was last defined.
// A label that merely stands twice is a slip, and restarts nothing.
func (m *markdown) series(order []int) []int {
	series := make([]int, len(order))
	current, first := 1, ""
	last := map[string]int{} // label -> where the series defined it
	for i, def := range order {
		d := &m.defs[def]
		if d.inline {
			series[i] = current
			continue
		}
		if at, seen := last[d.label]; seen && (d.label == first || d.label == "1" || m.calledBetween(d.label, at, d.span.Start)) {
			current++
			last, first = map[string]int{}, ""
		}
		if first == "" {
			first = d.label
		}
		last[d.label] = d.span.Start
		series[i] = current
	}
	return series
}

// calledBetween tells whether the body calls label between two places.
func (m *markdown) calledBetween(label string, from, to int) bool {
	first := sort.Search(len(m.calls), func(i int) bool { return m.calls[i].span.Start >= from })
	for _, c := range m.calls[first:] {
		if c.span.Start >= to {
			return false
		}
		if c.label == label && c.note < 0 {
			return true
		}
	}
	return false
}

// call gives each call to its note: that of its own series, which reaches from
// the end of the series before to its own end.
func (m *markdown) call(d *verify.Document) {
	ends := seriesEnds(d)
	byLabel := map[string][]int{} // series and label -> notes
	anywhere := map[string][]int{}
	for i, n := range d.Notes {
		if m.isInline(n) {
			continue
		}
		key := strconv.Itoa(n.Series) + " " + n.Label
		byLabel[key] = append(byLabel[key], i)
		anywhere[foldLabel(n.Label)] = append(anywhere[foldLabel(n.Label)], i)
	}
	var homeless []mdCall
	for _, c := range m.calls {
		s := 1 + sort.SearchInts(ends, c.span.Start+1)
		s = min(s, max(1, len(ends)))
		if notes := byLabel[strconv.Itoa(s)+" "+c.label]; len(notes) > 0 {
			d.Notes[notes[0]].Calls = append(d.Notes[notes[0]].Calls, c.span)
			continue
		}
		homeless = append(homeless, c)
	}
	for _, c := range homeless {
		if i := uncalled(d, anywhere[foldLabel(c.label)]); i >= 0 {
			d.Notes[i].Calls = append(d.Notes[i].Calls, c.span)
			continue
		}
		d.Missing = append(d.Missing, verify.Call{Label: c.label, Span: c.span})
	}
}

// isInline tells an inline note by its call, which it has from the beginning.
func (m *markdown) isInline(n verify.Note) bool { return len(n.Calls) > 0 }

// seriesEnds is where the notes of each series end.
func seriesEnds(d *verify.Document) []int {
	var ends []int
	for _, n := range d.Notes {
		for len(ends) < n.Series {
			ends = append(ends, 0)
		}
		ends[n.Series-1] = max(ends[n.Series-1], n.Span.End)
	}
	return ends
}

// uncalled returns the first of notes that nothing calls yet or that another
// stray call has; -1 for none. In a text of one series every call of a label
// is its note's.
func uncalled(d *verify.Document, notes []int) int {
	for _, i := range notes {
		if len(d.Notes[i].Calls) == 0 {
			return i
		}
	}
	if len(notes) == 1 && (len(d.Notes) == 0 || d.Notes[len(d.Notes)-1].Series == 1) {
		return notes[0]
	}
	return -1
}
