package format

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"loccit/verify"
)

// bracketed finds the notes that Project Gutenberg sets in brackets of their
// own, [Footnote 12: See Smith.], with calls in brackets. The closing bracket
// tells where they end, and the word in front what they are; the label may be
// a number, a letter or a symbol.
func (f *finder) bracketed() {
	notes := f.bracketedNotes()
	if len(notes) == 0 {
		return
	}
	calls := f.bracketedCalls(notes)
	seen := map[string]int{} // label -> how many notes had it
	next := map[string]int{} // label -> the first of its calls that no note has
	for i := range notes {
		n := &notes[i]
		label := n.label.Of(f.text)
		n.series = len(f.found) + seen[label]
		seen[label]++
		for all := calls[label]; next[label] < len(all) && all[next[label]].Start < n.at; next[label]++ {
			n.calls = append(n.calls, all[next[label]])
		}
	}
	f.notes = append(f.notes, notes...)
	f.found = append(f.found, make([]textSeries, slices.Max(mapValues(seen)))...)
}

func mapValues(m map[string]int) []int {
	values := make([]int, 0, len(m))
	for _, v := range m {
		values = append(values, v)
	}
	return values
}

// bracketedNotes reads the notes in brackets, in order.
func (f *finder) bracketedNotes() []textNote {
	var notes []textNote
	for at := 0; ; {
		i := strings.IndexByte(f.text[at:], '[')
		if i < 0 {
			return notes
		}
		at += i
		n, ok := f.bracketedNote(at)
		if !ok {
			at++
			continue
		}
		notes = append(notes, n)
		at = max(n.end, at+1)
	}
}

func (f *finder) bracketedNote(at int) (textNote, bool) {
	rest := f.text[at+1 : min(len(f.text), at+60)]
	word, rest, ok := strings.Cut(rest, " ")
	if !ok {
		return textNote{}, false
	}
	switch strings.ToLower(word) {
	case "footnote", "note", "endnote", "fußnote", "fussnote", "anmerkung", "nota", "voetnoot", "fotnot", "fotnote":
	default:
		return textNote{}, false
	}
	label, _, ok := strings.Cut(rest, ":")
	if !ok || label == "" || len(label) > 8 || strings.ContainsAny(label, " \n]") {
		return textNote{}, false
	}
	start := at + 1 + len(word) + 1
	body := start + len(label) + 1
	body += len(f.text[body:]) - len(strings.TrimLeftFunc(f.text[body:], unicode.IsSpace))
	return textNote{at: at, label: verify.Span{Start: start, End: start + len(label)}, body: body, end: closingBracket(f.text, body)}, true
}

// longestNote bounds the search for a closing bracket that may not be there.
const longestNote = 20000

// closingBracket is where the bracket closes that is open at from; without
// one, where the paragraph ends.
func closingBracket(text string, from int) int {
	depth := 1
	for i := from; i < min(len(text), from+longestNote); i++ {
		switch text[i] {
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return paragraphEnd(text, from, len(text))
}

// bracketedCalls are the places, outside of notes, that hold a label of notes
// in brackets.
func (f *finder) bracketedCalls(notes []textNote) map[string][]verify.Span {
	calls := map[string][]verify.Span{}
	for _, n := range notes {
		calls[n.label.Of(f.text)] = nil
	}
	note := 0
	for at := 0; ; at++ {
		i := strings.IndexByte(f.text[at:], '[')
		if i < 0 {
			return calls
		}
		at += i
		for note < len(notes) && notes[note].end <= at {
			note++
		}
		if note < len(notes) && notes[note].at <= at {
			at = max(at, notes[note].end-1)
			continue
		}
		end := strings.IndexByte(f.text[at:min(len(f.text), at+10)], ']')
		if end < 0 {
			continue
		}
		label := f.text[at+1 : at+end]
		if _, known := calls[label]; known {
			calls[label] = append(calls[label], verify.Span{Start: at, End: at + end + 1})
		}
	}
}

// symbols finds the notes marked *, † or ‡: those whose symbol stands twice
// in a stretch of two pages, first at the end of a word and then at the
// beginning of a line. Bullets and emphasis stand more often.
func (f *finder) symbols() {
	first := len(f.notes)
	for _, places := range f.symbolPlaces() {
		for i := 0; i+1 < len(places); i++ {
			call, head := places[i], places[i+1]
			alone := (i == 0 || !f.nearby(places[i-1].Start, call.Start)) && (i+2 == len(places) || !f.nearby(head.Start, places[i+2].Start))
			if alone && f.nearby(call.Start, head.Start) && f.symbolCall(call) {
				f.symbolNote(call, head)
			}
		}
	}
	f.symbolSeries(f.notes[first:])
}

// symbolSeries makes one series of the symbols that follow each other, *, †
// and ‡. A symbol that was there before begins anew, on a page or in a chapter.
func (f *finder) symbolSeries(notes []textNote) {
	slices.SortFunc(notes, func(a, b textNote) int { return a.at - b.at })
	seen := map[string]bool{}
	for i := range notes {
		label := notes[i].label.Of(f.text)
		if i == 0 || seen[label] {
			clear(seen)
			f.found = append(f.found, textSeries{})
		}
		seen[label] = true
		notes[i].series = len(f.found) - 1
	}
}

// symbolReach is how far a note may stand from its call where no pages tell.
const symbolReach = 6000

func (f *finder) nearby(a, b int) bool {
	if len(f.pages) == 0 {
		return b-a < symbolReach
	}
	return b < f.pageEnd(min(f.pageEnd(a), len(f.text)-1))
}

// symbolPlaces are the runs of one symbol each, by symbol and length, sorted.
func (f *finder) symbolPlaces() [][]verify.Span {
	byLabel := map[string]int{}
	var places [][]verify.Span
	for i := 0; i < len(f.text); {
		width := symbolRun(f.text[i:])
		if width == 0 {
			i++
			continue
		}
		label := f.text[i : i+width]
		at, known := byLabel[label]
		if !known {
			at = len(places)
			byLabel[label] = at
			places = append(places, nil)
		}
		places[at] = append(places[at], verify.Span{Start: i, End: i + width})
		i += width
	}
	return places
}

// symbolRun is how many bytes of one symbol repeated s begins with.
func symbolRun(s string) int {
	if s[0] != '*' && s[0] != 0xe2 {
		return 0
	}
	for _, symbol := range []string{"*", "†", "‡"} {
		width := 0
		for strings.HasPrefix(s[width:], symbol) {
			width += len(symbol)
		}
		if width > 0 {
			return width
		}
	}
	return 0
}

// symbolCall tells whether a symbol stands as a call does: after a word, and
// before none.
func (f *finder) symbolCall(s verify.Span) bool {
	prev, _ := utf8.DecodeLastRuneInString(strings.TrimRight(f.text[:s.Start], " \n"))
	next, size := utf8.DecodeRuneInString(f.text[s.End:])
	after := size == 0 || unicode.IsSpace(next) || strings.ContainsRune(".,;:!?)”’\"'", next)
	ends := size == 0 || next == '\n'
	spaced := s.Start > 0 && isSpace(f.text[s.Start-1])
	return after && (!spaced || ends) && (unicode.IsLetter(prev) || strings.ContainsRune(".,;:!?)”’\"'", prev))
}

// symbolNote adds the note whose symbol is head, if it stands as one.
func (f *finder) symbolNote(call, head verify.Span) {
	line := strings.LastIndexByte(f.text[:head.Start], '\n') + 1
	if strings.TrimSpace(f.text[line:head.Start]) != "" {
		return
	}
	rest := f.text[head.End:]
	body := head.End + len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
	if r, _ := utf8.DecodeRuneInString(f.text[body:]); !unicode.IsUpper(r) && !opens(r) {
		return
	}
	f.notes = append(f.notes, textNote{at: head.Start, label: head, body: body, calls: []verify.Span{call}})
}
