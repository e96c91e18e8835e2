package format

import (
	"strings"
	"unicode/utf8"
)

// An mdBlock is a run of lines that are read together.
type mdBlock struct {
	kind  mdKind
	lines []mdLine
	note  int // index of the definition that it belongs to, -1 for the body
}

type mdKind int8

const (
	mdParagraph mdKind = iota
	mdHeading
	mdCode
	mdDefinition // where a note begins; without lines
)

// An mdLine is a part of the source: a line without the signs before it.
type mdLine struct{ start, end int }

// mdBlocks cuts a source into blocks. It knows what stands between a note and
// its text: quotes, lists, listings, comments and the rules for lazy lines of
// https://pandoc.org/MANUAL.html#footnotes and the GitHub flavour.
type mdBlocks struct {
	*markdown
	text  string
	note  int  // the note that the next line may belong to, -1 for none
	open  bool // the last block takes more lines
	blank bool // a blank line came since the last line
	list  bool // a list is open: indented lines are no listings
	quote int  // depth of the last line
	fence string
	fold  int // columns that the lines of a fence are indented by
	raw   string
}

func (b *mdBlocks) scan(from int) {
	b.note = -1
	for at := from; at < len(b.text); {
		end := lineEnd(b.text, at)
		if b.raw == "" && b.fence == "" {
			if skipped := b.comment(at, end); skipped > at {
				at = skipped
				continue
			}
		}
		b.line(at, end)
		at = end + 1
	}
}

// comment looks for an HTML comment that runs over the end of the line. It
// reads what stands before the comment and returns where the comment ends; at
// if there is none.
func (b *mdBlocks) comment(at, end int) int {
	n := strings.LastIndex(b.text[at:end], "<!--")
	if n < 0 || strings.Contains(b.text[at+n:end], "-->") || strings.Count(b.text[at:at+n], "`")%2 > 0 {
		return at
	}
	closed := strings.Index(b.text[end:], "-->")
	if closed < 0 {
		return at
	}
	b.line(at, at+n)
	return end + closed + len("-->")
}

// line reads one line, b.text[at:end].
func (b *mdBlocks) line(at, end int) {
	if b.verbatim(at, end) {
		return
	}
	start, quote := b.unquote(at, end)
	if strings.TrimSpace(b.text[start:end]) == "" {
		b.open, b.blank = false, true
		if quote == 0 {
			b.quote = 0
		}
		return
	}
	if quote > b.quote && b.note < 0 {
		b.open = false
	}
	b.quote = max(quote, b.quote)
	if quote == 0 && b.blank {
		b.quote = 0
	}
	columns, inner := indent(b.text, start, end)
	if b.note >= 0 {
		start, columns, inner = b.inNote(start, end, columns, inner)
	}
	b.blank = false
	b.block(start, inner, end, columns)
}

// inNote decides whether a line goes on with the open note: after a blank line
// only when it is indented by four columns, else lazily, unless it begins a
// block of its own. It takes the indent off.
func (b *mdBlocks) inNote(start, end, columns, inner int) (int, int, int) {
	switch {
	case columns >= 4:
		start = unindent(b.text, start, end, 4)
		columns, inner = indent(b.text, start, end)
	case b.blank || b.beginsBlock(b.text[inner:end]):
		b.note, b.open, b.list = -1, false, false
	}
	return start, columns, inner
}

// beginsBlock tells whether a line is more than the next of a paragraph.
func (b *mdBlocks) beginsBlock(line string) bool {
	return heading(line) > 0 || fenceSign(line) != "" || listMarker(line) > 0 || isRule(line) || strings.HasPrefix(line, ":::")
}

// block adds the line to the block it belongs to. start is where it begins,
// inner its first visible character, columns the width between the two.
func (b *mdBlocks) block(start, inner, end, columns int) {
	line := b.text[inner:end]
	if columns >= 4 && !b.open && !b.list {
		b.add(mdCode, mdLine{start, end})
		return
	}
	if columns >= 4 && b.open && len(b.blocks) > 0 && b.blocks[len(b.blocks)-1].kind == mdCode {
		b.add(mdCode, mdLine{start, end})
		return
	}
	switch {
	case columns < 4 && b.definition(inner, end):
	case b.beginFence(inner, line, columns):
	case b.beginRaw(inner, end, line):
	case heading(line) > 0:
		b.heading(inner, end, heading(line))
	case b.open && isUnderline(line):
		b.underlined()
	case isRule(line) || isTableRule(line) || strings.HasPrefix(line, ":::"):
		b.open = false
	case !b.open && b.reference(line):
	default:
		b.prosaic(inner, end, columns, line)
	}
}

// prosaic adds a line of a paragraph or of a list.
func (b *mdBlocks) prosaic(inner, end, columns int, line string) {
	if listMarker(line) > 0 {
		b.open, b.list = false, true
	} else if !b.open && columns == 0 {
		b.list = false
	}
	b.add(mdParagraph, mdLine{inner, end})
}

// add adds a line to the open block, if that is of the same kind, or to a new
// one.
func (b *mdBlocks) add(kind mdKind, l mdLine) {
	if n := len(b.blocks); b.open && n > 0 && b.blocks[n-1].kind == kind && b.blocks[n-1].note == b.note {
		b.blocks[n-1].lines = append(b.blocks[n-1].lines, l)
		return
	}
	b.blocks = append(b.blocks, mdBlock{kind: kind, lines: []mdLine{l}, note: b.note})
	b.open = true
}

// definition begins a note, if the line does: [^id]: See Smith. The line may
// hold a second one.
func (b *mdBlocks) definition(inner, end int) bool {
	label, width := definition(b.text[inner:end])
	if width == 0 {
		return false
	}
	b.note = len(b.defs)
	b.defs = append(b.defs, mdDef{label: label})
	b.blocks = append(b.blocks, mdBlock{kind: mdDefinition, lines: []mdLine{{inner + width, inner + width}}, note: b.note})
	b.open, b.list = false, false
	rest := inner + width
	columns, first := indent(b.text, rest, end)
	if first == end {
		return true
	}
	if !b.definition(first, end) {
		b.block(rest, first, end, min(columns, 3))
	}
	return true
}

// maxID bounds the label of a note. Some converters make labels out of whole
// citations.
const maxID = 999

// definition reads [^id]: at the beginning of line, and how long it is.
func definition(line string) (label string, width int) {
	label, width = callAt(line)
	if width == 0 || !strings.HasPrefix(line[width:], ":") {
		return "", 0
	}
	return label, width + 1
}

// callAt reads [^id] at the beginning of s, and how long it is; 0 for none.
func callAt(s string) (label string, width int) {
	if !strings.HasPrefix(s, "[^") {
		return "", 0
	}
	for i := 2; i < len(s) && i < maxID; i++ {
		switch s[i] {
		case ']':
			if i == 2 {
				return "", 0
			}
			return s[2:i], i + 1
		case ' ', '\t', '\n', '[':
			return "", 0
		case '\\':
			i++
		}
	}
	return "", 0
}

// verbatim reads a line inside a fence or a raw block.
func (b *mdBlocks) verbatim(at, end int) bool {
	line := b.text[at:end]
	switch {
	case b.raw != "":
		if strings.Contains(strings.ToLower(line), b.raw) {
			b.raw, b.open = "", false
		}
		return true
	case b.fence != "":
		body := strings.TrimLeft(line, " \t>")
		if strings.HasPrefix(body, b.fence) && strings.Trim(body, b.fence[:1]+" \t") == "" {
			b.fence, b.open = "", false
			return true
		}
		if b.note >= 0 && b.fold > 0 && body != "" && strings.TrimLeft(line, " \t") == line {
			b.fence, b.open, b.note = "", false, -1 // the note ends, and the fence with it
			return false
		}
		b.add(mdCode, mdLine{unindent(b.text, at, end, b.fold), end})
		b.open = true
		return true
	}
	return false
}

func (b *mdBlocks) beginFence(inner int, line string, columns int) bool {
	sign := fenceSign(line)
	if sign == "" {
		return false
	}
	b.fence, b.open = sign, false
	b.fold = columns
	if b.note >= 0 {
		b.fold += 4
	}
	return true
}

// fenceSign is the run of backticks or tildes that line opens a listing with.
func fenceSign(line string) string {
	if line == "" || line[0] != '`' && line[0] != '~' {
		return ""
	}
	n := len(line) - len(strings.TrimLeft(line, line[:1]))
	if n < 3 || line[0] == '`' && strings.Contains(line[n:], "`") {
		return ""
	}
	return line[:n]
}

// beginRaw begins HTML that is no text: a script, a style sheet, a listing.
func (b *mdBlocks) beginRaw(inner, end int, line string) bool {
	if line[0] != '<' {
		return false
	}
	lower := strings.ToLower(line[:min(len(line), 12)])
	for _, tag := range []string{"script", "style", "pre", "textarea"} {
		if !strings.HasPrefix(lower, "<"+tag) || len(lower) > len(tag)+1 && lower[len(tag)+1] != '>' && lower[len(tag)+1] != ' ' {
			continue
		}
		b.open = false
		if closing := "</" + tag; !strings.Contains(strings.ToLower(line), closing) {
			b.raw = closing
		}
		return true
	}
	return false
}

// heading is how many # a heading begins with, 0 for no heading.
func heading(line string) int {
	n := len(line) - len(strings.TrimLeft(line, "#"))
	if n == 0 || n > 6 || n < len(line) && line[n] != ' ' && line[n] != '\t' {
		return 0
	}
	return n
}

func (b *mdBlocks) heading(inner, end, level int) {
	line := strings.TrimRight(b.text[inner:end], " \t")
	if at := strings.LastIndexByte(line, '{'); at > 0 && strings.HasSuffix(line, "}") {
		line = strings.TrimRight(line[:at], " \t")
	}
	line = strings.TrimRight(strings.TrimRight(line, "#"), " \t")
	if len(line) <= level {
		return
	}
	start := level + len(line[level:]) - len(strings.TrimLeft(line[level:], " \t"))
	b.open, b.list = false, false
	b.add(mdHeading, mdLine{inner + start, inner + len(line)})
	b.open = false
}

func isUnderline(line string) bool {
	line = strings.TrimRight(line, " \t")
	return len(line) > 1 && (strings.Trim(line, "=") == "" || strings.Trim(line, "-") == "")
}

// underlined makes the open paragraph a heading.
func (b *mdBlocks) underlined() {
	if last := &b.blocks[len(b.blocks)-1]; last.kind == mdParagraph {
		last.kind = mdHeading
	}
	b.open = false
}

func isRule(line string) bool {
	line = strings.ReplaceAll(strings.TrimRight(line, " \t"), " ", "")
	return len(line) >= 3 && (strings.Trim(line, "-") == "" || strings.Trim(line, "*") == "" || strings.Trim(line, "_") == "")
}

func isTableRule(line string) bool {
	return strings.Trim(line, "|-:+= \t") == "" && strings.Count(line, "-")+strings.Count(line, "=") >= 2
}

// reference reads [name]: target, which links elsewhere go by.
func (b *mdBlocks) reference(line string) bool {
	if line[0] != '[' {
		return false
	}
	name, rest, ok := strings.Cut(line[1:], "]:")
	rest = strings.TrimSpace(rest)
	if !ok || rest == "" || strings.ContainsAny(name, "[]") {
		return false
	}
	target := strings.Fields(rest)[0]
	if tail := strings.TrimSpace(rest[len(target):]); tail != "" && !strings.ContainsAny(tail[:1], "\"'({") {
		return false
	}
	if key := foldLabel(name); b.refs[key] == "" {
		b.refs[key] = unescapeMarkdown(strings.Trim(target, "<>"))
	}
	return true
}

// foldLabel is what two spellings of one link label share.
func foldLabel(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// listMarker is how long the marker is that a list item begins with, 0 for no
// item.
func listMarker(line string) int {
	n := 0
	if strings.ContainsRune("-*+", rune(line[0])) {
		n = 1
	} else {
		for n < len(line) && n < 9 && isDigit(line[n]) {
			n++
		}
		if n == 0 || n == len(line) || line[n] != '.' && line[n] != ')' {
			return 0
		}
		n++
	}
	if n < len(line) && line[n] != ' ' && line[n] != '\t' {
		return 0
	}
	return n
}

// unquote takes the signs of quotation off a line, and counts them.
func (b *mdBlocks) unquote(at, end int) (start, depth int) {
	for start = at; ; depth++ {
		i := start
		for i < end && i-start < 4 && b.text[i] == ' ' {
			i++
		}
		if i == end || b.text[i] != '>' || i-start == 4 {
			return start, depth
		}
		if start = i + 1; start < end && b.text[start] == ' ' {
			start++
		}
	}
}

// indent is how many columns text[at:end] is indented by, and where its first
// visible character is.
func indent(text string, at, end int) (columns, inner int) {
	for inner = at; inner < end; inner++ {
		switch text[inner] {
		case ' ':
			columns++
		case '\t':
			columns += 4 - columns%4
		default:
			return columns, inner
		}
	}
	return columns, inner
}

// unindent takes up to n columns of white space off text[at:end].
func unindent(text string, at, end, n int) int {
	for columns := 0; at < end && columns < n; at++ {
		switch text[at] {
		case ' ':
			columns++
		case '\t':
			columns += 4 - columns%4
		default:
			return at
		}
	}
	return at
}

// unescapeMarkdown takes the backslashes off escaped punctuation.
func unescapeMarkdown(s string) string {
	if !strings.Contains(s, "\\") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && isPunct(s[i+1]) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func isPunct(c byte) bool { return c > ' ' && c < utf8.RuneSelf && !isDigit(c) && !isLetter(c) }
