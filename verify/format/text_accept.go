package format

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"loccit/verify"
)

// accept goes through runs in the order printed and keeps those that are
// series of notes. A numbered list before the real notes may seem to be
// called by their calls: it falls when a longer run after it needs them.
func (f *finder) accept(runs []textSeries) []textSeries {
	var kept []textSeries
	f.inside = f.inside[:0]
	for i := range f.found {
		f.inside = append(f.inside, f.rough(f.found[i].heads)...)
	}
	slices.SortFunc(f.inside, func(a, b verify.Span) int { return cmp.Compare(a.Start, b.Start) })
	for i := range runs {
		run := &runs[i]
		run.trim()
		share := f.call(run, endOf(kept))
		if n := len(kept); n > 0 && share < 0.5 && len(run.heads) > len(kept[n-1].heads) && !f.tired() {
			kept = f.dethrone(kept, run, share)
		}
		if f.convinces(run) {
			f.claim(run, true)
			kept = append(kept, *run)
		} else if f.tired() {
			f.floor = run.last().at
		}
	}
	return kept
}

// trim drops a head from either end of s that begins as no note does and does
// not go on from its neighbour: a line of the text that begins with a number.
func (s *textSeries) trim() {
	for h := s.heads; len(h) > 1 && h[0].odd && h[1].n > h[0].n+1; h = s.heads {
		s.heads = h[1:]
	}
	for h := s.heads; len(h) > 1 && h[len(h)-1].odd && h[len(h)-1].n > h[len(h)-2].n+1; h = s.heads {
		s.heads = h[:len(h)-1]
	}
}

// endOf is where the last of the series ends.
func endOf(kept []textSeries) int {
	if len(kept) == 0 {
		return 0
	}
	return kept[len(kept)-1].last().at
}

// dethrone drops the last of kept where its calls are those of run.
func (f *finder) dethrone(kept []textSeries, run *textSeries, share float64) []textSeries {
	n := len(kept) - 1
	rival := kept[n]
	f.claim(&rival, false)
	if wider := *run; f.call(&wider, endOf(kept[:n])) > max(share, 0.5) {
		*run = wider
		return kept[:n]
	}
	f.claim(&rival, true)
	return kept
}

// tired tells whether the marks of the text were looked at so often that the
// next run must do with those since the run before: the time that a text made
// to break readers takes then grows with its length, and not with its square.
func (f *finder) tired() bool { return f.looked > 50*len(f.marks)+1<<20 }

// call finds the calls of run in the text after floor, and returns for how
// many of its notes there is one, as a share of 1.
func (f *finder) call(run *textSeries, floor int) float64 {
	end := run.last().at
	if len(f.pages) > 0 {
		end = f.pageEnd(end)
	}
	from, to := f.markAt(max(floor, f.floor)), f.markAt(end)
	to = max(from, to)
	f.looked += to - from
	own := f.rough(run.heads)
	others := f.inside[min(len(f.inside), sort.Search(len(f.inside), func(i int) bool { return f.inside[i].End > floor })):]
	run.calls, run.extra = chainMarks(f.sheet, f.marks[from:to], run, func(at int) bool {
		return dropTo(&own, at) || dropTo(&others, at)
	})
	return float64(f.shift(run, from)) / float64(len(run.heads))
}

// markAt is the index of the first mark at or after an offset.
func (f *finder) markAt(offset int) int {
	return sort.Search(len(f.marks), func(i int) bool { return f.marks[i].Start >= offset })
}

// dropTo tells whether at lies in one of spans, and drops those before it.
func dropTo(spans *[]verify.Span, at int) bool {
	for len(*spans) > 0 && (*spans)[0].End <= at {
		*spans = (*spans)[1:]
	}
	return len(*spans) > 0 && (*spans)[0].Start <= at
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

// roughNote bounds what is taken for a note before its end is known.
const roughNote = 2000

// rough tells where the notes of heads at least reach: to the next head, the
// end of the paragraph or the end of the page.
func (f *finder) rough(heads []textHead) []verify.Span {
	spans := make([]verify.Span, len(heads))
	for i, h := range heads {
		limit := len(f.text)
		if i+1 < len(heads) {
			limit = heads[i+1].at
		}
		limit = max(min(limit, f.pageEnd(h.body), h.body+roughNote), h.label.End)
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
	if end-last.body > longestNote {
		return false
	}
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
	for i := 0; i+4 <= len(words); i++ {
		if (words[i:i+2] == "19" || words[i:i+2] == "20") && isDigit(words[i+2]) && isDigit(words[i+3]) {
			return true
		}
	}
	lower := strings.ToLower(words)
	for _, sign := range []string{"http://", "https://", "www.", "doi:", "ibid", "id.", "ebd.", "supra", "op. cit", "see ", " pp. ", " p. ", " vol. "} {
		if strings.Contains(lower, sign) {
			return true
		}
	}
	return false
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
