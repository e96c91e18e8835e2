package format

import (
	"cmp"
	"slices"
	"strings"
)

// A pdfNote is a note with the lines that it is made of.
type pdfNote struct {
	head   pdfHead
	series int // as an index in pdfFinder.series
	call   int // as an index in pdfFinder.calls, -1 for none
	lines  []int
	list   bool // it is set as large as the body: it stands in a list of notes
	last   bool // of its series
}

// findCalls gives every note its call: the one on its page, in its column, or
// the first after the call of the note before.
func (f *pdfFinder) findCalls() {
	byLabel := map[string][]int{}
	for i, c := range f.calls {
		byLabel[c.label] = append(byLabel[c.label], i)
	}
	for k := range f.series {
		s := &f.series[k]
		s.calls = make([]int, len(s.heads))
		last := -1
		for i := range s.heads {
			s.calls[i] = f.callOf(&s.heads[i], byLabel[s.heads[i].label], last)
			if c := s.calls[i]; c >= 0 {
				f.calls[c].taken = true
				last = c
			}
		}
	}
	f.findStray()
	f.gatherNotes()
}

// callOf picks the call of a head among those of its label; last is the call
// of the note before.
func (f *pdfFinder) callOf(h *pdfHead, calls []int, last int) int {
	best, most := -1, 0
	head := &f.lines[h.line]
	for _, c := range calls {
		m := &f.calls[c]
		line := &f.lines[m.line]
		if m.taken || line.page > head.page {
			continue
		}
		score := 1
		if m.sure {
			score += 8
		}
		if line.page == head.page {
			score += 4
		}
		if shift, width := line.left-head.left, f.pages[head.page].Width; shift < width/3 && -shift < width/3 {
			score += 3
		}
		if c > last {
			score += 2
		}
		if score > most {
			best, most = c, score
		}
	}
	return best
}

// findStray finds the calls whose note is missing: their number stands between
// those of two calls of a series, in the text and as a number, and no note has
// it. Where there are no notes at all, five numbers that rise from 1 are calls.
func (f *pdfFinder) findStray() {
	for k := range f.series {
		s := &f.series[k]
		at := map[int]int{} // number -> call
		for i, h := range s.heads {
			at[h.n] = s.calls[i]
		}
		for i := range f.calls {
			m := &f.calls[i]
			if _, known := at[m.n]; known || m.taken || !m.sure || m.n == 0 {
				continue
			}
			before, ok1 := at[m.n-1]
			after, ok2 := at[m.n+1]
			if ok1 && before >= 0 && before < i && (!ok2 || after > i) || !ok1 && ok2 && after > i && m.n > s.heads[0].n {
				m.taken = true
				at[m.n] = i
				f.stray = append(f.stray, i)
			}
		}
	}
	if len(f.series) == 0 {
		f.strayAlone()
	}
}

// strayAlone finds the calls of a text whose notes are cut off. Numbers on the
// title page alone belong to its authors.
func (f *pdfFinder) strayAlone() {
	var rising []int
	page := -1
	for i := range f.calls {
		if f.calls[i].sure && f.calls[i].n == len(rising)+1 {
			rising = append(rising, i)
			page = f.lines[f.calls[i].line].page
		}
	}
	if len(rising) >= 5 && page > f.lines[f.calls[rising[0]].line].page {
		f.stray = rising
	}
}

// gatherNotes finds the lines of each note.
func (f *pdfFinder) gatherNotes() {
	f.inNote, f.begins = map[int]int{}, map[int]int{}
	for k := range f.series {
		s := &f.series[k]
		for i, h := range s.heads {
			f.notes = append(f.notes, pdfNote{head: h, series: k, call: s.calls[i], last: i+1 == len(s.heads),
				list: f.lines[h.line].size > 0.95*f.body})
		}
	}
	slices.SortStableFunc(f.notes, func(a, b pdfNote) int { return cmp.Compare(a.head.line, b.head.line) })
	for i := range f.notes {
		f.begins[f.notes[i].head.line] = i + 1
	}
	g := &pdfGather{pdfFinder: f, open: -1, latest: map[int]int{}}
	for i := range f.lines {
		if !f.lines[i].furniture {
			g.line(i)
		}
	}
	g.endPage()
}

// pdfGather goes through the lines, and gives each to the note that it is part
// of.
type pdfGather struct {
	*pdfFinder
	open   int         // the note that is being read, -1 for none
	before int         // the line before, where a note is open
	lead   []int       // lines that may go on with a note of the page before
	latest map[int]int // series -> the last note of it
	page   int
}

func (g *pdfGather) line(i int) {
	l := &g.lines[i]
	if l.page != g.page {
		g.endPage()
		g.page = l.page
	}
	if n := g.begins[i]; n > 0 {
		g.endLead(n - 1)
		g.begin(n-1, i)
		return
	}
	switch {
	case g.open >= 0 && g.goesOn(g.open, g.before, i):
		g.take(g.open, i)
	case g.small(l):
		g.open = -1
		g.lead = append(g.lead, i)
	default:
		g.open, g.lead = -1, nil
	}
}

func (g *pdfGather) begin(n, i int) {
	g.open = n
	g.latest[g.notes[n].series] = n
	g.take(n, i)
}

func (g *pdfGather) take(n, i int) {
	g.notes[n].lines = append(g.notes[n].lines, i)
	g.inNote[i] = n + 1
	g.before = i
}

// goesOn reports whether line i goes on with note n, whose last line is before.
func (g *pdfGather) goesOn(n, before, i int) bool {
	note, l, last := &g.notes[n], &g.lines[i], &g.lines[before]
	size := g.lines[note.head.line].size
	if l.size > 1.06*size {
		return false
	}
	drop := last.base - l.base
	if !note.list {
		return drop < 2.6*size && (drop > 0 || l.page == last.page)
	}
	for _, m := range l.marks {
		if g.called(m) {
			return false // the body has begun again
		}
	}
	if note.last {
		return drop < 2.2*size && (drop > 0 || !g.finished(n))
	}
	return true
}

// called reports whether m is the call of a note.
func (g *pdfGather) called(m pdfMark) bool {
	i, ok := slices.BinarySearchFunc(g.calls, m, byPlace)
	return ok && g.calls[i].taken
}

// small reports whether l is in type smaller than the body's.
func (g *pdfGather) small(l *pdfLine) bool { return l.size <= 0.95*g.body }

// endPage ends what ends with a page. Lines in small type at its foot, with no
// number among them, go on with a note of the page before that is unfinished.
func (g *pdfGather) endPage() {
	if g.open >= 0 && !g.notes[g.open].list {
		g.open = -1
	}
	if len(g.lead) > 0 {
		best := -1
		for _, n := range g.latest {
			if n > best && g.mayLead(n) && !g.finished(n) {
				best = n
			}
		}
		g.takeLead(best)
	}
	g.lead = nil
}

// endLead decides about the lines that stand right above the head of note n:
// they go on with the note before it, unless a gap parts them from the head
// and that note is finished.
func (g *pdfGather) endLead(n int) {
	if len(g.lead) == 0 {
		return
	}
	before, ok := g.latest[g.notes[n].series]
	last, head := &g.lines[g.lead[len(g.lead)-1]], &g.lines[g.notes[n].head.line]
	close := last.base-head.base < 2.2*head.size && last.base > head.base
	if ok && g.mayLead(before) && (close || !g.finished(before)) {
		g.takeLead(before)
	}
	g.lead = nil
}

// mayLead reports whether the lead can be a part of note n: it is set in the
// same size, in the same column, on this page or the next.
func (g *pdfGather) mayLead(n int) bool {
	note := &g.notes[n]
	if len(note.lines) == 0 {
		return false
	}
	first, last := &g.lines[g.lead[0]], &g.lines[note.lines[len(note.lines)-1]]
	head := &g.lines[note.head.line]
	shift, width := first.left-head.left, g.pages[first.page].Width
	return first.page-last.page <= 1 && first.size < 1.06*head.size && first.size > 0.9*head.size && shift < width/3 && -shift < width/3
}

func (g *pdfGather) takeLead(n int) {
	if n < 0 {
		return
	}
	for _, i := range g.lead {
		g.take(n, i)
	}
}

// finished reports whether the last line of note n ends as sentences do.
func (g *pdfGather) finished(n int) bool {
	lines := g.notes[n].lines
	if len(lines) == 0 {
		return true
	}
	return endsSentence(strings.TrimSpace(g.lines[lines[len(lines)-1]].text))
}
