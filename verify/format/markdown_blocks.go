package format

import (
	"strings"

	"loccit/verify"
)

// An mdBlock is a paragraph, a heading or a listing: some lines of the source.
type mdBlock struct {
	kind mdKind
	note int // in markdown.heads; -1 for the body
	gap  gap // before it
	from int // in markdown.pieces
	to   int

	quoted bool // it is a quotation's
	anew   bool // and no part of the quotation before, if there is one
}

type mdKind uint8

const (
	mdText mdKind = iota
	mdHeading
	mdCode
)

// scan finds the blocks: https://spec.commonmark.org/0.31.2/#blocks-and-inlines
// as far as notes need it, and notes by pandoc's manual
// (https://pandoc.org/MANUAL.html#footnotes).
func (m *markdown) scan() {
	b := &mdScanner{markdown: m, note: -1, unclosed: map[byte]int{}}
	m.lines = sourceLines(m.source.text)
	i := m.frontMatter()
	for i < len(m.lines) {
		i = b.line(i)
	}
	m.pieces = b.pieces
}

func sourceLines(text string) []verify.Span {
	lines := make([]verify.Span, 0, 1+strings.Count(text, "\n"))
	for start := 0; start <= len(text); {
		n := strings.IndexByte(text[start:], '\n')
		if n < 0 {
			return append(lines, verify.Span{Start: start, End: len(text)})
		}
		lines = append(lines, verify.Span{Start: start, End: start + n})
		start += n + 1
	}
	return lines
}

// frontMatter returns the first line of the body. Metadata stands between
// "---" and "---" or "...", for some programs "+++", or in pandoc's title
// block of lines with "%".
func (m *markdown) frontMatter() int {
	line := func(i int) string { return m.lines[i].Of(m.source.text) }
	first := strings.TrimRight(line(0), " \t")
	if strings.HasPrefix(first, "%") {
		m.title = strings.TrimSpace(first[1:])
		i := 1
		for i < len(m.lines) && (strings.HasPrefix(line(i), "%") || strings.HasPrefix(line(i), "  ")) {
			i++
		}
		return i
	}
	if first != "---" && first != "+++" {
		return 0
	}
	for i := 1; i < len(m.lines); i++ {
		if s := strings.TrimRight(line(i), " \t"); s == first || s == "..." && first == "---" {
			m.title = metaTitle(m.source.text[m.lines[0].End:m.lines[i].Start])
			return i + 1
		}
	}
	return 0
}

// metaTitle is the value of a title at the top level of metadata.
func metaTitle(meta string) string {
	for line := range strings.Lines(meta) {
		key, value, ok := strings.Cut(line, ":")
		if k, v, toml := strings.Cut(line, "="); toml && (!ok || len(k) < len(key)) {
			key, value, ok = strings.TrimRight(k, " "), v, true
		}
		if !ok || strings.ToLower(key) != "title" {
			continue
		}
		value = strings.TrimSpace(value)
		if n := len(value); n > 1 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
			value = value[1 : n-1]
		}
		if strings.Trim(value, "|>-") == "" {
			return ""
		}
		return value
	}
	return ""
}

// An mdScanner is where the scan stands.
type mdScanner struct {
	*markdown
	pieces   []verify.Span
	note     int  // -1 in the body
	open     bool // the last block is a paragraph that goes on
	blank    bool // the line before is blank
	listed   bool // indented lines belong to a list
	quoted   bool // the last line was a quotation's
	within   bool // this line is one's
	outside  bool // a line of none came since the last block
	unclosed map[byte]int
}

// line takes line i, or the listing that begins there, and returns the next.
func (b *mdScanner) line(i int) int {
	at, end := b.lines[i].Start, b.lines[i].End
	at, quoted := b.quotation(at, end)
	b.within, b.outside = quoted, b.outside || !quoted
	width, at := b.indent(at, end)
	if at == end {
		b.blank, b.open = true, false
		return i + 1
	}
	blank := b.blank || quoted && !b.quoted && !b.open
	b.blank = false
	defer func() { b.quoted = quoted }()
	if b.note >= 0 {
		if width >= 4 {
			width -= 4
		} else if blank {
			b.leaveNote()
		} else if b.ends(at, end) {
			b.leaveNote()
		}
	}
	if b.note < 0 && width == 0 && blank && !b.marker(at, end) {
		b.listed = false
	}
	return b.put(i, at, end, width)
}

// put adds a line whose words begin at offset at, behind width columns of
// white space.
func (b *mdScanner) put(i, at, end, width int) int {
	s := b.source.text[at:end]
	if width >= 4 && !b.open && !b.listed {
		b.add(mdCode, lineGap, verify.Span{Start: at - min(width-4, at), End: end})
		return i + 1
	}
	if next := b.listing(i, at, end); next > i {
		return next
	}
	if next := b.hidden(i, at, end); next >= 0 {
		return next
	}
	switch {
	case b.define(at, end):
	case s[0] == '#' && atxLevel(s) > 0:
		from, to := heading(s)
		b.add(mdHeading, paragraphGap, verify.Span{Start: at + from, End: at + to})
		b.open = false
	case isRule(s):
		b.underline(s)
	case !b.open && b.reference(at, end):
	case b.marker(at, end):
		b.listed = b.note < 0
		b.item(at, end)
	case b.open:
		b.pieces = append(b.pieces, verify.Span{Start: at, End: end})
		b.blocks[len(b.blocks)-1].to = len(b.pieces)
	default:
		b.add(mdText, paragraphGap, verify.Span{Start: at, End: end})
		b.open = true
	}
	return i + 1
}

// add starts a block with one line.
func (b *mdScanner) add(kind mdKind, g gap, s verify.Span) {
	n := len(b.blocks)
	b.pieces = append(b.pieces, s)
	if kind == mdCode && n > 0 && b.blocks[n-1].kind == mdCode && b.blocks[n-1].note == b.note {
		b.blocks[n-1].to = len(b.pieces)
		return
	}
	b.blocks = append(b.blocks, mdBlock{kind: kind, note: b.note, gap: g, from: len(b.pieces) - 1, to: len(b.pieces), quoted: b.within, anew: b.outside})
	b.outside = false
}

func (b *mdScanner) leaveNote() { b.note, b.open = -1, false }

// quotation goes past the marks of quotations at the start of a line.
func (b *mdScanner) quotation(at, end int) (int, bool) {
	quoted := false
	for {
		i := at
		for i < end && i < at+3 && b.source.text[i] == ' ' {
			i++
		}
		if i == end || b.source.text[i] != '>' {
			return at, quoted
		}
		at, quoted = i+1, true
		if at < end && b.source.text[at] == ' ' {
			at++
		}
	}
}

// indent is the width of the white space at the start of a line, and where
// the words begin.
func (b *mdScanner) indent(at, end int) (width, words int) {
	for ; at < end; at++ {
		switch b.source.text[at] {
		case ' ', '\r', '\f', '\v':
			width++
		case '\t':
			width += 4 - width%4
		default:
			return width, at
		}
	}
	return width, at
}

// ends tells whether a line that follows a note without a blank line between
// is something else than its next line.
func (b *mdScanner) ends(at, end int) bool {
	s := b.source.text[at:end]
	_, fence := fenceOf(s)
	return fence > 0 || atxLevel(s) > 0 || isRule(s) || strings.HasPrefix(s, "<!--") || strings.HasPrefix(s, ":::") || b.headAt(at, end) > 0
}

// define takes the head of a note, and what follows it on its line: there may
// stand another.
func (b *mdScanner) define(at, end int) bool {
	n := b.headAt(at, end)
	if n == 0 {
		return false
	}
	label := b.source.text[at+2 : at+n-2]
	b.note, b.listed = len(b.heads), false
	b.heads = append(b.heads, mdHead{label, verify.Span{Start: at, End: at + n}})
	b.ids[label] = true
	b.add(mdText, paragraphGap, verify.Span{Start: at + n, End: at + n})
	b.open = true
	width, at := b.indent(at+n, end)
	switch {
	case at == end:
	case width >= 8:
		b.add(mdCode, lineGap, verify.Span{Start: at, End: end})
		b.open = false
	case b.define(at, end):
	default:
		b.pieces = append(b.pieces, verify.Span{Start: at, End: end})
		b.blocks[len(b.blocks)-1].to = len(b.pieces)
	}
	return true
}

// headAt is the length of the head of a note at offset at, 0 where none is.
func (b *mdScanner) headAt(at, end int) int {
	n := callLen(b.source.text[at:end])
	if n > 0 && at+n < end && b.source.text[at+n] == ':' {
		return n + 1
	}
	return 0
}

// maxNoteID bounds a label; CommonMark has the same bound for those of links.
const maxNoteID = 999

// callLen is the length of the call "[^label]" that s begins with, or 0.
func callLen(s string) int {
	if len(s) < 4 || s[0] != '[' || s[1] != '^' {
		return 0
	}
	for i := 2; i < len(s) && i < maxNoteID; i++ {
		switch c := s[i]; {
		case c == ']' && i > 2:
			return i + 1
		case c <= ' ' || c == '[' || c == ']' || c == '^' && i == 2:
			return 0
		}
	}
	return 0
}

// underline takes a line of one sign: it makes a heading of the paragraph
// before it, or is a border.
func (b *mdScanner) underline(s string) {
	if b.open && len(b.blocks) > 0 && (s[0] == '=' || s[0] == '-') && strings.Trim(s, "=- \t") == "" {
		last := &b.blocks[len(b.blocks)-1]
		if last.to-last.from <= 3 {
			last.kind = mdHeading
		}
	}
	b.open = false
}

// isRule tells lines without words: borders of tables, thematic breaks,
// underlines of headings, divisions, attributes.
func isRule(s string) bool {
	s = strings.TrimRight(s, " \t")
	if strings.HasPrefix(s, ":::") || strings.HasPrefix(s, "{:") && strings.HasSuffix(s, "}") {
		return true
	}
	switch s[0] {
	case '-', '=':
		return strings.Trim(s, "-= \t|+:") == ""
	case '*', '_':
		return len(s) > 2 && strings.Trim(s, s[:1]+" \t") == "" && strings.Count(s, s[:1]) > 2
	case '|', '+', ':':
		return len(s) > 2 && strings.Trim(s, "-=|+: \t") == ""
	}
	return false
}

// atxLevel is the level of a heading "## Words", 0 for what is none.
func atxLevel(s string) int {
	head := s[:min(len(s), 7)]
	n := len(head) - len(strings.TrimLeft(head, "#"))
	if n > 6 || n > 0 && n < len(s) && s[n] != ' ' && s[n] != '\t' {
		return 0
	}
	return n
}

// heading is where the words of a heading stand in its line.
func heading(s string) (from, to int) {
	from, to = atxLevel(s), len(s)
	if open := strings.LastIndexByte(s, '{'); open > 0 && strings.HasSuffix(strings.TrimRight(s, " \t"), "}") {
		to = open
	}
	rest := strings.TrimRight(s[:to], " \t")
	if closed := strings.TrimRight(rest, "#"); closed != rest && strings.HasSuffix(closed, " ") {
		rest = closed
	}
	return from, max(from, len(rest))
}

// marker tells the beginning of a list item.
func (b *mdScanner) marker(at, end int) bool {
	return markerLen(b.source.text[at:end]) > 0 && (!b.open || b.listed || b.note < 0)
}

// markerLen is the length of a list item's mark with the space after it.
// After the digits of a number a paragraph may just go on; the mark stays in
// the text, so that nothing is lost.
func markerLen(s string) int {
	n := 0
	for n < len(s) && n < 9 && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n == 0 && strings.IndexByte("-+*", s[0]) < 0 || n > 0 && (n == len(s) || s[n] != '.' && s[n] != ')') {
		return 0
	}
	if n++; n < len(s) && s[n] != ' ' && s[n] != '\t' {
		return 0
	}
	return n
}

// item starts a list item.
func (b *mdScanner) item(at, end int) {
	n := markerLen(b.source.text[at:end])
	if s := b.source.text[at]; s >= '0' && s <= '9' {
		b.add(mdText, lineGap, verify.Span{Start: at, End: end})
		b.open = true
		return
	}
	width, words := b.indent(min(at+n, end), end)
	if words < end && width < 5 && b.define(words, end) {
		return
	}
	b.add(mdText, lineGap, verify.Span{Start: words, End: end})
	b.open = true
}

// listing takes the fenced listing that begins with line i. A fence that
// nothing closes is none: the rest of a manuscript is not code.
func (b *mdScanner) listing(i, at, end int) int {
	sign, n := fenceOf(b.source.text[at:end])
	if n == 0 {
		return i
	}
	if least, ok := b.unclosed[sign]; ok && n >= least {
		return i
	}
	for j := i + 1; j < len(b.lines); j++ {
		from, _ := b.quotation(b.lines[j].Start, b.lines[j].End)
		_, from = b.indent(from, b.lines[j].End)
		s := strings.TrimRight(b.source.text[from:b.lines[j].End], " \t")
		if len(s) < n || s[0] != sign || strings.Trim(s, string(sign)) != "" {
			continue
		}
		for k := i + 1; k < j; k++ {
			b.add(mdCode, lineGap, b.lines[k])
		}
		b.open = false
		return j + 1
	}
	b.unclosed[sign] = n
	return i
}

// fenceOf is the sign and the length of the fence that a line is.
func fenceOf(s string) (sign byte, n int) {
	if len(s) < 3 || s[0] != '`' && s[0] != '~' {
		return 0, 0
	}
	n = len(s) - len(strings.TrimLeft(s, s[:1]))
	if n < 3 || s[0] == '`' && strings.IndexByte(s[n:], '`') >= 0 {
		return 0, 0
	}
	return s[0], n
}

// hidden takes what begins with line i and no reader sees: comments, scripts
// and style sheets.
func (b *mdScanner) hidden(i, at, end int) int {
	s := b.source.text[at:end]
	from := strings.LastIndex(s, "-->") + 1
	open, closing := strings.Index(s[from:], "<!--"), "-->"
	switch {
	case open >= 0 && !strings.Contains(s[:from+open], "`"):
		open += from
	case hasPrefixFold(s, "<script"):
		open, closing = 0, "</script>"
	case hasPrefixFold(s, "<style"):
		open, closing = 0, "</style>"
	default:
		return -1
	}
	if _, ok := b.unclosed[closing[2]]; ok {
		return -1
	}
	stop := strings.Index(b.source.text[at+open:], closing)
	if stop < 0 {
		b.unclosed[closing[2]] = 0
		return -1
	}
	stop += at + open + len(closing)
	if open > 0 {
		b.put(i, at, at+open, 0)
	} else {
		b.open = false
	}
	for b.lines[i].End < stop {
		i++
	}
	if closing == "-->" && strings.TrimSpace(b.source.text[stop:b.lines[i].End]) != "" {
		b.lines[i].Start = stop
		return i
	}
	return i + 1
}

// reference takes the target of reference links: "[label]: target".
func (b *mdScanner) reference(at, end int) bool {
	s := b.source.text[at:end]
	if s[0] != '[' {
		return false
	}
	close := strings.Index(s[:min(len(s), maxNoteID+4)], "]:")
	if close < 2 {
		return false
	}
	label, rest := s[1:close], strings.TrimLeft(s[close+2:], " \t")
	target := ""
	if strings.HasPrefix(rest, "<") {
		target, _, _ = strings.Cut(rest[1:], ">")
	} else if fields := strings.Fields(rest[:min(len(rest), maxTarget)]); len(fields) > 0 {
		target = fields[0]
		if after := strings.TrimSpace(rest[len(target):]); after != "" && strings.IndexByte(`"'({`, after[0]) < 0 {
			return false
		}
	}
	if target == "" || strings.ContainsAny(label, "[]") {
		return false
	}
	key := foldLabel(label)
	if _, ok := b.refs[key]; !ok {
		b.refs[key] = unescape(target)
	}
	return true
}

// foldLabel makes labels alike that differ in case and white space only.
func foldLabel(label string) string { return strings.ToLower(strings.Join(strings.Fields(label), " ")) }

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
