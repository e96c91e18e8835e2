package format

import (
	"bytes"
	"path"
	"sort"
	"strconv"
	"strings"

	"loccit/verify"
)

// dokuwikiReader reads the text of DokuWiki pages. Notes stand in double
// parentheses: from "((" to the first "))" that is not within a link or what is
// shown as it is; a note holds no other, and headings and preformatted lines
// hold none (https://www.dokuwiki.org/wiki:syntax#footnotes and the Lexer of
// inc/Parsing/ParserMode/Footnote.php). Each has a number of its own.
type dokuwikiReader struct{}

func (dokuwikiReader) Format() string { return "dokuwiki" }

func (dokuwikiReader) Match(in verify.Input) verify.Fit {
	head := in.Data[:min(len(in.Data), 1<<16)]
	if bytes.Contains(head, []byte("((")) && bytes.Contains(head, []byte("))")) && dokuHeading(head) {
		return verify.ByContent
	}
	switch strings.ToLower(path.Ext(in.Path)) {
	case ".dokuwiki", ".doku":
		return verify.ByName
	}
	return verify.NoFit
}

// dokuHeading tells whether a page has a heading of DokuWiki's first or second
// level, which no other format writes: ====== Title ======.
func dokuHeading(head []byte) bool {
	for line := range bytes.Lines(head) {
		line = bytes.TrimSpace(line)
		inner := bytes.Trim(line, "=")
		if len(line)-len(inner) >= 10 && bytes.HasPrefix(line, []byte("=====")) && bytes.HasSuffix(line, []byte("=====")) && len(bytes.TrimSpace(inner)) > 0 {
			return true
		}
	}
	return false
}

func (dokuwikiReader) Read(in verify.Input) (*verify.Document, error) {
	text, err := decode(in.Data, "")
	if err != nil {
		return nil, err
	}
	src := newSource(text)
	w := &dokuWalk{text: text, source: src, main: newBody(src), ends: map[string][]int{}}
	w.out = w.main
	w.walk()
	return w.document(), nil
}

// A dokuWalk reads one page from its first byte to its last.
type dokuWalk struct {
	text   string
	source *source
	main   *leaf
	out    *leaf
	notes  []*leaf
	ends   map[string][]int // where each mark stands: looked up, not searched again
	italic int              // 1 + where italics started; 0 for off
	outer  int              // italic, outside the note
	title  string
}

func (w *dokuWalk) walk() {
	at := w.line(0)
	for at < len(w.text) {
		n := strings.IndexAny(w.text[at:], "\n()[{<%/\\*_'hH~|^")
		if n < 0 {
			n = len(w.text) - at
		}
		w.out.write(w.text[at:at+n], at)
		if at += n; at < len(w.text) {
			at = w.special(at)
		}
	}
	w.closeNote()
}

// special reads what starts at an offset, and returns where it is over.
func (w *dokuWalk) special(at int) int {
	rest := w.text[at:]
	for _, s := range [...]struct {
		mark string
		read func(int) int
	}{
		{"((", w.open}, {"))", w.close}, {"[[", w.link}, {"{{", w.media}, {"%%", w.literal}, {"\\\\", w.lineBreak},
		{"//", w.slashes}, {"**", w.mark}, {"__", w.mark}, {"''", w.mark}, {"\n", w.newline}, {"<", w.tag}, {"~~", w.macro},
	} {
		if strings.HasPrefix(rest, s.mark) {
			return s.read(at)
		}
	}
	switch rest[0] {
	case 'h', 'H':
		if w.out != w.main {
			rest, _, _ = strings.Cut(rest, "))")
		}
		if n := bareURL(rest); n > 0 && (at == 0 || !isAlnum(w.text[at-1])) {
			w.address(at, n)
			return at + n
		}
	case '|', '^':
		if w.inTable(at) {
			w.out.leave(cellGap)
			return at + 1
		}
	}
	w.out.write(rest[:1], at)
	return at + 1
}

// end is where mark stands next; negative where it does not.
func (w *dokuWalk) end(mark string, from int) int {
	all, seen := w.ends[mark]
	if !seen {
		all = places(w.text, mark)
		w.ends[mark] = all
	}
	i := sort.SearchInts(all, from)
	if i == len(all) {
		return -1
	}
	return all[i]
}

func places(text, mark string) []int {
	var all []int
	for at := 0; ; at++ {
		n := strings.Index(text[at:], mark)
		if n < 0 {
			return all
		}
		at += n
		all = append(all, at)
	}
}

// open starts a note, where its end is anywhere ahead.
func (w *dokuWalk) open(at int) int {
	if w.out != w.main || w.end("))", at+2) < 0 {
		w.out.write("((", at)
		return at + 2
	}
	note := newLeaf(w.source)
	w.notes = append(w.notes, note)
	w.out.call(strconv.Itoa(len(w.notes)), len(w.notes)-1, at)
	w.out.steady = false
	w.out, w.outer, w.italic = note, w.italic, 0
	return at + 2
}

func (w *dokuWalk) close(at int) int {
	if w.out == w.main {
		w.out.write("))", at)
		return at + 2
	}
	w.closeNote()
	return at + 2
}

func (w *dokuWalk) closeNote() {
	w.endItalic()
	if w.out != w.main {
		w.out, w.italic = w.main, w.outer
	}
}

func (w *dokuWalk) endItalic() {
	if w.italic > 0 {
		w.out.italic(w.italic - 1)
		w.italic = 0
	}
}

// link reads [[target|words]].
func (w *dokuWalk) link(at int) int {
	end := w.end("]]", at+2)
	if end < 0 || strings.Contains(w.text[at:min(end, at+4096)], "\n") || end > at+4096 {
		w.out.write("[[", at)
		return at + 2
	}
	target, words, named := strings.Cut(w.text[at+2:end], "|")
	from := at + 2
	if named && strings.TrimSpace(words) != "" {
		from += len(target) + 1
	} else {
		words = target
	}
	w.out.flush()
	start := w.out.here()
	w.out.write(words, from)
	w.out.link(start, strings.TrimSpace(target))
	return end + 2
}

// media reads {{picture|caption}}.
func (w *dokuWalk) media(at int) int {
	end := w.end("}}", at+2)
	if end < 0 || end > at+4096 {
		w.out.write("{{", at)
		return at + 2
	}
	if target, caption, ok := strings.Cut(w.text[at+2:end], "|"); ok {
		w.out.write(caption, at+3+len(target))
	}
	return end + 2
}

// literal reads %%what is shown as it is%%.
func (w *dokuWalk) literal(at int) int {
	end := w.end("%%", at+2)
	if end < 0 {
		w.out.write("%%", at)
		return at + 2
	}
	w.out.write(w.text[at+2:end], at+2)
	return end + 2
}

func (w *dokuWalk) lineBreak(at int) int {
	if at+2 < len(w.text) && strings.IndexByte(" \t\n", w.text[at+2]) < 0 {
		w.out.write("\\\\", at)
		return at + 2
	}
	w.out.leave(lineGap)
	return at + 2
}

// slashes reads italics; those of an address are its own.
func (w *dokuWalk) slashes(at int) int {
	if at > 0 && w.text[at-1] == ':' {
		w.out.write("//", at)
		return at + 2
	}
	if w.italic > 0 {
		w.endItalic()
	} else {
		w.italic = 1 + w.out.here()
	}
	w.out.steady = false
	return at + 2
}

// mark passes over what sets words bold, underlined or as typed.
func (w *dokuWalk) mark(at int) int {
	w.out.steady = false
	return at + 2
}

// macro reads a switch of the page: ~~NOTOC~~.
func (w *dokuWalk) macro(at int) int {
	n := at + 2
	for n < len(w.text) && (isAlnum(w.text[n]) || w.text[n] == ':') {
		n++
	}
	if n > at+2 && strings.HasPrefix(w.text[n:], "~~") {
		return n + 2
	}
	w.out.write("~~", at)
	return at + 2
}

// tag reads what angle brackets hold: text as it is, or a mark without words.
func (w *dokuWalk) tag(at int) int {
	n := at + 1
	if n < len(w.text) && w.text[n] == '/' {
		n++
	}
	name := n
	for n < len(w.text) && isAlnum(w.text[n]) {
		n++
	}
	close := strings.IndexByte(w.text[n:min(len(w.text), n+256)], '>')
	if close < 0 {
		w.out.write("<", at)
		return at + 1
	}
	after := n + close + 1
	switch w.text[name:n] {
	case "nowiki", "code", "file", "html", "HTML", "php", "PHP":
		end := w.end("</"+w.text[name:n]+">", after)
		if end < 0 || name != at+1 {
			break
		}
		if w.text[name:n] == "nowiki" {
			w.out.write(w.text[after:end], after)
		} else {
			w.out.leave(paragraphGap)
			w.out.keep(strings.Trim(w.text[after:end], "\n"), after)
			w.out.leave(paragraphGap)
		}
		w.out.steady = false
		return end + len("</>") + n - name
	case "del", "sub", "sup", "note", "wrap", "WRAP":
		w.out.steady = false
		return after
	}
	w.out.write("<", at)
	return at + 1
}

// address prints an address that leads to itself.
func (w *dokuWalk) address(at, n int) {
	w.out.flush()
	start := w.out.here()
	w.out.write(w.text[at:at+n], at)
	w.out.link(start, w.text[at:at+n])
}

func (w *dokuWalk) newline(at int) int { return w.line(at + 1) }

// line reads what a line starts with.
func (w *dokuWalk) line(at int) int {
	w.out.steady = false
	end := strings.IndexByte(w.text[at:], '\n')
	if end < 0 {
		end = len(w.text) - at
	}
	line := w.text[at : at+end]
	trimmed := strings.TrimSpace(line)
	indent := len(line) - len(strings.TrimLeft(line, " \t"))
	switch {
	case trimmed == "":
		w.out.leave(paragraphGap)
	case strings.HasPrefix(trimmed, "==") && strings.HasSuffix(trimmed, "==") && strings.Trim(trimmed, "=") != "" && w.out == w.main:
		return w.heading(at, end, trimmed)
	case (indent >= 2 || strings.HasPrefix(line, "\t")) && (trimmed[0] == '*' || trimmed[0] == '-') && !strings.HasPrefix(trimmed, "**"):
		w.out.leave(lineGap)
		return at + indent + 1
	case (indent >= 2 || strings.HasPrefix(line, "\t")) && w.out == w.main:
		w.out.leave(lineGap)
		w.out.keep(line, at)
		w.out.leave(lineGap)
		return at + end
	case trimmed[0] == '|' || trimmed[0] == '^' || trimmed[0] == '>':
		w.out.leave(lineGap)
		return at + indent + 1
	case strings.Trim(trimmed, "-") == "" && len(trimmed) >= 4:
		w.out.leave(paragraphGap)
		return at + end
	default:
		w.out.leave(spaceGap)
	}
	return at
}

func (w *dokuWalk) heading(at, end int, trimmed string) int {
	words := strings.TrimSpace(strings.Trim(trimmed, "="))
	w.out.leave(paragraphGap)
	w.out.write(words, at+strings.Index(w.text[at:at+end], words))
	w.out.leave(paragraphGap)
	if w.title == "" {
		w.title = words
	}
	return at + end
}

// inTable tells whether the line of an offset is a row of a table.
func (w *dokuWalk) inTable(at int) bool {
	const enough = 1 << 12
	from := max(0, at-enough)
	line := 1 + strings.LastIndexByte(w.text[from:at], '\n')
	c := w.text[from+line]
	return (line > 0 || from == 0) && (c == '|' || c == '^')
}

// document lays the notes out: their numbers are those of their calls.
func (w *dokuWalk) document() *verify.Document {
	notes := make([]gatheredNote, len(w.notes))
	for i, n := range w.notes {
		notes[i] = gatheredNote{passage: n.passage(), label: strconv.Itoa(i + 1), series: 1}
	}
	body := w.main.passage()
	d := assemble(&body, notes)
	d.Title = w.title
	return d
}
