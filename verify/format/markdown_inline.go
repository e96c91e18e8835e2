package format

import (
	"html"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"loccit/verify"
)

// An mdInline reads the text of one block: first it finds its signs, then it
// writes what stands between them.
type mdInline struct {
	*markdown
	s      string
	starts []int // offsets of s where a line begins, and
	at     []int // where that line stands in the source
	signs  []mdSign
	open   []int // indices of brackets that are open
	runs   []mdRun
	note   int
	after  []mdSpan // inline notes that wait for the end of the block
}

// An mdSign is a part of the text that is not written as it stands.
type mdSign struct {
	start, end int
	kind       mdSignKind
	value      string // what is printed, a target, a label
	until      int    // for an inline note: where its words end
}

type mdSignKind int8

const (
	mdSkip mdSignKind = iota
	mdPrint
	mdRaw
	mdBracket // an opening bracket that may come to nothing
	mdLink
	mdLinkEnd
	mdItalic
	mdItalicEnd
	mdCallSign
	mdInlineNote
)

// An mdRun is a run of * or _ that may be emphasis.
type mdRun struct {
	start, end   int
	opens, shuts bool
	char         byte
}

type mdSpan struct {
	start, end int
	call       verify.Span
	label      string
}

// write writes one block.
func (m *markdown) write(b *mdBlock) {
	m.prose.leave(paragraphGap)
	if b.kind == mdDefinition {
		return
	}
	m.prose.flush()
	start := len(m.prose.text)
	if b.kind == mdCode {
		for i, l := range b.lines {
			if i > 0 {
				m.prose.leave(lineGap)
			}
			m.prose.keep(m.source.text[l.start:l.end], l.start)
		}
	} else {
		m.paragraph(b)
	}
	m.extend(b.note, start)
	if b.kind == mdHeading && m.title == "" && b.note < 0 {
		m.title = strings.TrimSpace(string(m.prose.text[start:]))
	}
}

// extend makes the text from start part of note n.
func (m *markdown) extend(n, start int) {
	if n < 0 {
		return
	}
	d := &m.defs[n]
	if !d.open {
		d.open, d.span.Start = true, start
	}
	d.span.End = len(m.prose.text)
}

// paragraph reads and writes the text of b, and then its inline notes.
func (m *markdown) paragraph(b *mdBlock) {
	in := &mdInline{markdown: m, note: b.note}
	in.join(b.lines)
	in.find()
	in.pair()
	in.write(0, len(in.s))
	if len(in.after) > 0 {
		m.extend(b.note, len(m.prose.text)) // the words of an inline note are not its host's
	}
	for len(in.after) > 0 {
		waiting := in.after
		in.after = nil
		for _, n := range waiting {
			in.writeNote(n)
		}
	}
}

// join makes one text of lines, without a copy where they touch.
func (in *mdInline) join(lines []mdLine) {
	text := in.source.text
	touching := true
	for i, l := range lines {
		in.starts = append(in.starts, 0)
		in.at = append(in.at, l.start)
		if i > 0 {
			touching = touching && l.start == lines[i-1].end+1
			in.starts[i] = in.starts[i-1] + lines[i-1].end - lines[i-1].start + 1
		}
	}
	if touching {
		in.s = text[lines[0].start:lines[len(lines)-1].end]
		in.starts, in.at = in.starts[:1], in.at[:1]
		return
	}
	var b strings.Builder
	for i, l := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(text[l.start:l.end])
	}
	in.s = b.String()
}

// offset is where byte i of the text stands in the source.
func (in *mdInline) offset(i int) int {
	k := 0
	if len(in.starts) > 1 {
		k = sort.SearchInts(in.starts, i+1) - 1
	}
	return in.at[k] + i - in.starts[k]
}

// find finds all signs of the text.
func (in *mdInline) find() {
	s := in.s
	for i := 0; i < len(s); {
		next := i + 1
		switch s[i] {
		case '\\':
			next = in.escape(i)
		case '`':
			next = in.code(i)
		case '<':
			next = in.tag(i)
		case '&':
			next = in.entity(i)
		case '!':
			if strings.HasPrefix(s[i:], "![") {
				next = i + 2
				in.bracket(i, next)
			}
		case '^':
			// ^74^[^1] is a superscript with a call after it, and no inline note.
			if _, call := callAt(s[next:]); call == 0 && strings.HasPrefix(s[next:], "[") {
				next = i + 2
				in.bracket(i, next)
			}
		case '[':
			next = in.call(i)
		case ']':
			next = in.closeBracket(i)
		case '*', '_':
			next = in.run(i)
		case 'h':
			next = in.address(i)
		default:
			if n := strings.IndexAny(s[i:], "\\`<&!^[]*_h"); n > 0 {
				next = i + n
			} else if n < 0 {
				next = len(s)
			}
		}
		i = next
	}
	sort.SliceStable(in.signs, func(a, b int) bool { return in.signs[a].start < in.signs[b].start })
}

func (in *mdInline) sign(kind mdSignKind, start, end int, value string) {
	in.signs = append(in.signs, mdSign{start: start, end: end, kind: kind, value: value})
}

func (in *mdInline) escape(i int) int {
	if i+1 < len(in.s) && isPunct(in.s[i+1]) {
		in.sign(mdSkip, i, i+1, "")
		return i + 2
	}
	return i + 1
}

// code reads a code span: nothing in it is a sign.
func (in *mdInline) code(i int) int {
	n := len(in.s[i:]) - len(strings.TrimLeft(in.s[i:], "`"))
	fence := in.s[i : i+n]
	for at := i + n; ; {
		k := strings.Index(in.s[at:], fence)
		if k < 0 {
			return i + n
		}
		at += k
		run := len(in.s[at:]) - len(strings.TrimLeft(in.s[at:], "`"))
		if run == n {
			in.sign(mdSkip, i, i+n, "")
			in.sign(mdRaw, i+n, at, "")
			in.sign(mdSkip, at, at+n, "")
			return at + n
		}
		at += run
	}
}

// entity reads &amp; and its like.
func (in *mdInline) entity(i int) int {
	end := strings.IndexByte(in.s[i:min(len(in.s), i+34)], ';')
	if end < 2 {
		return i + 1
	}
	raw := in.s[i : i+end+1]
	if plain := html.UnescapeString(raw); plain != raw && !strings.HasSuffix(plain, ";") {
		in.sign(mdPrint, i, i+end+1, plain)
		return i + end + 1
	}
	return i + 1
}

// address passes over a URL, whose * and _ are no emphasis.
func (in *mdInline) address(i int) int {
	if !strings.HasPrefix(in.s[i:], "http://") && !strings.HasPrefix(in.s[i:], "https://") {
		return i + 1
	}
	end := i + strings.Index(in.s[i:], "//") + 2
	for end < len(in.s) && in.s[end] > ' ' && !strings.ContainsRune("<>[]\\&`\"^", rune(in.s[end])) {
		if in.s[end] == ')' && strings.Count(in.s[i:end], "(") <= strings.Count(in.s[i:end], ")") {
			break
		}
		end++
	}
	for end > i && (in.s[end-1] == '*' || in.s[end-1] == '_') {
		end--
	}
	return end
}

// bracket notes an opening bracket of s[i:end].
func (in *mdInline) bracket(i, end int) {
	in.open = append(in.open, len(in.signs))
	in.sign(mdBracket, i, end, in.s[i:end])
}

// call reads [^id], or else an opening bracket.
func (in *mdInline) call(i int) int {
	if label, width := callAt(in.s[i:]); width > 0 {
		in.sign(mdCallSign, i, i+width, label)
		return i + width
	}
	in.bracket(i, i+1)
	return i + 1
}

// closeBracket makes what the last open bracket began a link, an image or an
// inline note, or nothing.
func (in *mdInline) closeBracket(i int) int {
	if len(in.open) == 0 {
		return i + 1
	}
	index := in.open[len(in.open)-1]
	in.open = in.open[:len(in.open)-1]
	opener := &in.signs[index]
	if opener.value == "^[" {
		opener.kind, opener.until = mdInlineNote, i
		in.sign(mdSkip, i, i+1, "")
		return i + 1
	}
	target, end, ok := in.target(opener.end, i)
	if !ok {
		return i + 1
	}
	if opener.value == "![" {
		opener.kind = mdSkip
		in.sign(mdSkip, i, end, "")
		return end
	}
	opener.kind, opener.value = mdLink, target
	in.sign(mdLinkEnd, i, end, "")
	return end
}

// target reads what follows a closed bracket at i: (URL "title"), [name], or
// attributes; a bracket alone may name a reference. It returns where the link
// ends.
func (in *mdInline) target(from, i int) (target string, end int, ok bool) {
	rest := in.s[i+1:]
	switch {
	case strings.HasPrefix(rest, "("):
		if target, n := destination(rest); n > 0 {
			end = i + 1 + n
			return target, end + mdAttributes(in.s[end:]), true
		}
	case strings.HasPrefix(rest, "[") && !strings.HasPrefix(rest, "[^"):
		if n := strings.IndexByte(rest, ']'); n > 0 {
			name := rest[1:n]
			if n == 1 {
				name = in.s[from:i]
			}
			if target, known := in.refs[foldLabel(name)]; known {
				return target, i + 2 + n, true
			}
		}
	case strings.HasPrefix(rest, "{"):
		if n := mdAttributes(rest); n > 0 {
			return "", i + 1 + n, true
		}
	}
	target, ok = in.refs[foldLabel(in.s[from:min(i, from+maxID)])]
	return target, i + 1, ok
}

// mdAttributes is how many bytes {#id .class} takes at the beginning of s.
func mdAttributes(s string) int {
	if !strings.HasPrefix(s, "{") {
		return 0
	}
	n := strings.IndexAny(s, "}\n")
	if n < 2 || s[n] != '}' || !strings.ContainsAny(s[1:2], "#.:") && !strings.Contains(s[:n], "=") {
		return 0
	}
	return n + 1
}

// destination reads (URL "title") at the beginning of s, and how long it is.
func destination(s string) (target string, n int) {
	i := 1
	for i < len(s) && isSpace(s[i]) {
		i++
	}
	start, depth := i, 0
	if i < len(s) && s[i] == '<' {
		end := strings.IndexAny(s[i:], ">\n")
		if end < 0 || s[i+end] != '>' {
			return "", 0
		}
		target, i = s[i+1:i+end], i+end+1
	} else {
		for ; i < len(s) && !isSpace(s[i]); i++ {
			if s[i] == '\\' && i+1 < len(s) {
				i++
			} else if s[i] == '(' {
				depth++
			} else if s[i] == ')' {
				if depth--; depth < 0 {
					break
				}
			}
		}
		target = s[start:min(i, len(s))]
	}
	return html.UnescapeString(unescapeMarkdown(target)), closeDestination(s, i)
}

// closeDestination passes over the title at i, and returns where the bracket
// closes; 0 where it does not.
func closeDestination(s string, i int) int {
	for i < len(s) && isSpace(s[i]) {
		i++
	}
	if i < len(s) && (s[i] == '"' || s[i] == '\'' || s[i] == '(') {
		quote := s[i]
		if quote == '(' {
			quote = ')'
		}
		for i++; i < len(s) && s[i] != quote; i++ {
			if s[i] == '\\' {
				i++
			}
		}
		for i++; i < len(s) && isSpace(s[i]); i++ {
		}
	}
	if i >= len(s) || s[i] != ')' {
		return 0
	}
	return i + 1
}

// tag reads a comment, <https://…>, or an HTML tag.
func (in *mdInline) tag(i int) int {
	s := in.s[i:]
	if strings.HasPrefix(s, "<!--") {
		if end := strings.Index(s, "-->"); end > 0 {
			in.sign(mdSkip, i, i+end+3, "")
			return i + end + 3
		}
		return i + 4
	}
	end := tagEnd(s)
	if end < 0 {
		return i + 1
	}
	inside := s[1:end]
	if scheme, _, ok := strings.Cut(inside, ":"); ok && !strings.ContainsAny(inside, " \n\t<\"") && isScheme(scheme) {
		in.sign(mdLink, i, i+1, inside)
		in.sign(mdRaw, i+1, i+end, "")
		in.sign(mdLinkEnd, i+end, i+end+1, "")
		return i + end + 1
	}
	name := strings.ToLower(strings.TrimLeft(inside, "/"))
	name = name[:len(name)-len(strings.TrimLeft(name, "abcdefghijklmnopqrstuvwxyz0123456789"))]
	if name == "" {
		return i + 1
	}
	in.element(i, i+end+1, name, inside)
	return i + end + 1
}

// tagEnd is where the tag closes that s begins with; a > in quotes does not.
func tagEnd(s string) int {
	quote := byte(0)
	for i := 1; i < len(s) && i < 4000; i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			if s[i-1] == '=' {
				quote = c
			}
		case c == '>':
			return i
		case c == '<':
			return -1
		}
	}
	return -1
}

func isScheme(s string) bool {
	if len(s) < 2 || len(s) > 32 {
		return false
	}
	for i := range len(s) {
		if !isLetter(s[i]) && !isDigit(s[i]) && !strings.ContainsRune("+.-", rune(s[i])) {
			return false
		}
	}
	return isLetter(s[0])
}

// element reads an HTML tag, which nobody sees, for what it means.
func (in *mdInline) element(start, end int, name, inside string) {
	closing := inside[0] == '/'
	switch name {
	case "a":
		if closing {
			in.sign(mdLinkEnd, start, end, "")
			return
		}
		if target := attribute(inside, "href"); target != "" {
			in.sign(mdLink, start, end, strings.TrimSuffix(html.UnescapeString(target), "\\"))
			return
		}
	case "i", "em", "cite":
		if closing {
			in.sign(mdItalicEnd, start, end, "")
		} else {
			in.sign(mdItalic, start, end, "")
		}
		return
	case "br", "p", "div", "li", "tr", "td", "th", "table":
		in.sign(mdPrint, start, end, " ")
		return
	}
	in.sign(mdSkip, start, end, "")
}

// attribute reads one attribute of the inside of a tag.
func attribute(inside, name string) string {
	lower := strings.ToLower(inside)
	at := strings.Index(lower, name+"=")
	if at < 0 || at+len(name)+1 >= len(inside) {
		return ""
	}
	value := inside[at+len(name)+1:]
	if quote := value[0]; quote == '"' || quote == '\'' {
		value, _, _ = strings.Cut(value[1:], string(quote))
		return strings.TrimSpace(value)
	}
	value, _, _ = strings.Cut(value, " ")
	return strings.TrimSpace(strings.TrimSuffix(value, "/"))
}

// run reads a run of * or _, and whether it may open and shut emphasis: rules
// of https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run
func (in *mdInline) run(i int) int {
	end := i + len(in.s[i:]) - len(strings.TrimLeft(in.s[i:], in.s[i:i+1]))
	before, _ := utf8.DecodeLastRuneInString(in.s[:i])
	after, _ := utf8.DecodeRuneInString(in.s[end:])
	spaceBefore, spaceAfter := i == 0 || unicode.IsSpace(before), end == len(in.s) || unicode.IsSpace(after)
	punctBefore, punctAfter := isSign(before), isSign(after)
	left := !spaceAfter && (!punctAfter || spaceBefore || punctBefore)
	right := !spaceBefore && (!punctBefore || spaceAfter || punctAfter)
	r := mdRun{start: i, end: end, char: in.s[i], opens: left, shuts: right}
	if r.char == '_' {
		r.opens, r.shuts = left && (!right || punctBefore), right && (!left || punctAfter)
	}
	in.runs = append(in.runs, r)
	return end
}

func isSign(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// farBack is how many open runs a closing one is matched against.
const farBack = 50

// pair matches the runs of * and _ and makes signs of the pairs: two of a kind
// are bold and go, one alone is italic.
func (in *mdInline) pair() {
	var open []int
	for i := range in.runs {
		r := &in.runs[i]
		for k := len(open) - 1; r.shuts && r.start < r.end && k >= max(0, len(open)-farBack); k-- {
			o := &in.runs[open[k]]
			for o.char == r.char && o.start < o.end && r.start < r.end {
				n := 1
				if o.end-o.start >= 2 && r.end-r.start >= 2 {
					n = 2
				}
				in.emphasis(o, r, n)
				open = open[:min(len(open), k+1)]
			}
			if o.start == o.end {
				open = open[:min(len(open), k)]
			}
		}
		if r.opens && r.start < r.end {
			open = append(open, i)
		}
	}
	if len(in.runs) > 0 {
		sort.SliceStable(in.signs, func(a, b int) bool { return in.signs[a].start < in.signs[b].start })
	}
}

// emphasis makes signs of n characters at the inner sides of two runs.
func (in *mdInline) emphasis(o, r *mdRun, n int) {
	opening, closing := mdItalic, mdItalicEnd
	if n == 2 {
		opening, closing = mdSkip, mdSkip
	}
	in.sign(opening, o.end-n, o.end, "")
	in.sign(closing, r.start, r.start+n, "")
	o.end -= n
	r.start += n
}
