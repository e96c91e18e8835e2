package format

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"loccit/verify"
)

// document writes the body and the notes one after the other.
func (f *pdfFinder) document() *verify.Document {
	w := &pdfWriter{pdfFinder: f, words: f.vocabulary()}
	parallel := f.parallel()
	order := w.noteOrder(parallel)
	body := w.writeBody(parallel)
	notes := make([]gatheredNote, len(order))
	series := map[int]int{}
	for i, n := range order {
		note := &f.notes[n]
		if series[note.series] == 0 {
			series[note.series] = len(series) + 1
		}
		notes[i] = gatheredNote{passage: *w.writeNote(note), label: note.head.label, series: series[note.series]}
	}
	d := assemble(body, notes)
	if len(f.series) == 0 && !slices.ContainsFunc(f.calls, func(m pdfMark) bool { return m.sure && m.n > 0 }) {
		readAsText(d)
	}
	return d
}

// readAsText looks for notes as plain text has them: calls in brackets, and
// notes in type as large as the body. It is for documents where no number is
// raised; where some are, and no note has them, a list is a list.
func readAsText(d *verify.Document) {
	s := &sheet{text: d.Text, places: d.Places}
	for i := 1; i < len(d.Places); i++ {
		s.pages = append(s.pages, d.Places[i].Offset)
	}
	d.Notes, d.Missing = findNotes(s)
}

// parallel reports whether the document says everything twice, in two columns:
// each number stands twice on a page, far apart.
func (f *pdfFinder) parallel() bool {
	type place struct{ page, n int }
	left := map[place]float32{}
	twice := 0
	for i := range f.notes {
		h := &f.notes[i].head
		l := &f.lines[h.line]
		p := place{l.page, h.n}
		if x, ok := left[p]; ok && (x-l.left > f.pages[l.page].Width/3 || l.left-x > f.pages[l.page].Width/3) {
			twice++
		}
		left[p] = l.left
	}
	return twice >= 3 && twice*4 > len(f.notes)
}

// A pdfWriter writes lines as text.
type pdfWriter struct {
	*pdfFinder
	words map[string]bool // that the document has whole, in lower case
	place []int           // note -> its place in the document
}

// noteOrder is the order of the notes: as printed, or language by language
// where there are two side by side.
func (w *pdfWriter) noteOrder(parallel bool) []int {
	order := make([]int, len(w.notes))
	for i := range order {
		order[i] = i
	}
	if parallel {
		slices.SortStableFunc(order, func(a, b int) int {
			x, y := w.notes[a].series, w.notes[b].series
			return cmp.Or(cmp.Compare(w.margin(x), w.margin(y)), cmp.Compare(x, y))
		})
	}
	w.place = make([]int, len(order))
	for i, n := range order {
		w.place[n] = i
	}
	return order
}

// margin is where the first note of a series begins.
func (w *pdfWriter) margin(series int) float32 {
	return w.lines[w.series[series].heads[0].line].left
}

// writeBody writes what is neither note nor furniture.
func (w *pdfWriter) writeBody(parallel bool) *passage {
	calls := map[int][]pdfCall{}
	for i := range w.notes {
		if c := w.notes[i].call; c >= 0 {
			calls[w.calls[c].line] = append(calls[w.calls[c].line], pdfCall{w.calls[c].span, w.place[i]})
		}
	}
	for _, c := range w.stray {
		calls[w.calls[c].line] = append(calls[w.calls[c].line], pdfCall{w.calls[c].span, -1})
	}
	p := &passage{}
	page := -1
	var before *pdfLine
	for _, i := range w.bodyOrder(parallel) {
		l := &w.lines[i]
		if before != nil && w.parts(before, l) {
			p.lineBreak()
			p.text = append(p.text, '\n')
		}
		w.write(p, l, 0, calls[i], &page)
		before = l
	}
	plainHyphens(p.text)
	return p
}

// pdfCall is a call in a line.
type pdfCall struct {
	span verify.Span
	note int
}

// bodyOrder are the lines of the body in reading order.
func (w *pdfWriter) bodyOrder(parallel bool) []int {
	var left, right []int
	for i := range w.lines {
		l := &w.lines[i]
		switch {
		case l.furniture || w.inNote[i] > 0:
		case parallel && l.left > w.pages[l.page].Width/2-20:
			right = append(right, i)
		default:
			left = append(left, i)
		}
	}
	return append(left, right...)
}

// plainHyphens writes as they are printed the hyphens that end no line after
// all.
func plainHyphens(text []byte) {
	for i, c := range text {
		if c == hyphen[0] {
			text[i] = '-'
		}
	}
}

// parts reports whether a new paragraph begins at l: after a gap, or in another
// size of type.
func (w *pdfWriter) parts(before, l *pdfLine) bool {
	if before.page != l.page {
		return false
	}
	drop := before.base - l.base
	return drop > 2*l.size && drop > 2*before.size || before.size > 1.15*l.size || l.size > 1.15*before.size
}

// writeNote writes one note.
func (w *pdfWriter) writeNote(n *pdfNote) *passage {
	p := &passage{}
	page := -1
	for i, at := range n.lines {
		from := 0
		if i == 0 {
			from = n.head.words
		}
		w.write(p, &w.lines[at], from, nil, &page)
	}
	plainHyphens(p.text)
	return p
}

// write adds a line, without the first from bytes of it. page is the page of
// the line before.
func (w *pdfWriter) write(p *passage, l *pdfLine, from int, calls []pdfCall, page *int) {
	end := len(strings.TrimRightFunc(l.text, unicode.IsSpace))
	from = min(end, from+len(l.text[from:])-len(strings.TrimLeftFunc(l.text[from:], unicode.IsSpace)))
	w.join(p, l.text[from:end])
	at := p.offset()
	if l.page != *page {
		p.pages = append(p.pages, verify.Mark{Offset: at, Place: verify.Place{Page: l.page + 1}})
		*page = l.page
	}
	p.text = append(p.text, l.text[from:end]...)
	plainHyphens(p.text[at:max(at, len(p.text)-1)])
	move := func(s verify.Span) verify.Span {
		s.Start, s.End = max(s.Start, from), max(min(s.End, end), from)
		return verify.Span{Start: s.Start - from + at, End: s.End - from + at}
	}
	for _, piece := range l.pieces {
		if s := move(verify.Span{Start: piece.start, End: piece.end}); piece.run.Italic && s.Len() > 0 {
			p.addItalic(s)
		}
	}
	for _, link := range l.links {
		if s := move(link.Span); s.Len() > 0 {
			p.addLink(s, link.Target)
		}
	}
	for _, c := range calls {
		p.calls = append(p.calls, passageCall{move(c.span), c.note})
	}
}

// addItalic adds a span in italics; one that goes on from the line before is
// one with it.
func (p *passage) addItalic(s verify.Span) {
	if n := len(p.italics); n > 0 && len(bytes.TrimSpace(p.text[p.italics[n-1].End:s.Start])) == 0 {
		p.italics[n-1].End = s.End
		return
	}
	p.italics = append(p.italics, s)
}

// addLink adds a link; one that goes on from the line before is one with it.
func (p *passage) addLink(s verify.Span, target string) {
	if n := len(p.links); n > 0 && p.links[n-1].Target == target && p.links[n-1].Span.End <= s.Start &&
		len(bytes.Trim(p.text[p.links[n-1].Span.End:s.Start], " \n-")) == 0 {
		p.links[n-1].Span.End = s.End
		return
	}
	p.links = append(p.links, verify.Link{Span: s, Target: target})
}

// hyphen is what the library gives for a hyphen at the end of a line.
const hyphen = "\x02"

// join ends the line before. A hyphen at its end was added by the typesetter
// where the document has the word whole elsewhere; in a URL nobody knows, and
// it stays with its line end.
func (w *pdfWriter) join(p *passage, next string) {
	if len(p.text) == 0 {
		return
	}
	if !bytes.HasSuffix(p.text, []byte(hyphen)) {
		p.lineBreak()
		return
	}
	p.cut(len(p.text) - len(hyphen))
	token := p.text[bytes.LastIndexAny(p.text, " \n\t")+1:]
	if p.endsInURL() {
		p.text = append(p.text, "-\n"...)
		return
	}
	first := string(token[wordStart(string(token), len(token)):])
	second := next[:wordEnd(next)]
	lower, _ := utf8.DecodeRuneInString(second)
	switch {
	case first == "" || second == "":
		p.text = append(p.text, "-\n"...)
	case w.words[strings.ToLower(first+second)]:
	case w.words[strings.ToLower(first+"-"+second)], !unicode.IsLower(lower):
		p.text = append(p.text, '-')
	}
}

// endsInURL reports whether the last word is a URL or goes on with one: the
// words before it are taken along where a line or a typesetter's space broke
// the URL behind one of its signs.
func (p *passage) endsInURL() bool {
	text := p.text
	for range 8 {
		space := bytes.LastIndexAny(text, " \n\t")
		token := text[space+1:]
		if bytes.Contains(token, []byte("://")) || bytes.Contains(token, []byte("www.")) || bytes.Contains(token, []byte("doi.org")) {
			return true
		}
		if space < 1 || !bytes.ContainsRune([]byte("-/._=&?%"), rune(text[space-1])) {
			return false
		}
		text = text[:space]
	}
	return false
}

// wordEnd is where the word of letters ends that text begins with.
func wordEnd(text string) int {
	n := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) })
	if n < 0 {
		return len(text)
	}
	return n
}

// vocabulary are the words that stand whole within lines.
func (f *pdfFinder) vocabulary() map[string]bool {
	words := map[string]bool{}
	for i := range f.lines {
		fields := strings.FieldsFunc(f.lines[i].text, func(r rune) bool {
			return !unicode.IsLetter(r) && r != '-' && r != '\x02' && !unicode.Is(unicode.Mn, r)
		})
		for _, word := range fields {
			if len(word) > 3 && !strings.HasSuffix(word, hyphen) {
				words[strings.ToLower(word)] = true
			}
		}
	}
	return words
}
