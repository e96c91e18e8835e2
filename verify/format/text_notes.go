package format

import (
	"cmp"
	"iter"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"loccit/verify"
)

// A finder finds the notes of one text.
type finder struct {
	*sheet
	marks []textMark
	found []textSeries
	notes []textNote
	stray []verify.Call // calls without a note

	inside []verify.Span // roughly where the notes found so far are, sorted
	looked int           // how many marks were looked at
	floor  int           // no call is looked for before it
}

// A textNote is a note on its way to be one: where it ends is not known before
// all heads and calls are.
type textNote struct {
	at     int // where its label begins
	label  verify.Span
	body   int
	end    int // 0 where it is not known yet
	series int // counts from 0
	calls  []verify.Span
}

// passes bounds how often the heads that are left over are tried again. Two
// columns in two languages give every number twice: two series, side by side.
const passes = 3

// run finds the series of one kind of numbers.
func (f *finder) run(heads []textHead, marks []textMark) {
	f.marks, f.floor, f.looked = marks, 0, 0
	first := len(f.found)
	for pass := 0; pass < passes && len(heads) > 0; pass++ {
		accepted := f.accept(chainHeads(f.sheet, heads, marks))
		if len(accepted) == 0 {
			break
		}
		f.found = append(f.found, accepted...)
		heads = leftOver(heads, accepted)
	}
	for i := range f.found[first:] {
		if s := &f.found[first+i]; romanLetter(f.text[s.first().label.Start]) {
			f.marks = fillRomans(f.text, f.marks, s)
		}
		f.add(&f.found[first+i], first+i, heads)
	}
}

// leftOver are the heads that no accepted series took.
func leftOver(heads []textHead, accepted []textSeries) []textHead {
	taken := map[int]bool{}
	for _, s := range accepted {
		for _, h := range s.heads {
			taken[h.at] = true
		}
	}
	return slices.DeleteFunc(heads, func(h textHead) bool { return taken[h.at] })
}

// add makes notes of series number, and of those of the other heads that
// stand among its notes as notes do: they repeat a number, or are out of order.
func (f *finder) add(s *textSeries, number int, others []textHead) {
	first := len(f.notes)
	for i, h := range s.heads {
		n := textNote{at: h.at, label: h.label, body: h.body, series: number}
		c := s.calls[i]
		if c < 0 {
			c = f.displaced(s, i)
		}
		if c >= 0 {
			n.calls = []verify.Span{f.marks[c].Span}
		}
		f.notes = append(f.notes, n)
	}
	from := sort.Search(len(others), func(i int) bool { return others[i].at > s.first().at })
	for _, h := range others[from:] {
		if h.at > s.last().at {
			break
		}
		next := sort.Search(len(s.heads), func(i int) bool { return s.heads[i].at > h.at })
		if !f.amongNotes(s, &h, next) {
			continue
		}
		n := textNote{at: h.at, label: h.label, body: h.body, series: number}
		if twin := &f.notes[first+next]; s.heads[next].n == h.n { // the call is the first one's
			n.calls, twin.calls = twin.calls, nil
		}
		for i, c := range s.extra {
			if f.marks[c].n == h.n {
				n.calls = []verify.Span{f.marks[c].Span}
				s.extra = slices.Delete(s.extra, i, i+1)
				break
			}
		}
		f.notes = append(f.notes, n)
	}
	if form := s.repeats(); form != glue {
		f.addRepeats(s, f.notes[first:], form)
	}
}

// addRepeats adds the calls that repeat a number, [1] a second time. Only
// brackets and superscripts are sure enough for that.
func (f *finder) addRepeats(s *textSeries, notes []textNote, form form) {
	byNumber := map[int]*textNote{}
	first, last := len(f.text), 0
	for i, h := range s.heads {
		byNumber[h.n] = &notes[i]
		if c := s.calls[i]; c >= 0 {
			first, last = min(first, f.marks[c].Start), max(last, f.marks[c].Start)
		}
	}
	from := sort.Search(len(f.marks), func(i int) bool { return f.marks[i].Start >= first })
	inside := f.rough(s.heads)
	for i := from; i < len(f.marks) && f.marks[i].Start <= max(last, s.first().at); i++ {
		m := &f.marks[i]
		for len(inside) > 0 && inside[0].End <= m.Start {
			inside = inside[1:]
		}
		n := byNumber[m.n]
		if m.claimed || m.form != form || m.sure < 0.9 || n == nil || len(inside) > 0 && inside[0].Start <= m.Start {
			continue
		}
		m.claimed = true
		n.calls = append(n.calls, m.Span)
		slices.SortFunc(n.calls, func(a, b verify.Span) int { return cmp.Compare(a.Start, b.Start) })
	}
}

// amongNotes tells whether h, which the chain of s left out and which stands
// before its head next, is a note of it all the same: set like its notes, in a
// paragraph of its own, with no body text before it.
func (f *finder) amongNotes(s *textSeries, h *textHead, next int) bool {
	before, after := &s.heads[next-1], &s.heads[next]
	if h.odd || h.n < s.first().n || h.n > s.last().n || before.style != h.style || after.style != h.style {
		return false
	}
	for _, c := range s.calls[next:min(next+longest, len(s.calls))] {
		if c >= 0 && f.marks[c].Start > before.body && f.marks[c].Start < h.at {
			return false
		}
	}
	between := f.text[before.body:h.at]
	blank := strings.HasSuffix(strings.TrimRight(between, " \t"), "\n\n")
	return blank || h.style == bracket || h.style == dotted && endsSentence(strings.TrimSpace(between))
}

// missing finds the calls of numbers that no note has: in the chain of a
// series, next to a call that has its note, and with no number in the text
// that may be the note after all.
func (f *finder) missing() {
	for i := range f.found {
		s := &f.found[i]
		called := map[int]bool{}
		for k, h := range s.heads {
			called[h.n] = s.calls[k] >= 0
		}
		f.strayOf(s, called, slices.Backward(s.extra), func(n int) bool { return n < s.first().n })
		f.strayOf(s, called, slices.All(s.extra), func(n int) bool { return n > s.first().n })
	}
	if len(f.found) == 0 {
		f.stray = f.callsAlone()
	}
}

// strayOf goes through the extra marks of s on one side of its first number,
// from the series outwards.
func (f *finder) strayOf(s *textSeries, called map[int]bool, extra iter.Seq2[int, int], side func(n int) bool) {
	for _, c := range extra {
		m := &f.marks[c]
		beyond := m.n == s.last().n+1 && called[m.n-2] || m.form == bracketed && m.n > s.last().n && m.n < s.last().n+4 && called[s.last().n] && len(s.heads) > 2 && s.last().style == bracket
		if side(m.n) && (called[m.n-1] || called[m.n+1] || beyond) && !f.maybeNote(s, m.n) {
			f.stray = append(f.stray, verify.Call{Label: labelOf(m.n), Span: m.Span})
			called[m.n] = true
		}
	}
}

// maybeNote tells whether a free number n stands where a note n of s would be:
// then the note may be there, and only the reader did not see it.
func (f *finder) maybeNote(s *textSeries, n int) bool {
	next := sort.Search(len(s.heads), func(i int) bool { return s.heads[i].n > n })
	from, to := s.first().at, len(f.text)
	if next > 0 {
		from = s.heads[next-1].body
	} else {
		from = max(0, from-2000)
	}
	if next < len(s.heads) {
		to = s.heads[next].at
	}
	label := labelOf(n)
	stretch := f.text[from:min(to, from+20000)]
	for at := 0; ; {
		i := strings.Index(stretch[at:], label)
		if i < 0 {
			return false
		}
		at += i
		free := at == 0 || isSpace(stretch[at-1]) || stretch[at-1] == '[' || stretch[at-1] == '('
		start := at
		if at += len(label); free && endsNumber(stretch[at:]) && !numbersThing(stretch, start, at) {
			return true
		}
	}
}

// numbersThing reports whether the number text[from:to] belongs to the words
// around it: a day beside its month, a page behind its label.
func numbersThing(text string, from, to int) bool {
	before := strings.TrimRight(text[max(0, from-24):from], " ")
	word := before[strings.LastIndexAny(before, " \n(“")+1:]
	after := strings.TrimLeft(text[to:min(len(text), to+16)], " .")
	end := strings.IndexFunc(after, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(after)
	}
	return month(strings.TrimRight(word, ".")) || month(after[:end]) || locator(strings.TrimRight(word, ".")) && word != "" && !strings.HasSuffix(text[:from], "\n")
}

// month reports whether word is the English name of a month, or short for one.
func month(word string) bool {
	switch word {
	case "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
		"Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec":
		return true
	}
	return false
}

func labelOf(n int) string { return strconv.Itoa(n) }

// callsAlone finds the calls of a text whose notes are cut off: the longest
// row of numbers that rise one by one, each glued to the end of a sentence or
// clause or in brackets. Five from 1 on, or eight from anywhere, are no chance.
func (f *finder) callsAlone() []verify.Call {
	rows := newLatest()                 // number -> the last mark that ends a row
	length := make([]int, len(f.marks)) // of the row that a mark ends
	from := make([]int, len(f.marks))
	best := -1
	for i := range f.marks {
		m := &f.marks[i]
		if m.sure < 0.9 || m.form == parenthetic {
			continue
		}
		length[i], from[i] = 1, -1
		if before := rows.get(m.n - 1); m.n > 1 && before >= 0 && f.marks[before].form == m.form {
			length[i], from[i] = length[before]+1, before
		}
		if same := rows.get(m.n); same < 0 || length[i] >= length[same] {
			rows.set(m.n, i)
		}
		if best < 0 || length[i] > length[best] {
			best = i
		}
	}
	if best < 0 || length[best] < 5 || length[best] < 8 && length[best] < f.marks[best].n {
		return nil
	}
	var calls []verify.Call
	for i := best; i >= 0; i = from[i] {
		calls = append(calls, verify.Call{Label: labelOf(f.marks[i].n), Span: f.marks[i].Span})
	}
	return calls
}

// document orders the notes as printed, numbers their series, and finds where
// each ends.
func (f *finder) document() ([]verify.Note, []verify.Call) {
	slices.SortStableFunc(f.notes, func(a, b textNote) int { return cmp.Compare(a.at, b.at) })
	f.ends()
	f.joinSeries()
	order := map[int]int{}
	notes := make([]verify.Note, len(f.notes))
	for i, n := range f.notes {
		if order[n.series] == 0 {
			order[n.series] = len(order) + 1
		}
		span := verify.Span{Start: n.body, End: n.end}
		if n.end <= n.body { // without a word of its own it stands at its number, and not where the next one begins
			span = verify.Span{Start: n.label.End, End: n.label.End}
		}
		notes[i] = verify.Note{Label: plainDigits(n.label.Of(f.text)), Series: order[n.series], Span: span, Calls: n.calls}
	}
	slices.SortStableFunc(f.stray, func(a, b verify.Call) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return notes, f.stray
}

// joinSeries makes one series of two where the second, found later, goes on
// with the next number after the end of the first.
func (f *finder) joinSeries() {
	ends := map[int]int{} // the number after the last -> 1 + the series that lacks it
	for i := range f.found {
		if s := &f.found[i]; len(s.heads) > 0 {
			ends[s.last().n+1] = i + 1
		}
	}
	joined := map[int]int{}
	for k := range f.found {
		b := &f.found[k]
		if len(b.heads) == 0 {
			continue
		}
		i := ends[b.first().n] - 1
		if i >= 0 && i != k && f.found[i].last().at < b.first().at {
			joined[k] = i
			delete(ends, b.first().n)
		}
	}
	for i := range f.notes {
		n := &f.notes[i]
		for range f.found {
			into, ok := joined[n.series]
			if !ok {
				break
			}
			n.series = into
		}
	}
}

// ends finds where each note ends: at the next one, if no body text stands
// between them; else at the end of its paragraph or page. What the first kind
// shows of the series helps with the second.
func (f *finder) ends() {
	calls := f.callOffsets()
	shapes := map[int]*shapeOfNotes{}
	limits := make([]int, len(f.notes))
	for i := range f.notes {
		n := &f.notes[i]
		limit, last := len(f.text), i+1 == len(f.notes)
		if !last {
			limit = f.notes[i+1].at
		}
		limits[i] = limit
		if n.end == 0 && !last && f.notes[i+1].series == n.series && !anyBetween(calls, n.body, limit) {
			n.end = limit
			f.trimEnd(n, limit)
			seen(shapes, n.series).add(f.text[n.body:n.end])
		}
	}
	for i := range f.notes {
		n := &f.notes[i]
		if n.end == 0 {
			n.end = f.blockEnd(n.body, limits[i], calls, seen(shapes, n.series))
		}
		f.trimEnd(n, limits[i])
	}
}

func (f *finder) trimEnd(n *textNote, limit int) {
	n.end = n.body + len(strings.TrimRightFunc(f.text[n.body:max(n.body, min(n.end, limit))], unicode.IsSpace))
}

// shapeOfNotes is what the notes of a series have in common.
type shapeOfNotes struct{ notes, longest, lines int }

func seen(shapes map[int]*shapeOfNotes, series int) *shapeOfNotes {
	if shapes[series] == nil {
		shapes[series] = &shapeOfNotes{}
	}
	return shapes[series]
}

func (s *shapeOfNotes) add(words string) {
	s.notes++
	s.longest = max(s.longest, len(words))
	s.lines = max(s.lines, 1+strings.Count(words, "\n"))
}

// callOffsets are the starts of all calls, sorted.
func (f *finder) callOffsets() []int {
	var at []int
	for _, n := range f.notes {
		for _, c := range n.calls {
			at = append(at, c.Start)
		}
	}
	slices.Sort(at)
	return at
}

func anyBetween(sorted []int, from, to int) bool {
	i, _ := slices.BinarySearch(sorted, from)
	return i < len(sorted) && sorted[i] < to
}

// blockEnd is where a note ends that body text follows: at the end of its page
// or paragraph; with its line, if the other notes of its series are lines; and
// with a short line, if a call, or a length beyond all other notes, shows that
// the paragraph holds more than the note.
func (f *finder) blockEnd(body, limit int, calls []int, shape *shapeOfNotes) int {
	end := max(body, paragraphEnd(f.text, body, min(limit, f.pageEnd(body)))) // the next note may begin before the first word of an empty one
	line := min(end, lineEnd(f.text, body))
	if shape.notes > 1 && shape.lines == 1 && (line-body > unwrapped || endsSentence(strings.TrimSpace(f.text[body:line]))) {
		return line
	}
	if anyBetween(calls, body, end) || end-body > 3*shape.longest+longNote {
		return shortLine(f.text, body, end)
	}
	return end
}

// unwrapped is a width, in bytes, that lines broken to fit a page have not.
const unwrapped = 130
