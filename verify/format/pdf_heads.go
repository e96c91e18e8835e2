package format

import (
	"cmp"
	"slices"
	"strings"
)

// A pdfFinder finds the notes of a PDF.
type pdfFinder struct {
	*pdfSheet
	heads  []pdfHead
	series []pdfSeries
	calls  []pdfMark // the marks that begin no note, in the order of the text
	notes  []pdfNote
	stray  []int       // calls without a note, as indices in calls
	inNote map[int]int // line -> 1 + the note that it is part of
	begins map[int]int // line -> 1 + the note that begins there
}

// A pdfHead is a line that may begin a note.
type pdfHead struct {
	line   int
	label  string
	n      int
	words  int  // where the note's own words begin in the line
	raised bool // the number is set as a call is
	kind   string
	near   bool // its number is called on its page
	any    bool // its number is called somewhere
}

// A pdfSeries is a run of heads with rising numbers.
type pdfSeries struct {
	heads []pdfHead
	calls []int // for each head the index of its call, -1 for none
}

// findSeries finds the series of notes: the best chains of rising numbers.
// Two columns in two languages give each number twice; the second is found
// among what the first leaves.
func (f *pdfFinder) findSeries() {
	f.findHeads()
	for _, kind := range f.kinds() {
		heads := slices.DeleteFunc(slices.Clone(f.heads), func(h pdfHead) bool { return h.kind != kind })
		for pass := 0; pass < 3 && len(heads) > 0; pass++ {
			taken := map[int]bool{}
			for _, run := range f.chain(heads) {
				if f.convinces(&run) {
					f.series = append(f.series, run)
					for _, h := range run.heads {
						taken[h.line] = true
					}
				}
			}
			if len(taken) == 0 {
				break
			}
			heads = slices.DeleteFunc(heads, func(h pdfHead) bool { return taken[h.line] })
		}
	}
	f.signs()
}

// findHeads finds the lines that may begin a note, and the calls.
func (f *pdfFinder) findHeads() {
	called := map[string][]int{} // label -> pages
	for i := range f.lines {
		l := &f.lines[i]
		if l.furniture {
			continue
		}
		for k, m := range l.marks {
			if k == 0 && l.startsRaised() {
				continue
			}
			f.calls = append(f.calls, m)
			called[m.label] = append(called[m.label], l.page)
		}
	}
	slices.SortStableFunc(f.calls, byPlace)
	listed := false
	for i := range f.lines {
		l := &f.lines[i]
		if l.furniture {
			continue
		}
		if noteHeading(l.text) {
			listed = true
		}
		h, ok := f.headOf(l, listed)
		if !ok {
			continue
		}
		h.near = slices.Contains(called[h.label], l.page)
		h.any = len(called[h.label]) > 0
		f.heads = append(f.heads, h)
	}
}

// headOf reads the beginning of a line. A plain number begins a note only in
// type that is smaller than the body's, or under a heading that says that
// notes follow.
func (f *pdfFinder) headOf(l *pdfLine, listed bool) (pdfHead, bool) {
	if l.startsRaised() {
		m := l.marks[0]
		h := pdfHead{line: l.at, label: m.label, n: m.n, words: m.span.End, raised: true, kind: labelKind(m.label) + "^"}
		return h, true
	}
	if l.size >= 0.95*f.body && !listed {
		return pdfHead{}, false
	}
	at := blanks(l.text)
	open := strings.HasPrefix(l.text[at:], "[") || strings.HasPrefix(l.text[at:], "(")
	if open {
		at++
	}
	n, width := decimals(l.text[at:])
	if width == 0 {
		return pdfHead{}, false
	}
	rest := l.text[at+width:]
	end := at + width
	switch {
	case open && strings.HasPrefix(rest, "]"), open && strings.HasPrefix(rest, ")"):
		end++
	case open:
		return pdfHead{}, false
	case strings.HasPrefix(rest, ". "), strings.HasPrefix(rest, ") "), strings.HasPrefix(rest, ".\t"):
		end++
	case blanks(rest) == 0:
		return pdfHead{}, false
	}
	if strings.TrimSpace(l.text[end:]) == "" {
		return pdfHead{}, false
	}
	return pdfHead{line: l.at, label: labelOf(n), n: n, words: end, kind: " 1"}, true
}

// kinds are the ways of counting that heads have, raised ones first.
func (f *pdfFinder) kinds() []string {
	count := map[string]int{}
	for _, h := range f.heads {
		if h.n > 0 {
			count[h.kind]++
		}
	}
	var kinds []string
	for k := range count {
		kinds = append(kinds, k)
	}
	slices.SortFunc(kinds, func(a, b string) int {
		return cmp.Or(-cmp.Compare(f.evidence(a), f.evidence(b)), cmp.Compare(a, b))
	})
	return kinds
}

// evidence is how many heads of a kind are called on their own page.
func (f *pdfFinder) evidence(kind string) int {
	n := 0
	for _, h := range f.heads {
		if h.kind == kind && h.near {
			n++
		}
	}
	return n
}

// pdfStep is the best chain that ends with one head.
type pdfStep struct {
	score float64
	from  int // the head before, -1 for none
	start int // the number that this run began with
}

// chain finds the best chain of heads, cut where the numbering begins anew.
func (f *pdfFinder) chain(heads []pdfHead) []pdfSeries {
	steps := make([]pdfStep, len(heads))
	byNumber := map[int][]int{}
	best := -1
	for i := range heads {
		h := &heads[i]
		gain := f.gain(h)
		s := pdfStep{score: gain, from: -1, start: h.n}
		if best >= 0 {
			score := steps[best].score - f.restartCost(&heads[best], h) + gain
			switch {
			case score <= s.score:
			case h.n == 1 || h.n <= steps[best].start:
				s = pdfStep{score: score, from: best, start: h.n}
			case h.n > heads[best].n+longest: // notes between them were not seen
				s = pdfStep{score: score, from: best, start: steps[best].start}
			}
		}
		for d := 1; d <= longest && d < h.n; d++ {
			before := byNumber[h.n-d]
			for k := len(before) - 1; k >= max(0, len(before)-8); k-- {
				p := before[k]
				score := steps[p].score + gain - 0.4*float64(d-1) - f.unlike(&heads[p], h)
				if score > s.score {
					s = pdfStep{score: score, from: p, start: steps[p].start}
				}
			}
		}
		steps[i] = s
		byNumber[h.n] = append(byNumber[h.n], i)
		if best < 0 || s.score >= steps[best].score {
			best = i
		}
	}
	return cutPDFRuns(heads, steps, best)
}

// gain weighs one head: what is raised and what is called counts more.
func (f *pdfFinder) gain(h *pdfHead) float64 {
	gain := 0.4
	if h.raised {
		gain += 0.3
	}
	switch {
	case h.near:
		gain += 1
	case h.any:
		gain += 0.4
	}
	return gain
}

// restartCost is what it costs to begin anew after last: little where the
// number is called on its page, much on the page of last, where it is rather
// the note of another column.
func (f *pdfFinder) restartCost(last, h *pdfHead) float64 {
	switch {
	case f.lines[last.line].page == f.lines[h.line].page:
		return 5
	case h.near && h.n == 1:
		return 0.8
	}
	return 2.5
}

// unlike weighs how differently two heads are set: another size of type,
// another column, another indentation.
func (f *pdfFinder) unlike(a, b *pdfHead) float64 {
	la, lb := &f.lines[a.line], &f.lines[b.line]
	cost := 0.0
	if ratio := la.size / lb.size; ratio < 0.93 || ratio > 1.07 {
		cost += 0.5
	}
	shift := la.left - lb.left
	if width := f.pages[lb.page].Width; shift > width/3 || -shift > width/3 {
		cost += 0.6
	} else if shift > 4 || -shift > 4 {
		cost += 0.2
	}
	return cost
}

func cutPDFRuns(heads []pdfHead, steps []pdfStep, last int) []pdfSeries {
	var runs []pdfSeries
	for _, chain := range risingChains(last, func(i int) int { return steps[i].from }, func(i int) int { return heads[i].n }) {
		var run pdfSeries
		for _, i := range chain {
			run.heads = append(run.heads, heads[i])
		}
		runs = append(runs, run)
	}
	return runs
}

// convinces reports whether a run is a series of notes: most of its numbers
// are called, before or on the page of the note.
func (f *pdfFinder) convinces(run *pdfSeries) bool {
	near, called := 0, 0
	for _, h := range run.heads {
		if h.near {
			near++
		}
		if h.any {
			called++
		}
	}
	size := len(run.heads)
	switch {
	case size < 3:
		return near == size && f.smallType(run)
	case near*2 >= size:
		return true
	}
	return called*2 >= size
}

// smallType reports whether all heads of run are set smaller than the body, as
// the notes of a short series must be: a raised number before an address on
// the title page begins no note.
func (f *pdfFinder) smallType(run *pdfSeries) bool {
	for _, h := range run.heads {
		if f.lines[h.line].size > 0.95*f.body {
			return false
		}
	}
	return true
}

// signs finds notes whose marks do not count (*, †): in small type, and called
// by the same sign on their page.
func (f *pdfFinder) signs() {
	var run pdfSeries
	for _, h := range f.heads {
		if h.n == 0 && h.near && f.lines[h.line].size <= 0.95*f.body {
			run.heads = append(run.heads, h)
		}
	}
	if len(run.heads) > 0 {
		f.series = append(f.series, run)
	}
}

// noteHeading reports whether a line is a heading over a list of notes.
func noteHeading(text string) bool {
	switch strings.ToLower(strings.Trim(text, " .:0123456789")) {
	case "notes", "endnotes", "footnotes", "notes and references", "anmerkungen", "endnoten", "fußnoten", "notas", "note",
		"noten", "eindnoten", "przypisy", "примечания", "noter", "dipnotlar", "viitteet":
		return true
	}
	return false
}
