package format

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"loccit/verify"
)

// A move takes text[from:to] to page, the start of the page it stands on.
type move struct{ page, from, to int }

// overleaf moves the rest of each note that a page break cut off to the page
// where the note begins: there it stands at the foot of the text, right before
// the first note of the next page, and nothing but its look tells it from the
// body. It reports whether anything was moved; then the notes have to be looked
// for again.
func (s *sheet) overleaf(notes []verify.Note) bool {
	if len(s.pages) == 0 || len(notes) < 2 {
		return false
	}
	width := s.bodyWidth(notes)
	var calls []int
	for i := range notes {
		for _, c := range notes[i].Calls {
			calls = append(calls, c.Start)
		}
	}
	slices.Sort(calls)
	var moves []move
	for i := range notes[:len(notes)-1] {
		n, next := &notes[i], &notes[i+1]
		page := s.pageEnd(n.Span.Start)
		if n.Series != next.Series || n.Span.End > page || strings.TrimSpace(s.text[n.Span.End:page]) != "" || complete(n.Span.Of(s.text)) {
			continue
		}
		to := labelLine(s.text, next)
		if to <= page || s.pageStart(to) != page {
			continue
		}
		if from := s.restOfNote(page, to, width); from > page && !anyBetween(calls, from, to) {
			moves = append(moves, move{page, from, to})
		}
	}
	s.apply(moves)
	return len(moves) > 0
}

// complete reports whether a note's words end like a note: with a full stop,
// whatever brackets and quotes close behind it, or with a URL.
func complete(words string) bool {
	words = strings.TrimSpace(words)
	url := words[strings.LastIndex(words, "://")+1:]
	return words == "" || endsSentence(words) || strings.HasSuffix(words, ")") || len(url) < len(words) && !strings.ContainsAny(url, " \t")
}

// labelLine is where the line begins that holds the label of n.
func labelLine(text string, n *verify.Note) int {
	at := strings.LastIndex(text[:n.Span.Start], n.Label)
	if at < 0 || n.Span.Start-at > 200 {
		return -1
	}
	return strings.LastIndexByte(text[:at], '\n') + 1
}

// bodyWidth is how many characters a full line of the body has: nineteen in
// twenty lines outside of the notes have no more.
func (s *sheet) bodyWidth(notes []verify.Note) int {
	var widths []int
	at := 0
	count := func(to int) {
		for line := range strings.SplitSeq(s.text[at:max(at, to)], "\n") {
			if w := lineWidth(line); w > 0 {
				widths = append(widths, w)
			}
		}
	}
	for _, n := range notes {
		count(n.Span.Start)
		at = max(at, n.Span.End)
	}
	count(len(s.text))
	if len(widths) == 0 {
		return 0
	}
	slices.Sort(widths)
	return widths[len(widths)*19/20]
}

func lineWidth(line string) int { return utf8.RuneCountInString(strings.TrimSpace(line)) }

// restOfNote finds where in the page from head to foot the rest of a note
// begins: behind the last blank line; else, where some of its lines are wider
// than those of the body, above these and behind a line of the body that is
// full or ends a sentence. It is head where nothing tells.
func (s *sheet) restOfNote(head, foot, width int) int {
	page := strings.TrimRightFunc(s.text[head:foot], unicode.IsSpace)
	if !endsSentence(page) {
		return head
	}
	starts := []int{0}
	for i := range len(page) {
		if page[i] == '\n' {
			starts = append(starts, i+1)
		}
	}
	line := func(i int) string { return page[starts[i] : strings.IndexByte(page[starts[i]:]+"\n", '\n')+starts[i]] }
	wide, last := -1, len(starts)-1
	for i := last; i > max(0, last-longestRest) && strings.TrimSpace(line(i)) != ""; i-- {
		if lineWidth(line(i)) > width+3 {
			wide = i
		}
	}
	for i := last; i > max(0, last-longestRest/2); i-- {
		if strings.TrimSpace(line(i)) == "" {
			return head + starts[i+1]
		}
	}
	for i := wide; i > max(0, last-longestRest); i-- {
		before := strings.TrimRight(line(i-1), " 0123456789")
		if w := lineWidth(before); w <= width+3 && (w*5 >= width*4 || endsSentence(before)) {
			return head + starts[i]
		}
	}
	return head
}

// longestRest is how many lines the rest of a note may have.
const longestRest = 16

// apply puts the lines of each move before what stands at the start of their
// page, and so at the end of the page before.
func (s *sheet) apply(moves []move) {
	text := []byte(s.text)
	for _, m := range moves {
		copy(text[m.page:], s.text[m.from:m.to])
		copy(text[m.page+m.to-m.from:], s.text[m.page:m.from])
		i, _ := slices.BinarySearch(s.pages, m.page)
		s.pages[i] = m.page + m.to - m.from
	}
	s.text = string(text)
	for i, k := 0, 0; i < len(s.places); i++ {
		at := &s.places[i].Offset
		for k < len(moves) && moves[k].to <= *at {
			k++
		}
		switch {
		case k == len(moves) || *at < moves[k].page:
		case *at >= moves[k].from:
			*at -= moves[k].from - moves[k].page
		default:
			*at += moves[k].to - moves[k].from
		}
	}
	sort.SliceStable(s.places, func(i, j int) bool { return s.places[i].Offset < s.places[j].Offset })
}
