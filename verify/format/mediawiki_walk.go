package format

import (
	"html"
	"strings"
	"unicode/utf8"
)

// A wikiWalk reads one wiki text into prose and notes.
type wikiWalk struct {
	*wikiScan
	out    *leaf
	main   *leaf
	source *source
	depth  int
	groups map[string]*wikiGroup
	order  []string // groups by first use
	notes  []wikiNote
	lists  [][]int // notes as lists print them
	style  wikiStyle
}

// wikiStyle is what quotes have switched on in the line.
type wikiStyle struct {
	italic int // 1 + where it started; 0 for off
}

func newWikiWalk(text string, src *source) *wikiWalk {
	w := &wikiWalk{wikiScan: scanWiki(text), source: src, main: newBody(src), groups: map[string]*wikiGroup{}}
	w.out = w.main
	return w
}

func (w *wikiWalk) body() { w.walk(0, len(w.text)) }

// maxWikiDepth is how deep templates may be nested: MediaWiki stops at 40
// ($wgMaxTemplateDepth).
const maxWikiDepth = 40

// walk reads the text between two offsets.
func (w *wikiWalk) walk(from, to int) {
	if w.depth >= maxWikiDepth {
		return
	}
	w.depth++
	outer := w.style
	w.style = wikiStyle{}
	for i := from; i < to; {
		n := strings.IndexAny(w.text[i:to], "<{[]'&\nhH_|!")
		if n < 0 {
			n = to - i
		}
		w.out.write(w.text[i:i+n], i)
		if i += n; i < to {
			i = w.special(i, to)
		}
	}
	w.endLine()
	w.style = outer
	w.depth--
}

// special reads what starts at i, and returns where it is over.
func (w *wikiWalk) special(i, to int) int {
	rest := w.text[i:to]
	switch rest[0] {
	case '<':
		return w.angle(i, to)
	case '{':
		if end, ok := w.close[i]; ok && end <= to {
			w.template(i, end)
			if strings.HasPrefix(rest, "{{{") && end < to && w.text[end] == '}' {
				end++
			}
			return end
		}
	case '[':
		return w.bracket(i, to)
	case '\'':
		return w.quotes(i, to)
	case '&':
		n := entityLen(rest)
		w.out.print(strings.ToValidUTF8(html.UnescapeString(rest[:n]), "\ufffd"), i)
		return i + n
	case '\n':
		return w.line(i+1, to)
	case 'h', 'H':
		if n := bareURL(rest); n > 0 && !w.midWord(i) {
			w.address(rest[:n], i)
			return i + n
		}
	case '_':
		if n := magicWord(rest); n > 0 {
			return i + n
		}
	case '|', '!':
		if len(rest) > 1 && rest[1] == rest[0] {
			w.out.leave(cellGap)
			return i + 2
		}
	}
	w.out.write(rest[:1], i)
	return i + 1
}

func (w *wikiWalk) midWord(i int) bool { return i > 0 && isAlnum(w.text[i-1]) }

// bareURL is the length of the address that s starts with.
func bareURL(s string) int {
	if !hasScheme(s) {
		return 0
	}
	n := 0
	for n < len(s) && strings.IndexByte(" \t\n<>[]{}|\"", s[n]) < 0 {
		if strings.HasPrefix(s[n:], "''") {
			break
		}
		if r, size := utf8.DecodeRuneInString(s[n:]); r == ' ' || r == '\u3000' {
			break
		} else {
			n += size
		}
	}
	trimmed := strings.TrimRight(s[:n], ",;.:!?")
	if strings.IndexByte(trimmed, '(') < 0 {
		trimmed = strings.TrimRight(trimmed, ")")
	}
	return len(trimmed)
}

func hasScheme(s string) bool {
	for _, scheme := range [...]string{"http://", "https://", "ftp://"} {
		if len(s) > len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			return true
		}
	}
	return false
}

// address prints an address that leads to itself.
func (w *wikiWalk) address(url string, at int) {
	w.out.flush()
	start := w.out.here()
	w.out.write(html.UnescapeString(url), at)
	w.out.link(start, html.UnescapeString(url))
}

// magicWord is the length of a switch such as __NOTOC__.
func magicWord(s string) int {
	if !strings.HasPrefix(s, "__") {
		return 0
	}
	n := 2
	for n < len(s) && 'A' <= s[n] && s[n] <= 'Z' {
		n++
	}
	if n == 2 || !strings.HasPrefix(s[n:], "__") {
		return 0
	}
	return n + 2
}

// line reads what a line starts with.
func (w *wikiWalk) line(i, to int) int {
	w.endLine()
	w.out.steady = false
	if i >= to {
		w.out.leave(spaceGap)
		return i
	}
	switch c := w.text[i]; {
	case c == '\n':
		w.out.leave(paragraphGap)
	case c == '*' || c == '#' || c == ';' || c == ':':
		w.out.leave(lineGap)
		for i < to && strings.IndexByte("*#;:", w.text[i]) >= 0 {
			i++
		}
	case c == '=':
		return w.heading(i, to)
	case c == '|' || c == '!':
		return w.cell(i, to)
	case strings.HasPrefix(w.text[i:to], "{|"):
		w.out.leave(paragraphGap)
		return w.lineEnd(i, to)
	case strings.HasPrefix(w.text[i:to], "----"):
		w.out.leave(paragraphGap)
		return i + 4
	default:
		w.out.leave(spaceGap)
	}
	return i
}

// endLine ends what quotes have switched on.
func (w *wikiWalk) endLine() {
	if w.style.italic > 0 {
		w.out.italic(w.style.italic - 1)
	}
	w.style = wikiStyle{}
}

// lineEnd is the end of the line, tags and templates that it opens included.
func (w *wikiWalk) lineEnd(i, to int) int {
	for i < to {
		n := strings.IndexAny(w.text[i:to], "\n<{[")
		if n < 0 {
			return to
		}
		if i += n; w.text[i] == '\n' {
			return i
		}
		i = min(w.skip(i), to)
	}
	return i
}

// heading reads the title of a section without its equals signs.
func (w *wikiWalk) heading(i, to int) int {
	end := w.lineEnd(i, to)
	level := 0
	for i+level < end && w.text[i+level] == '=' {
		level++
	}
	line := strings.TrimRight(w.text[i:end], " \t")
	if !strings.HasSuffix(line, "=") || len(line) <= 2*level {
		w.out.leave(spaceGap)
		w.out.write(w.text[i:i+level], i)
		return i + level
	}
	w.out.leave(paragraphGap)
	w.walk(i+level, i+len(line)-level)
	w.out.leave(paragraphGap)
	return end
}

// cell reads the start of a table's row, cell or end: attributes are no words.
func (w *wikiWalk) cell(i, to int) int {
	end := w.lineEnd(i, to)
	rest := w.text[i:end]
	switch {
	case strings.HasPrefix(rest, "|}"):
		w.out.leave(paragraphGap)
		return i + 2
	case strings.HasPrefix(rest, "|-"):
		w.out.leave(lineGap)
		return end
	case strings.HasPrefix(rest, "|+"):
		w.out.leave(paragraphGap)
		return i + 2
	}
	if w.depth > 1 && !w.inTable(i) {
		w.out.leave(lineGap)
		return i + 1
	}
	w.out.leave(cellGap)
	i++
	if bars := w.split(i, end, '|'); len(bars) > 0 && (len(bars) == 1 || bars[1] != bars[0]+1) && strings.IndexByte(w.text[i:bars[0]], '=') >= 0 {
		return bars[0] + 1
	}
	return i
}

// inTable tells whether a line that starts with a bar is likely a table's.
func (w *wikiWalk) inTable(i int) bool {
	return strings.LastIndex(w.text[max(0, i-4096):i], "{|") >= 0
}

// quotes reads two apostrophes or more: italics, bold, both.
func (w *wikiWalk) quotes(i, to int) int {
	n := 1
	for i+n < to && w.text[i+n] == '\'' {
		n++
	}
	printed := 0
	switch {
	case n == 1, n == 4:
		printed = 1
	case n > 5:
		printed = n - 5
	}
	w.out.write(w.text[i:i+printed], i)
	if k := n - printed; k == 2 || k == 5 {
		w.toggle()
	}
	w.out.steady = false
	return i + n
}

func (w *wikiWalk) toggle() {
	if w.style.italic > 0 {
		w.out.italic(w.style.italic - 1)
		w.style.italic = 0
		return
	}
	w.style.italic = 1 + w.out.here()
}

// bracket reads a link.
func (w *wikiWalk) bracket(i, to int) int {
	if end, ok := w.close[i]; ok && end <= to {
		w.pageLink(i, end)
		return end
	}
	if n := w.outsideLink(i, to); n > 0 {
		return n
	}
	w.out.write("[", i)
	return i + 1
}

// outsideLink reads [https://address words].
func (w *wikiWalk) outsideLink(i, to int) int {
	const enough = 1 << 13 // bytes of one link
	to = min(to, i+enough)
	rest := w.text[i+1 : to]
	if !hasScheme(rest) && !strings.HasPrefix(rest, "//") {
		return 0
	}
	line, _, _ := strings.Cut(rest, "\n")
	if strings.IndexByte(line, ']') < 0 {
		return 0
	}
	n := strings.IndexAny(line, " \t]<")
	url := html.UnescapeString(line[:n])
	end := i + 1 + n
	for end < to && w.text[end] != ']' {
		if end = min(w.skip(end), to); end >= to {
			return 0
		}
	}
	if strings.TrimSpace(w.text[i+1+n:end]) == "" {
		w.address(line[:n], i+1)
		return end + 1
	}
	w.out.flush()
	start := w.out.here()
	style := w.style
	w.walk(i+1+n, end)
	w.style = style
	w.out.link(start, url)
	return end + 1
}

// pageLink reads [[page|words]]. A picture has its caption; a category and a
// link to another language have no words.
func (w *wikiWalk) pageLink(i, end int) {
	from, to := i+2, end-2
	bars := w.split(from, to, '|')
	target := w.text[from:to]
	if len(bars) > 0 {
		target = w.text[from:bars[0]]
	}
	space, _, ok := strings.Cut(strings.ToLower(strings.TrimSpace(target)), ":")
	switch space = strings.TrimSpace(space); {
	case ok && (space == "category" || space == "kategorie" || space == "catégorie" || space == "categoría"):
		return
	case ok && (space == "file" || space == "image" || space == "datei" || space == "bild" || space == "fichier" || space == "archivo"):
		if len(bars) > 0 {
			w.out.leave(paragraphGap)
			w.walk(bars[len(bars)-1]+1, to)
			w.out.leave(paragraphGap)
		}
		return
	case len(bars) > 0 && bars[0]+1 < to:
		w.inline(bars[0]+1, to)
		return
	}
	w.out.write(strings.TrimPrefix(strings.TrimRight(target, "|"), ":"), from)
}

// inline reads a piece of a line with what quotes have switched on around it.
func (w *wikiWalk) inline(from, to int) {
	style := w.style
	w.walk(from, to)
	w.style = style
}

// angle reads a tag.
func (w *wikiWalk) angle(i, to int) int {
	if t, ok := w.opaque[i]; ok && t.end <= to {
		w.extension(i, t)
		return max(t.end, i+1)
	}
	rest := w.text[i:to]
	n := 1
	if n < len(rest) && rest[n] == '/' {
		n++
	}
	start := n
	for n < len(rest) && isAlnum(rest[n]) {
		n++
	}
	close := strings.IndexByte(rest[:min(len(rest), 1024)], '>')
	if n == start || close < 0 || !isASCIILetter(rest[start]) || strings.HasPrefix(rest[n:], "://") { // <https://...> is no tag
		w.out.write("<", i)
		return i + 1
	}
	switch name := strings.ToLower(rest[start:n]); name {
	case "ref":
		w.out.write(rest[:close+1], i) // a ref in a ref is no ref
	case "br":
		w.out.leave(lineGap)
	case "i", "em", "cite":
		if (rest[1] == '/') == (w.style.italic > 0) {
			w.toggle()
		}
	default:
		w.out.leave(kindOf(name).gap)
	}
	w.out.steady = false
	return i + close + 1
}

// extension reads a tag whose content belongs to it.
func (w *wikiWalk) extension(i int, t wikiTag) {
	switch t.name {
	case "ref":
		w.ref(i, t)
	case "references":
		w.references(wikiAttributes(t.attrs)["group"], t.content[0], t.content[1])
	case "nowiki":
		w.out.write(w.text[t.content[0]:t.content[1]], t.content[0])
	case "pre", "syntaxhighlight", "source":
		w.out.leave(paragraphGap)
		w.out.keep(strings.Trim(w.text[t.content[0]:t.content[1]], "\n"), t.content[0])
		w.out.leave(paragraphGap)
	case "math", "chem":
		w.out.write(w.text[t.content[0]:t.content[1]], t.content[0])
	case "poem":
		w.inline(t.content[0], t.content[1])
	case "gallery":
		w.gallery(t.content[0], t.content[1])
	}
	w.out.steady = false
}

// gallery reads the captions of pictures, one a line.
func (w *wikiWalk) gallery(from, to int) {
	for from < to {
		end := w.lineEnd(from, to)
		if bars := w.split(from, end, '|'); len(bars) > 0 {
			w.out.leave(lineGap)
			w.walk(bars[0]+1, end)
		}
		from = end + 1
	}
	w.out.leave(paragraphGap)
}
