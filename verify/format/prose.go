package format

import (
	"sort"
	"strings"
	"unicode/utf8"

	"loccit/verify"
)

// A prose collects the readable text of a marked-up source: white space folded
// as a reader sees it, and for every run of text the place in the source that
// it came from.
type prose struct {
	text   []byte
	source *source
	marks  []sourceMark
	gap    gap
	shift  int  // len(text) minus offset in the source, while both run side by side
	steady bool // shift holds
}

// A gap is what a reader sees between two pieces of text. The wider one wins.
type gap uint8

const (
	noGap gap = iota
	spaceGap
	cellGap      // between the cells of a table row
	lineGap      // br, a list item, a table row
	paragraphGap // everything else that stands on its own
)

func (g gap) String() string { return [...]string{"", " ", "\t", "\n", "\n\n"}[g] }

// A sourceMark ties an offset of the text to one of the source.
type sourceMark struct {
	offset, at int
	source     *source
}

// leave asks for a gap before the next visible character.
func (p *prose) leave(g gap) { p.gap = max(p.gap, g) }

// write adds s, which stands in the source at offset at, with white space
// folded and characters that nobody sees left out.
func (p *prose) write(s string, at int) {
	start := 0
	for i := 0; i < len(s); {
		if ink(s[i]) || s[i] == ' ' && i > start && i+1 < len(s) && ink(s[i+1]) {
			i++ // a lone space within a line stays as it is
			continue
		}
		size, g, plain := unseen(s, i)
		if plain {
			i += size
			continue
		}
		p.run(s[start:i], at+start)
		p.leave(g)
		if s[i] == '\n' {
			p.steady = false
		}
		i += size
		start = i
	}
	p.run(s[start:], at+start)
}

// ink tells the bytes that are always seen.
func ink(c byte) bool { return c > ' ' && c < 0xC2 }

// unseen looks at the character of s at i: how long it is, the gap that it
// makes, and whether it is plain, a character to be seen.
func unseen(s string, i int) (size int, g gap, plain bool) {
	switch c := s[i]; {
	case ink(c):
		return 1, 0, true
	case c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f':
		return 1, spaceGap, false
	case c < ' ':
		return 1, noGap, false
	case c == 0xC2 && i+1 < len(s) && s[i+1] == 0xAD: // soft hyphen
		return 2, noGap, false
	case c == 0xE2 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2] == 0x8B: // zero width space
		return 3, noGap, false
	case c == 0xEF && i+2 < len(s) && s[i+1] == 0xBB && s[i+2] == 0xBF: // byte order mark
		return 3, noGap, false
	}
	return 1, 0, true
}

// print adds s as it is in place of what stands in the source at offset at: a
// character for its entity, a word for its macro.
func (p *prose) print(s string, at int) {
	p.steady = false
	p.write(s, at)
	p.steady = false
}

// keep adds s with its white space, as in a listing.
func (p *prose) keep(s string, at int) {
	for len(s) > 0 {
		n := 0
		for n < len(s) && s[n] != '\n' {
			n++
		}
		p.run(s[:n], at)
		if n == len(s) {
			return
		}
		p.flush()
		if len(p.text) > 0 {
			p.text = append(p.text, '\n')
		}
		p.steady = false
		s, at = s[n+1:], at+n+1
	}
}

// run adds visible text as it is.
func (p *prose) run(s string, at int) {
	if s == "" {
		return
	}
	p.flush()
	if shift := len(p.text) - at; !p.steady || shift != p.shift {
		p.marks = append(p.marks, sourceMark{len(p.text), at, p.source})
		p.shift, p.steady = shift, true
	}
	p.text = append(p.text, s...)
}

// flush writes the gap that was asked for, less what the text ends in.
func (p *prose) flush() {
	g := p.gap
	p.gap = noGap
	n := len(p.text)
	switch {
	case g == noGap || n == 0:
	case p.text[n-1] != '\n':
		p.text = append(p.text, g.String()...)
	case g == paragraphGap && (n < 2 || p.text[n-2] != '\n'):
		p.text = append(p.text, '\n')
	}
}

// places are the marks as lines and columns. Most marks follow closely on the
// one before, whose place is then a few characters away.
func (p *prose) places() verify.Places {
	places := make(verify.Places, len(p.marks))
	var last verify.Place
	lastAt, source := 0, (*source)(nil)
	for i, m := range p.marks {
		at := m.source.origin(m.at)
		if source != m.source || !source.follows(last, lastAt, at) {
			last = m.source.place(at, last.Line)
		} else {
			last.Column += runeStarts(source.text[lastAt:at])
		}
		lastAt, source = at, m.source
		places[i] = verify.Mark{Offset: m.offset, Place: last}
	}
	return places
}

// A source tells lines and columns of a text that was read.
type source struct {
	text   string
	lines  []int   // the offset at which each line starts
	runes  []int   // how many characters start before each block; empty where all lines are short
	shifts []shift // where the text that is read is not the file's own
}

// sourceBlock is how many bytes lie between two counts of characters: a column
// in a line of many megabytes is then as cheap as any other.
const sourceBlock = 256

func newSource(text string) *source {
	s := &source{text: text, lines: make([]int, 1, 1+strings.Count(text, "\n"))}
	longest := 0
	for at := 0; ; {
		n := strings.IndexByte(text[at:], '\n')
		if n < 0 {
			longest = max(longest, len(text)-at)
			break
		}
		longest = max(longest, n)
		at += n + 1
		s.lines = append(s.lines, at)
	}
	if longest >= sourceBlock {
		s.countRunes()
	}
	return s
}

func (s *source) countRunes() {
	s.runes = make([]int, 0, 1+len(s.text)/sourceBlock)
	runes := 0
	for at := 0; at < len(s.text); at += sourceBlock {
		s.runes = append(s.runes, runes)
		runes += runeStarts(s.text[at:min(len(s.text), at+sourceBlock)])
	}
}

// runeStarts is the number of characters that begin in text.
func runeStarts(text string) int {
	n := 0
	for i := range len(text) {
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return n
}

// place is the line and the column of the character at offset at of the file. Most
// often it stands in the line after line last, where it is looked for first.
func (s *source) place(at, last int) verify.Place {
	at = min(at, len(s.text))
	line := last + 1
	if line > len(s.lines) || at < s.lines[line-1] || line < len(s.lines) && at >= s.lines[line] {
		line = sort.SearchInts(s.lines, at+1)
	}
	start := s.lines[line-1]
	if at-start < sourceBlock {
		return verify.Place{Line: line, Column: 1 + runeStarts(s.text[start:at])}
	}
	return verify.Place{Line: line, Column: 1 + s.count(at) - s.count(start)}
}

// follows tells whether at stands soon after offset from, whose place is p, in
// the same line.
func (s *source) follows(p verify.Place, from, at int) bool {
	return from <= at && at-from < sourceBlock && at <= len(s.text) && (p.Line == len(s.lines) || at < s.lines[p.Line])
}

// count is the number of characters before offset at.
func (s *source) count(at int) int {
	block := min(at/sourceBlock, len(s.runes)-1)
	return s.runes[block] + runeStarts(s.text[block*sourceBlock:at])
}

// trim is span without the white space at both ends, no-break spaces included.
func (p *prose) trim(span verify.Span) verify.Span { return trimSpan(p.text, span) }

func trimSpan[T string | []byte](text T, span verify.Span) verify.Span {
	for span.Start < span.End {
		n := spaceAt(text, span.Start)
		if n == 0 {
			break
		}
		span.Start += n
	}
	span.Start = min(span.Start, max(span.End, 0))
	for span.Start < span.End {
		n := spaceBefore(text, span.End)
		if n == 0 {
			break
		}
		span.End -= n
	}
	return span
}

// spaceAt is the length of the white space character at i, 0 where there is none.
func spaceAt[T string | []byte](text T, i int) int {
	switch c := text[i]; {
	case c == ' ' || c == '\n' || c == '\t':
		return 1
	case c == 0xC2 && i+1 < len(text) && text[i+1] == 0xA0:
		return 2
	}
	return 0
}

func spaceBefore[T string | []byte](text T, i int) int {
	switch c := text[i-1]; {
	case c == ' ' || c == '\n' || c == '\t':
		return 1
	case c == 0xA0 && i > 1 && text[i-2] == 0xC2:
		return 2
	}
	return 0
}
