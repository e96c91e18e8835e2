package format

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"loccit/verify"
)

// A finder finds the notes of one text.
type finder struct {
	*sheet
	marks []textMark
	found []textSeries
	notes []textNote
	stray []verify.Call // calls without a note
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
	f.marks = marks
	first := len(f.found)
	for pass := 0; pass < passes && len(heads) > 0; pass++ {
		accepted := f.accept(chainHeads(f.sheet, heads, marks), pass)
		if len(accepted) == 0 {
			break
		}
		f.found = append(f.found, accepted...)
		heads = leftOver(heads, accepted)
	}
	for i := range f.found[first:] {
		if s := &f.found[first+i]; romanValue(f.text[s.first().label.Start]) > 0 {
			f.marks = fillRomans(f.text, f.marks, s)
		}
		f.add(&f.found[first+i], first+i, heads)
	}
}

// accept goes through runs in the order printed and keeps those that are
// series of notes. A numbered list before the real notes may seem to be
// called by their calls: it falls when a longer run after it needs them.
func (f *finder) accept(runs []textSeries, pass int) []textSeries {
	var kept []textSeries
	for i := range runs {
		run := &runs[i]
		floor := 0
		if len(kept) > 0 {
			floor = kept[len(kept)-1].last().at
		}
		share := f.call(run, floor, pass)
		if n := len(kept); n > 0 && share < 0.5 && len(run.heads) > len(kept[n-1].heads) {
			rival := kept[n-1]
			f.claim(&rival, false)
			floor = 0
			if n > 1 {
				floor = kept[n-2].last().at
			}
			if wider := *run; f.call(&wider, floor, pass) > max(share, 0.5) {
				*run, kept = wider, kept[:n-1]
			} else {
				f.claim(&rival, true)
			}
		}
		if f.convinces(run) {
			f.claim(run, true)
			kept = append(kept, *run)
		}
	}
	return kept
}

// call finds the calls of run in the text after floor, and returns for how
// many of its notes there is one, as a share of 1.
func (f *finder) call(run *textSeries, floor, pass int) float64 {
	from := sort.Search(len(f.marks), func(i int) bool { return f.marks[i].Start >= floor })
	to := sort.Search(len(f.marks), func(i int) bool { return f.marks[i].Start >= f.pageEnd(run.last().at) })
	if len(f.pages) == 0 {
		to = sort.Search(len(f.marks), func(i int) bool { return f.marks[i].Start >= run.last().at })
	}
	inside := f.rough(run.heads)
	if pass > 0 {
		for _, s := range f.found {
			inside = append(inside, f.rough(s.heads)...)
		}
		slices.SortFunc(inside, func(a, b verify.Span) int { return cmp.Compare(a.Start, b.Start) })
	}
	at := 0
	run.calls, run.extra = chainMarks(f.sheet, f.marks[from:to], run, func(start int) bool {
		for at < len(inside) && inside[at].End <= start {
			at++
		}
		return at < len(inside) && inside[at].Start <= start
	})
	return float64(f.shift(run, from)) / float64(len(run.heads))
}

// shift makes the indices of run those of all marks, and counts the calls.
func (f *finder) shift(run *textSeries, by int) int {
	n := 0
	for i := range run.calls {
		if run.calls[i] >= 0 {
			run.calls[i] += by
			n++
		}
	}
	for i := range run.extra {
		run.extra[i] += by
	}
	return n
}

func (f *finder) claim(run *textSeries, claimed bool) {
	for _, list := range [][]int{run.calls, run.extra} {
		for _, i := range list {
			if i >= 0 {
				f.marks[i].claimed = claimed
			}
		}
	}
}

// rough tells where the notes of heads at least reach: to the next head, the
// end of the paragraph or the end of the page.
func (f *finder) rough(heads []textHead) []verify.Span {
	spans := make([]verify.Span, len(heads))
	for i, h := range heads {
		limit := len(f.text)
		if i+1 < len(heads) {
			limit = heads[i+1].at
		}
		limit = max(min(limit, f.pageEnd(h.body)), h.label.End)
		end := paragraphEnd(f.text, min(h.body, limit), limit)
		spans[i] = verify.Span{Start: h.at, End: max(h.label.End, shortLine(f.text, min(h.body, end), end))}
	}
	return spans
}

// paragraphEnd is where the paragraph ends that holds from: before the first
// line without words, limit at the latest.
func paragraphEnd(text string, from, limit int) int {
	for at := from; at < limit; {
		end := lineEnd(text, at)
		if end >= limit {
			return limit
		}
		next := lineEnd(text, end+1)
		if strings.TrimSpace(text[end:min(next, len(text))]) == "" {
			return end
		}
		at = end + 1
	}
	return limit
}

// shortLine is the end of the first line between from and limit that ends a
// sentence short of the right margin: where nothing else tells, the end of a
// note set in lines. The margin is that of the longest line so far.
func shortLine(text string, from, limit int) int {
	margin := 0
	for at := from; at < limit; {
		end := min(lineEnd(text, at), limit)
		line := strings.TrimRightFunc(text[at:end], unicode.IsSpace)
		width := utf8.RuneCountInString(line)
		margin = max(margin, width, 40)
		if width*5 < margin*4 && endsSentence(line) || width > 200 {
			return end
		}
		at = end + 1
	}
	return limit
}

func endsSentence(line string) bool {
	line = strings.TrimRight(line, "”’»\"')]")
	return strings.HasSuffix(line, ".") || strings.HasSuffix(line, "!") || strings.HasSuffix(line, "?")
}

// convinces tells whether a run is a series of notes.
func (f *finder) convinces(run *textSeries) bool {
	called := 0
	for _, i := range run.calls {
		if i >= 0 {
			called++
		}
	}
	size := len(run.heads)
	switch {
	case size >= 2 && f.headed(run):
		return true
	case called > 0 && size > 1 && !years(run) && f.closesText(run) && f.citing(run) == size:
		return true
	case size < 3:
		return !years(run) && called == size && f.certain(run)
	case called*4 >= size*3 || called*2 >= size && (size >= 6 || f.atFoot(run)):
		return true
	}
	return len(f.found) == 0 && f.listAlone(run)
}

// years tells whether the numbers of a short run are years: lines that begin
// with one are the second lines of citations.
func years(run *textSeries) bool {
	return run.first().n >= 1500 && run.last().n <= 2100
}

// certain holds a series of one or two notes to stricter terms: the words
// begin as a note does, the calls are no names or fractions, nothing but
// notes follows on the page, and the page is that of the call.
func (f *finder) certain(run *textSeries) bool {
	for i, h := range run.heads {
		m := &f.marks[run.calls[i]]
		if h.odd || m.sure < 0.8 || h.n > 3 && len(f.pages) > 0 || m.Start < f.pageStart(h.at) {
			return false
		}
		if h.style == alone && h.n == 1 && len(f.pages) == 0 {
			return false
		}
	}
	last := f.text[run.last().body:f.pageEnd(run.last().at)]
	return f.closesText(run) && (len(strings.Fields(last)) > 1 || citesSomething(last))
}

// closesText tells whether nothing but a few words follows the last note on
// its page.
func (f *finder) closesText(run *textSeries) bool {
	last := run.last()
	end := f.pageEnd(last.at)
	return len(strings.TrimSpace(f.text[paragraphEnd(f.text, last.body, end):end])) < 80
}

// atFoot tells whether all notes of run stand at the foot of their page, with
// nothing below them but other notes of it.
func (f *finder) atFoot(run *textSeries) bool {
	if len(f.pages) == 0 {
		return false
	}
	for i, h := range run.heads {
		end := f.pageEnd(h.at)
		if i+1 < len(run.heads) {
			end = min(end, run.heads[i+1].at)
		}
		if h.odd && h.style != alone || strings.TrimSpace(f.text[paragraphEnd(f.text, h.body, end):end]) != "" {
			return false
		}
	}
	return true
}

// headed tells whether the line above the first note is a heading that says
// that notes follow.
func (f *finder) headed(run *textSeries) bool {
	above := strings.TrimRight(f.text[:run.first().at], " \t\n\f")
	line := strings.TrimSpace(above[strings.LastIndexAny(above, "\n\f")+1:])
	line = strings.ToLower(strings.Trim(line, "#*_=-:.[]() 0123456789"))
	switch line {
	case "notes", "note", "endnotes", "end notes", "footnotes", "foot notes", "notes and references", "references and notes",
		"anmerkungen", "fußnoten", "fussnoten", "endnoten", "notas", "notas al pie", "notes de bas de page", "notes de fin",
		"note a piè di pagina", "noten", "voetnoten", "eindnoten", "przypisy", "примечания", "сноски", "noter", "fotnoter",
		"sluttnoter", "notas de rodapé", "dipnotlar", "viitteet", "注", "注释", "脚注", "註":
		return true
	}
	return false
}

// listAlone tells whether the text is a list of notes and nothing else: it
// begins with the first, and most of them cite something.
func (f *finder) listAlone(run *textSeries) bool {
	if len(strings.TrimSpace(f.text[:run.first().at])) > 200 || (len(f.text)-run.first().at)/len(run.heads) > longNote {
		return false
	}
	return f.citing(run)*3 >= len(run.heads)*2
}

// longNote is how many bytes notes have at most, on average. What is longer is
// the text between the numbers of pages or sections.
const longNote = 1500

// citing counts the notes of run that cite something.
func (f *finder) citing(run *textSeries) int {
	cites := 0
	for i, h := range run.heads {
		end := len(f.text)
		if i+1 < len(run.heads) {
			end = run.heads[i+1].at
		}
		if citesSomething(f.text[h.body:min(end, h.body+2000)]) {
			cites++
		}
	}
	return cites
}

// citesSomething tells a note from the point of a list: it names a URL, a
// year, a page or the note before.
func citesSomething(words string) bool {
	lower := strings.ToLower(words)
	for _, sign := range []string{"http://", "https://", "www.", "doi:", "ibid", "id.", "ebd.", "supra", "op. cit", "see ", " pp. ", " p. ", " vol. "} {
		if strings.Contains(lower, sign) {
			return true
		}
	}
	for i := 0; i+4 <= len(words); i++ {
		if (words[i:i+2] == "19" || words[i:i+2] == "20") && isDigit(words[i+2]) && isDigit(words[i+3]) {
			return true
		}
	}
	return false
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

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
		for _, c := range s.extra {
			m := &f.marks[c]
			beyond := m.n == s.last().n+1 && called[m.n-2]
			if (called[m.n-1] || called[m.n+1] || beyond) && !f.maybeNote(s, m.n) {
				f.stray = append(f.stray, verify.Call{Label: labelOf(m.n), Span: m.Span})
				called[m.n] = true
			}
		}
	}
	if len(f.found) == 0 {
		f.stray = f.callsAlone()
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
		if at += len(label); free && endsNumber(stretch[at:]) {
			return true
		}
	}
}

func labelOf(n int) string { return strconv.Itoa(n) }

// callsAlone finds the calls of a text whose notes are cut off. Five numbers
// that rise one by one from 1, each glued to the end of a sentence or clause,
// or in brackets, are nothing else.
func (f *finder) callsAlone() []verify.Call {
	var calls []verify.Call
	for i := range f.marks {
		m := &f.marks[i]
		if m.n == len(calls)+1 && m.sure >= 0.9 && m.form != parenthetic && (len(calls) == 0 || m.form == f.marks[0].form || m.form == glue) {
			calls = append(calls, verify.Call{Label: labelOf(m.n), Span: m.Span})
		}
	}
	if len(calls) < 5 {
		return nil
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
		notes[i] = verify.Note{Label: plainDigits(n.label.Of(f.text)), Series: order[n.series], Span: verify.Span{Start: n.body, End: n.end}, Calls: n.calls}
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
// between them; else at the end of its paragraph or page.
func (f *finder) ends() {
	calls := f.callOffsets()
	for i := range f.notes {
		n := &f.notes[i]
		limit, last := len(f.text), i+1 == len(f.notes)
		if !last {
			limit = f.notes[i+1].at
		}
		if n.end == 0 {
			n.end = limit
			if last || f.notes[i+1].series != n.series || anyBetween(calls, n.body, limit) {
				n.end = f.blockEnd(n.body, limit, calls)
			}
		}
		n.end = n.body + len(strings.TrimRightFunc(f.text[n.body:max(n.body, min(n.end, limit))], unicode.IsSpace))
	}
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
// or paragraph, or at a short line where a call in the text between shows that
// the paragraph holds more than the note.
func (f *finder) blockEnd(body, limit int, calls []int) int {
	end := paragraphEnd(f.text, body, min(limit, f.pageEnd(body)))
	if anyBetween(calls, body, end) {
		end = shortLine(f.text, body, end)
	}
	return end
}
